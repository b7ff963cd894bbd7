//! The few strokes that figures are made of, over either plotters backend.

use plotters::{
    coord::Shift,
    prelude::{Circle, DrawingArea, DrawingBackend, PathElement, Polygon, Rectangle, Text},
    style::{
        FontTransform, IntoFont, RGBAColor, ShapeStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use super::{Theme, colour::Rgb, font::FAMILY};

/// A figure that can be drawn.
pub(crate) trait Draw {
    /// Named in errors.
    fn title(&self) -> &str;
    /// Width and height of the layout.
    fn size(&self) -> (f64, f64);
    /// Draws everything but the ground.
    fn draw(&self, surface: &mut dyn Surface);
}

/// Which point of a text its place means, across.
#[derive(Clone, Copy)]
pub(crate) enum Across {
    Start,
    Middle,
    End,
}

/// Which point of a text its place means, down.
#[derive(Clone, Copy)]
pub(crate) enum Down {
    Top,
    Middle,
    Bottom,
}

/// A text's looks.
#[derive(Clone, Copy)]
pub(crate) struct Type {
    pub(crate) size: f64,
    pub(crate) colour: Rgb,
    pub(crate) across: Across,
    pub(crate) down: Down,
    /// Reads from bottom to top.
    pub(crate) upright: bool,
}

impl Type {
    pub(crate) fn new(size: f64, colour: Rgb, across: Across, down: Down) -> Self {
        Self { size, colour, across, down, upright: false }
    }

    pub(crate) fn upright(self) -> Self {
        Self { upright: true, ..self }
    }
}

/// Where figures draw. Places are in layout units from the top left. An error is kept and reported at the
/// end, so that figures need not handle it at every stroke.
pub(crate) trait Surface {
    fn theme(&self) -> Theme;
    fn fill(&mut self, corner: (f64, f64), opposite: (f64, f64), colour: Rgb, alpha: f64);
    fn path(&mut self, points: &[(f64, f64)], colour: Rgb, width: f64);
    fn area(&mut self, points: &[(f64, f64)], colour: Rgb, alpha: f64);
    fn dot(&mut self, at: (f64, f64), radius: f64, colour: Rgb, alpha: f64);
    fn text(&mut self, at: (f64, f64), text: &str, kind: Type);
    fn text_width(&self, text: &str, size: f64) -> f64;
}

/// How a backend sets text: found by measuring where it puts the letters of the embedded font.
#[derive(Clone, Copy)]
pub(super) struct Lettering {
    /// plotters' font size for one em of one pixel.
    pub(super) em: f64,
    /// How far down, in ems, text has to move that hangs from its top, is centred, or stands on its bottom.
    pub(super) shifts: [f64; 3],
}

impl Lettering {
    pub(super) const SVG: Self = Self { em: 1.24, shifts: [0.0, 0.09, 0.0] };
    pub(super) const BITMAP: Self = Self { em: BITMAP_EM, shifts: [0.18, 0.25, 0.09] };
}

/// Height of the embedded font from ascent to descent, which `ab_glyph` takes for its size.
const BITMAP_EM: f64 = 1.164;

pub(super) struct Canvas<'a, DB: DrawingBackend> {
    pub(super) area: &'a DrawingArea<DB, Shift>,
    pub(super) theme: Theme,
    /// Device pixels for each layout unit.
    pub(super) scale: f64,
    pub(super) lettering: Lettering,
    pub(super) error: Option<String>,
}

impl<DB: DrawingBackend> Canvas<'_, DB> {
    fn place(&self, (x, y): (f64, f64)) -> (i32, i32) {
        // Saturating casts: no place is far enough out to overflow the backend's own sums.
        let pixel = |v: f64| (v * self.scale).round().clamp(-1e6, 1e6) as i32;
        (pixel(x), pixel(y))
    }

    fn places(&self, points: &[(f64, f64)]) -> Vec<(i32, i32)> {
        points.iter().map(|point| self.place(*point)).collect()
    }

    fn keep<E: std::fmt::Display>(&mut self, result: Result<(), E>) {
        if let (Err(error), None) = (result, &self.error) {
            self.error = Some(error.to_string());
        }
    }

    /// The place of a text, moved so that all backends put the letters at the same height.
    fn text_place(&self, at: (f64, f64), kind: Type) -> (i32, i32) {
        let shift = match kind.down {
            Down::Top => self.lettering.shifts[0],
            Down::Middle => self.lettering.shifts[1],
            Down::Bottom => self.lettering.shifts[2],
        };
        let shift = shift * kind.size;
        // Down in the text's own frame; upright text has its feet at the right.
        self.place(if kind.upright { (at.0 + shift, at.1) } else { (at.0, at.1 + shift) })
    }
}

fn rgba(colour: Rgb, alpha: f64) -> RGBAColor {
    RGBAColor(colour.0, colour.1, colour.2, alpha)
}

fn filled(colour: Rgb, alpha: f64) -> ShapeStyle {
    ShapeStyle { color: rgba(colour, alpha), filled: true, stroke_width: 0 }
}

impl<DB: DrawingBackend> Surface for Canvas<'_, DB> {
    fn theme(&self) -> Theme {
        self.theme
    }

    fn fill(&mut self, corner: (f64, f64), opposite: (f64, f64), colour: Rgb, alpha: f64) {
        let (a, b) = (self.place(corner), self.place(opposite));
        if a.0 != b.0 && a.1 != b.1 {
            self.keep(self.area.draw(&Rectangle::new([a, b], filled(colour, alpha))));
        }
    }

    fn path(&mut self, points: &[(f64, f64)], colour: Rgb, width: f64) {
        let stroke_width = (width * self.scale).round().max(1.0) as u32;
        let style = ShapeStyle { color: rgba(colour, 1.0), filled: false, stroke_width };
        self.keep(self.area.draw(&PathElement::new(self.places(points), style)));
    }

    fn area(&mut self, points: &[(f64, f64)], colour: Rgb, alpha: f64) {
        self.keep(self.area.draw(&Polygon::new(self.places(points), filled(colour, alpha))));
    }

    fn dot(&mut self, at: (f64, f64), radius: f64, colour: Rgb, alpha: f64) {
        let radius = (radius * self.scale).round().max(1.0) as i32;
        self.keep(self.area.draw(&Circle::new(self.place(at), radius, filled(colour, alpha))));
    }

    fn text(&mut self, at: (f64, f64), text: &str, kind: Type) {
        let across = match kind.across {
            Across::Start => HPos::Left,
            Across::Middle => HPos::Center,
            Across::End => HPos::Right,
        };
        let down = match kind.down {
            Down::Top => VPos::Top,
            Down::Middle => VPos::Center,
            Down::Bottom => VPos::Bottom,
        };
        let mut font = (FAMILY, kind.size * self.scale * self.lettering.em).into_font();
        if kind.upright {
            font = font.transform(FontTransform::Rotate270);
        }
        let colour = rgba(kind.colour, 1.0);
        let style = TextStyle::from(font).pos(Pos::new(across, down)).color(&colour);
        self.keep(self.area.draw(&Text::new(text.to_owned(), self.text_place(at, kind), style)));
    }

    fn text_width(&self, text: &str, size: f64) -> f64 {
        let width = (FAMILY, size * self.scale * BITMAP_EM).into_font().layout_box(text);
        match width {
            Ok(((left, _), (right, _))) => f64::from(right - left) / self.scale,
            Err(_) => text.chars().count() as f64 * size * 0.6,
        }
    }
}
