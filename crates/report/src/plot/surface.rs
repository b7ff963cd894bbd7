//! The few strokes that figures are made of, as elements of an SVG.

use std::fmt::Write as _;

use super::{colour::Rgb, font};
use crate::text::push;

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

/// The shape of a mark, so that series differ in more than their colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Disc,
    Square,
    Triangle,
    Diamond,
    Wedge,
    Cross,
}

/// What a figure draws on. Places are in units of the layout from the top left.
pub(crate) struct Surface {
    /// The layout's width.
    pub(crate) width: f64,
    /// Whether the figure is to have its title.
    pub(crate) title: bool,
    /// Letters become paths, for whatever has no fonts.
    pub(super) outlines: bool,
    pub(super) body: String,
}

/// Two decimals: a hundredth of a unit cannot be seen.
pub(super) fn short(value: f64) -> f64 {
    // Adding zero turns a negative zero, which would print its sign, into a positive one.
    (value * 100.0).round() / 100.0 + 0.0
}

impl Surface {
    pub(crate) fn fill(&mut self, corner: (f64, f64), opposite: (f64, f64), colour: Rgb, alpha: f64) {
        let (x, y) = (corner.0.min(opposite.0), corner.1.min(opposite.1));
        let (width, height) = (short((corner.0 - opposite.0).abs()), short((corner.1 - opposite.1).abs()));
        if width > 0.0 && height > 0.0 {
            push!(
                self.body,
                "<rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\"{} shape-rendering=\"crispEdges\"/>\n",
                short(x),
                short(y),
                opacity(alpha)
            );
        }
    }

    /// Squares of one colour, given by their corners at the top left.
    pub(crate) fn squares(&mut self, corners: &[(f64, f64)], sides: (f64, f64), colour: Rgb) {
        push!(self.body, "<path fill=\"{colour}\" shape-rendering=\"crispEdges\" d=\"");
        for (x, y) in corners {
            let (right, down) = (short(sides.0), short(sides.1));
            push!(self.body, "M{} {}h{right}v{down}h-{right}z", short(*x), short(*y));
        }
        self.body.push_str("\"/>\n");
    }

    pub(crate) fn path(&mut self, points: &[(f64, f64)], colour: Rgb, width: f64) {
        self.line(points, colour, width, "");
    }

    pub(crate) fn dashes(&mut self, points: &[(f64, f64)], colour: Rgb, width: f64) {
        self.line(points, colour, width, " stroke-dasharray=\"4 3\"");
    }

    fn line(&mut self, points: &[(f64, f64)], colour: Rgb, width: f64, more: &str) {
        push!(
            self.body,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"{more}/>\n",
            list(points)
        );
    }

    pub(crate) fn area(&mut self, points: &[(f64, f64)], colour: Rgb, alpha: f64) {
        push!(self.body, "<polygon points=\"{}\" fill=\"{colour}\"{}/>\n", list(points), opacity(alpha));
    }

    pub(crate) fn dot(&mut self, at: (f64, f64), radius: f64, colour: Rgb, alpha: f64) {
        let (x, y) = (short(at.0), short(at.1));
        push!(
            self.body,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{colour}\"{}/>\n",
            opacity(alpha)
        );
    }

    /// A mark as large to the eye as a disc of this radius.
    pub(crate) fn mark(&mut self, at: (f64, f64), mark: Mark, radius: f64, colour: Rgb) {
        let place = |(x, y): &(f64, f64)| (at.0 + x * radius, at.1 + y * radius);
        let corners: &[(f64, f64)] = match mark {
            Mark::Disc => return self.dot(at, radius, colour, 1.0),
            Mark::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            Mark::Triangle => &[(0.0, -1.25), (1.2, 0.85), (-1.2, 0.85)],
            Mark::Diamond => &[(0.0, -1.35), (1.35, 0.0), (0.0, 1.35), (-1.35, 0.0)],
            Mark::Wedge => &[(0.0, 1.25), (1.2, -0.85), (-1.2, -0.85)],
            Mark::Cross => {
                for (x, y) in [(1.0, 1.0), (1.0, -1.0)] {
                    self.path(&[place(&(-x, -y)), place(&(x, y))], colour, radius * 0.7);
                }
                return;
            }
        };
        let corners: Vec<(f64, f64)> = corners.iter().map(place).collect();
        self.area(&corners, colour, 1.0);
    }

    pub(crate) fn text(&mut self, at: (f64, f64), text: &str, kind: Type) {
        // Where the letters of the embedded font reach to, in ems from the line they stand on.
        let baseline = kind.size
            * match kind.down {
                Down::Top => 0.76,
                Down::Middle => 0.36,
            };
        // Down in the text's own frame; upright text has its feet at the right.
        let (x, y) = if kind.upright { (at.0 + baseline, at.1) } else { (at.0, at.1 + baseline) };
        let (share, anchor) = match kind.across {
            Across::Start => (0.0, ""),
            Across::Middle => (0.5, " text-anchor=\"middle\""),
            Across::End => (1.0, " text-anchor=\"end\""),
        };
        let (colour, size) = (kind.colour, kind.size);
        let turned = if kind.upright {
            format!(" transform=\"rotate(-90 {} {})\"", short(x), short(y))
        } else {
            String::new()
        };
        if self.outlines {
            let path = font::outlines(text, size, (x - share * font::width(text, size), y));
            push!(self.body, "<path fill=\"{colour}\"{turned} d=\"{path}\"/>\n");
            return;
        }
        let size = short(size);
        push!(
            self.body,
            "<text x=\"{}\" y=\"{}\" font-size=\"{size}\" fill=\"{colour}\"{anchor}{turned}>",
            short(x),
            short(y)
        );
        // Control characters cannot stand in an XML document, however they are written.
        let text = text.replace(
            |letter: char| letter.is_control() || letter > '\u{fffd}' && letter <= '\u{ffff}',
            "\u{fffd}",
        );
        // A String takes everything; only the trait is fallible.
        let _ = maud::Escaper::new(&mut self.body).write_str(&text);
        self.body.push_str("</text>\n");
    }
}

fn opacity(alpha: f64) -> String {
    if alpha < 1.0 { format!(" fill-opacity=\"{alpha}\"") } else { String::new() }
}

fn list(points: &[(f64, f64)]) -> String {
    let points: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", short(*x), short(*y))).collect();
    points.join(" ")
}
