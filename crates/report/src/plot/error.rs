/// Why a figure could not be drawn. Its content never is the reason: missing values are left out and counted.
#[derive(Debug, thiserror::Error)]
pub enum PlotError {
    /// The embedded font was refused by the text renderer.
    #[error("load the embedded plot font: the build of this program is damaged, build it again")]
    Font,
    /// The drawing backend failed.
    #[error("draw `{title}`: {message}")]
    Backend {
        /// The figure's title.
        title: String,
        /// What the backend said.
        message: String,
    },
    /// The picture could not be written as PNG.
    #[error("encode `{title}` as PNG")]
    Png {
        /// The figure's title.
        title: String,
        /// What the encoder said.
        #[source]
        source: png::EncodingError,
    },
}
