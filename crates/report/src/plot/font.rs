//! The embedded font: how wide a text is, and the outlines of its letters.

use std::sync::OnceLock;

use ttf_parser::{Face, GlyphId, OutlineBuilder};

use super::surface::short;
use crate::text::push;

/// Subset of DejaVu Sans; `assets/subset-font.sh` makes it.
static BYTES: &[u8] = include_bytes!("../../assets/plot-font.ttf");

/// What SVG text asks the viewer for: the embedded font, or one as wide.
pub(super) const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

fn face() -> Option<&'static Face<'static>> {
    static FACE: OnceLock<Option<Face<'static>>> = OnceLock::new();
    FACE.get_or_init(|| Face::parse(BYTES, 0).ok()).as_ref()
}

/// A letter's width in ems. Those that the font lacks are drawn as a box, about as wide as they would be.
fn advance(letter: char) -> f64 {
    let known = face().and_then(|face| {
        let width = face.glyph_hor_advance(face.glyph_index(letter)?)?;
        Some(f64::from(width) / f64::from(face.units_per_em()))
    });
    known.unwrap_or(if letter >= '\u{1100}' { 1.0 } else { 0.6 })
}

/// The width of a line of text whose letters have this size.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// The letters as the data of an SVG path that begins at `start` and stands on its height.
pub(super) fn outlines(text: &str, size: f64, start: (f64, f64)) -> String {
    let Some(face) = face() else { return String::new() };
    let mut pen = Pen { path: String::new(), at: start, scale: size / f64::from(face.units_per_em()) };
    for letter in text.chars() {
        face.outline_glyph(face.glyph_index(letter).unwrap_or(GlyphId(0)), &mut pen);
        pen.at.0 += advance(letter) * size;
    }
    pen.path
}

struct Pen {
    path: String,
    at: (f64, f64),
    scale: f64,
}

impl Pen {
    fn go(&mut self, command: char, points: &[(f32, f32)]) {
        self.path.push(command);
        for (x, y) in points {
            let (x, y) = (self.at.0 + f64::from(*x) * self.scale, self.at.1 - f64::from(*y) * self.scale);
            push!(self.path, "{} {} ", short(x), short(y));
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.go('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.go('L', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.go('Q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.go('C', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}
