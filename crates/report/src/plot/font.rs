//! The embedded font: how wide a text is, and what sets it in a PDF and a PNG.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb::Database;
use ttf_parser::Face;

/// Subset of DejaVu Sans; `assets/subset-font.sh` makes it.
static BYTES: &[u8] = include_bytes!("../../assets/plot-font.ttf");

/// What SVG text asks the viewer for: the embedded font, or one as wide.
pub(super) const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

static FACE: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::parse(BYTES, 0).ok());

/// This font and no other, so that pictures are the same wherever they are made.
pub(super) fn database() -> Arc<Database> {
    static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
        let mut fonts = Database::new();
        fonts.load_font_data(BYTES.to_vec());
        Arc::new(fonts)
    });
    FONTS.clone()
}

/// A letter's width in ems. Those that the font lacks are drawn as a box, about as wide as they would be.
fn advance(letter: char) -> f64 {
    let known = FACE.as_ref().and_then(|face| {
        let width = face.glyph_hor_advance(face.glyph_index(letter)?)?;
        Some(f64::from(width) / f64::from(face.units_per_em()))
    });
    known.unwrap_or(if letter >= '\u{1100}' { 1.0 } else { 0.6 })
}

/// The width of a line of text whose letters have this size.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}
