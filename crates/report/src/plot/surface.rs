//! The few strokes that figures are made of, as elements of plotters.

use plotters::{
    backend::SVGBackend,
    coord::Shift,
    drawing::{DrawingArea, IntoDrawingArea},
    element::{
        Circle, Cross, DashedPathElement, Drawable, PathElement, PointCollection, Polygon, Rectangle, Text,
    },
    style::{
        FontTransform, IntoFont, RGBAColor, ShapeStyle, TextStyle,
        text_anchor::{HPos, Pos, VPos},
    },
};

use super::{
    colour::{Mark, Rgb},
    font,
};

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

/// plotters draws on a grid of whole numbers: so many of them make a unit of the layout that no step can be seen.
const GRID: f64 = 12.0;
/// plotters takes a font's size for the height of its lines, this many ems.
const LINE: f64 = 1.24;
/// From the top of the letters of a text to the line they stand on, and from their middle, in ems.
const TOP: f64 = 0.76;
const MIDDLE: f64 = 0.36;
/// No figure is higher, in units of the layout; plotters wants to know before it begins.
const HIGHEST: u32 = 1 << 20;

/// What a figure draws on. Places are in units of the layout from the top left.
pub(crate) struct Surface<'a> {
    /// The layout's width.
    pub(crate) width: f64,
    /// Whether the figure is to have its title.
    pub(crate) title: bool,
    area: DrawingArea<SVGBackend<'a>, Shift>,
    /// Elements that lead elsewhere, which plotters has none for.
    links: String,
}

/// A length in plotters' grid. A cast of what is too large or not finite saturates.
fn grid(length: f64) -> i32 {
    (length * GRID).round().clamp(-1e8, 1e8) as i32
}

/// A length of plotters' grid in units of the layout.
pub(super) fn units(length: i32) -> f64 {
    f64::from(length) / GRID
}

fn place((x, y): (f64, f64)) -> (i32, i32) {
    (grid(x), grid(y))
}

fn places(points: &[(f64, f64)]) -> Vec<(i32, i32)> {
    points.iter().copied().map(place).collect()
}

fn filled(colour: Rgb, alpha: f64) -> ShapeStyle {
    ShapeStyle { color: RGBAColor(colour.0, colour.1, colour.2, alpha), filled: true, stroke_width: 0 }
}

fn stroke(colour: Rgb, width: f64) -> ShapeStyle {
    let stroke_width = grid(width).max(1).unsigned_abs();
    ShapeStyle { color: RGBAColor(colour.0, colour.1, colour.2, 1.0), filled: false, stroke_width }
}

impl Surface<'_> {
    fn put<E>(&self, element: &E)
    where
        for<'b> &'b E: PointCollection<'b, (i32, i32)>,
        E: for<'b> Drawable<SVGBackend<'b>>,
    {
        // The backend writes to a String, which takes everything.
        let _ = self.area.draw(element);
    }

    pub(crate) fn fill(&mut self, corner: (f64, f64), opposite: (f64, f64), colour: Rgb, alpha: f64) {
        let (a, b) = (place(corner), place(opposite));
        if a.0 != b.0 && a.1 != b.1 {
            let corners = [(a.0.min(b.0), a.1.min(b.1)), (a.0.max(b.0), a.1.max(b.1))];
            self.put(&Rectangle::new(corners, filled(colour, alpha)));
        }
    }

    pub(crate) fn path(&mut self, points: &[(f64, f64)], colour: Rgb, width: f64) {
        self.put(&PathElement::new(places(points), stroke(colour, width)));
    }

    pub(crate) fn dashes(&mut self, points: &[(f64, f64)], colour: Rgb, width: f64) {
        let (dash, gap) = (grid(4.0), grid(3.0));
        self.put(&DashedPathElement::new(places(points), dash, gap, stroke(colour, width)));
    }

    pub(crate) fn area(&mut self, points: &[(f64, f64)], colour: Rgb, alpha: f64) {
        self.put(&Polygon::new(places(points), filled(colour, alpha)));
    }

    pub(crate) fn dot(&mut self, at: (f64, f64), radius: f64, colour: Rgb, alpha: f64) {
        self.put(&Circle::new(place(at), grid(radius), filled(colour, alpha)));
    }

    /// A mark as large to the eye as a disc of this radius.
    pub(crate) fn mark(&mut self, at: (f64, f64), mark: Mark, radius: f64, colour: Rgb) {
        let corners: &[(f64, f64)] = match mark {
            Mark::Disc => return self.dot(at, radius, colour, 1.0),
            Mark::Cross => {
                return self.put(&Cross::new(place(at), grid(radius), stroke(colour, radius * 0.7)));
            }
            Mark::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            Mark::Triangle => &[(0.0, -1.25), (1.2, 0.85), (-1.2, 0.85)],
            Mark::Diamond => &[(0.0, -1.35), (1.35, 0.0), (0.0, 1.35), (-1.35, 0.0)],
            Mark::Wedge => &[(0.0, 1.25), (1.2, -0.85), (-1.2, -0.85)],
        };
        let corners: Vec<(f64, f64)> =
            corners.iter().map(|(x, y)| (at.0 + x * radius, at.1 + y * radius)).collect();
        self.area(&corners, colour, 1.0);
    }

    /// A part of the figure that leads to another place of the page that it stands in.
    pub(crate) fn link(&mut self, corner: (f64, f64), opposite: (f64, f64), id: &str, name: &str) {
        let (a, b) = (place(corner), place(opposite));
        let link = maud::html! {
            a href={ "#" (id) } aria-label=(name) {
                rect x=(a.0) y=(a.1) width=(b.0 - a.0) height=(b.1 - a.1) fill-opacity="0" {}
            }
        };
        self.links.push_str(&link.into_string());
    }

    pub(crate) fn text(&mut self, at: (f64, f64), text: &str, kind: Type) {
        // plotters hangs a text from its top; what it calls the middle depends on the viewer's font.
        let down = match kind.down {
            Down::Top => 0.0,
            Down::Middle => (MIDDLE - TOP) * kind.size,
        };
        // Down in the text's own frame; upright text has its feet at the right.
        let at = if kind.upright { (at.0 + down, at.1) } else { (at.0, at.1 + down) };
        let across = match kind.across {
            Across::Start => HPos::Left,
            Across::Middle => HPos::Center,
            Across::End => HPos::Right,
        };
        let mut font = (font::FAMILY, f64::from(grid(kind.size)) * LINE).into_font();
        if kind.upright {
            font = font.transform(FontTransform::Rotate270);
        }
        let colour = filled(kind.colour, 1.0).color;
        let style = TextStyle::from(font).pos(Pos::new(across, VPos::Top)).color(&colour);
        // Control characters cannot stand in an XML document, however they are written.
        let text = text.replace(
            |letter: char| letter.is_control() || letter > '\u{fffd}' && letter <= '\u{ffff}',
            "\u{fffd}",
        );
        self.put(&Text::new(text, place(at), style));
    }
}

/// What was drawn on a surface.
pub(super) struct Drawn {
    /// Width and height on plotters' grid.
    pub(super) size: (i32, i32),
    /// Elements of an SVG, with places on that grid.
    pub(super) elements: String,
    /// More of them, which lead to other places of a page.
    pub(super) links: String,
}

/// Draws on a surface of this width; `figure` returns the height.
pub(super) fn draw(width: f64, title: bool, figure: impl FnOnce(&mut Surface) -> f64) -> Drawn {
    let mut document = String::new();
    let backend = SVGBackend::with_string(&mut document, (grid(width).unsigned_abs(), HIGHEST));
    let mut surface = Surface { width, title, area: backend.into_drawing_area(), links: String::new() };
    let height = figure(&mut surface);
    let links = std::mem::take(&mut surface.links);
    drop(surface);
    // The first line opens the document and the last one closes it. In between, attributes that say what holds anyway
    // are left out; the quotes of texts are escaped, so that none of them is taken for an attribute.
    let (_, elements) = document.split_once('\n').unwrap_or_default();
    let mut elements = elements.trim_end().trim_end_matches("</svg>").to_owned();
    let family = format!(" font-family=\"{}\"", font::FAMILY);
    for attribute in
        [" opacity=\"1\"", " stroke=\"none\"", " stroke-width=\"0\"", " text-anchor=\"start\"", &family]
    {
        elements = elements.replace(attribute, "");
    }
    // Only grounds and marks are translucent; as a whole element, each would be a group of its own in a PDF.
    elements = elements.replace(" opacity=", " fill-opacity=");
    for (long, short) in [("\">\n", "\">"), ("\n</text>", "</text>"), (" \"/>", "\"/>")] {
        elements = elements.replace(long, short);
    }
    Drawn { size: (grid(width), grid(height)), elements, links }
}
