/// Why a figure could not be drawn. Its content never is the reason: missing values are left out and counted.
#[derive(Debug, thiserror::Error)]
pub enum PlotError {
    /// The SVG that was drawn is none.
    #[error("read the drawing back")]
    Svg(#[source] resvg::usvg::Error),
    /// There is no room for so large a picture.
    #[error("make a picture of {width} by {height} pixels")]
    Size {
        /// Across.
        width: f64,
        /// Down.
        height: f64,
    },
    /// The picture could not be encoded.
    #[error("encode the picture as PNG")]
    Png(#[source] png::EncodingError),
    /// The drawing could not be turned into a PDF.
    #[error("turn the drawing into a PDF: {0}")]
    Pdf(String),
}
