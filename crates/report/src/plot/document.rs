//! From a figure to the bytes of a file.

use resvg::{tiny_skia, usvg};

use super::{PlotError, Style, colour::GROUND, font, surface};
use crate::text::push;

/// A figure that can be drawn.
pub(crate) trait Draw {
    /// Draws everything but the ground, and returns how high that is, in units of the layout.
    fn draw(&self, surface: &mut surface::Surface) -> f64;
}

/// Pixels for each CSS pixel of the figure's size, and thus dots per inch in units of 96.
pub(crate) const PRINT: f64 = 300.0 / 96.0;
/// On a page that may be seen on a fine screen.
pub(crate) const SCREEN: f64 = 2.0;
/// Pictures beyond this many pixels a side are made coarser.
const MOST_PIXELS: f64 = 16_384.0;

/// The figure as an SVG document of its own.
pub(crate) fn svg(figure: &dyn Draw, style: &Style) -> String {
    document(figure, style).0
}

/// The figure inside a page, where parts of it may lead to others; and whether some do.
pub(crate) fn in_page(figure: &dyn Draw) -> (String, bool) {
    let (svg, links) = document(figure, &Style::default());
    (svg.replace("</svg>\n", &format!("{links}</svg>\n")), !links.is_empty())
}

/// The document, and the links that a page puts at its end.
fn document(figure: &dyn Draw, style: &Style) -> (String, String) {
    let drawn = surface::draw(style.units(), style.title, |surface| figure.draw(surface));
    let (columns, rows) = drawn.size;
    let millimetres = |length| (surface::units(length) * style.unit() * 100.0).round() / 100.0;
    let (across, down) = (millimetres(columns), millimetres(rows));
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{across}mm\" height=\"{down}mm\" \
         viewBox=\"0 0 {columns} {rows}\" font-family=\"{}\" stroke-linejoin=\"round\">\n",
        font::FAMILY
    );
    // Cells that touch show no seam.
    text.push_str("<style>rect{shape-rendering:crispEdges}</style>\n");
    push!(
        text,
        "<rect width=\"{columns}\" height=\"{rows}\" fill=\"{GROUND}\"/>\n{}</svg>\n",
        drawn.elements
    );
    (text, drawn.links)
}

/// The picture that a browser would show of this SVG.
pub(crate) fn png(svg: &str, scale: f64) -> Result<Vec<u8>, PlotError> {
    let tree = parse(svg)?;
    let (width, height) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    let scale = scale.min(MOST_PIXELS / width.max(height));
    let pixels = |length: f64| (length * scale).round().max(1.0) as u32;
    let mut picture =
        tiny_skia::Pixmap::new(pixels(width), pixels(height)).ok_or(PlotError::Size { width, height })?;
    let transform = tiny_skia::Transform::from_scale(scale as f32, scale as f32);
    resvg::render(&tree, transform, &mut picture.as_mut());
    // The ground is opaque, and with it every pixel.
    let rgb: Vec<u8> =
        picture.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let dots_per_metre = (scale * 96.0 / 0.0254).round() as u32;
    encode(&rgb, (picture.width(), picture.height()), dots_per_metre).map_err(PlotError::Png)
}

/// The drawing as a PDF of one page, as large as the SVG says, with the letters of the font that it needs.
pub(crate) fn pdf(svg: &str) -> Result<Vec<u8>, PlotError> {
    let page = svg2pdf::PageOptions { dpi: 96.0 };
    svg2pdf::to_pdf(&parse(svg)?, svg2pdf::ConversionOptions::default(), page)
        .map_err(|error| PlotError::Pdf(error.to_string()))
}

fn parse(svg: &str) -> Result<usvg::Tree, PlotError> {
    let options = usvg::Options { fontdb: font::database(), ..usvg::Options::default() };
    usvg::Tree::from_str(svg, &options).map_err(PlotError::Svg)
}

fn encode(rgb: &[u8], (columns, rows): (u32, u32), dots: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, columns, rows);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: dots, yppu: dots, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(rgb)?;
    writer.finish()?;
    Ok(bytes)
}
