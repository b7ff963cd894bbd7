//! Title, axes, grid and colour bar: what all plots with two axes share.

use super::{
    Range, Theme,
    colour::Rgb,
    surface::{Across, Down, Surface, Type},
};

pub(super) const TITLE: f64 = 15.0;
pub(super) const LABEL: f64 = 12.0;
pub(super) const TICK: f64 = 11.0;
const PAD: f64 = 16.0;
const STRIP: f64 = 40.0;
const GAP: f64 = 5.0;
/// Room at the right for a colour bar with its ticks and label.
const BAR_ROOM: f64 = 78.0;

/// Title, subtitle and axes to draw.
pub(super) struct Frame<'a> {
    pub(super) title: &'a str,
    pub(super) subtitle: &'a str,
    pub(super) size: (f64, f64),
    pub(super) x: (&'a str, Range),
    pub(super) y: (&'a str, Range),
    /// Leaves room at the right for a colour bar.
    pub(super) colour_bar: bool,
    /// A strip at the left for points without an x, one at the bottom for those without a y.
    pub(super) strips: (bool, bool),
}

/// Where data goes, in layout units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// Left and right end of the strip for points without an x.
    pub(super) left_strip: Option<(f64, f64)>,
    /// Top and bottom end of the strip for points without a y.
    pub(super) bottom_strip: Option<(f64, f64)>,
}

impl Field {
    pub(super) fn x(&self, unit: f64) -> f64 {
        self.left + unit * (self.right - self.left)
    }

    pub(super) fn y(&self, unit: f64) -> f64 {
        self.bottom - unit * (self.bottom - self.top)
    }
}

/// Draws title and subtitle; returns where the rest may begin.
pub(super) fn heading(surface: &mut dyn Surface, title: &str, subtitle: &str, width: f64) -> f64 {
    let theme = surface.theme();
    let mut y = PAD - 2.0;
    for (text, size, colour) in [(title, TITLE, theme.ink()), (subtitle, TICK, theme.muted())] {
        for line in wrap(surface, text, size, width - 2.0 * PAD) {
            surface.text((PAD, y), &line, Type::new(size, colour, Across::Start, Down::Top));
            y += size * 1.35;
        }
    }
    y + 8.0
}

fn wrap(surface: &dyn Surface, text: &str, size: f64, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if surface.text_width(&format!("{line} {word}"), size) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Shortens a label with "…" until it fits.
pub(super) fn fit(surface: &dyn Surface, text: &str, size: f64, width: f64) -> String {
    if surface.text_width(text, size) <= width {
        return text.to_owned();
    }
    let characters: Vec<char> = text.chars().collect();
    (1..characters.len())
        .rev()
        .map(|n| format!("{}…", characters[..n].iter().collect::<String>()))
        .find(|short| surface.text_width(short, size) <= width)
        .unwrap_or_else(|| "…".to_owned())
}

impl Frame<'_> {
    /// Draws everything around the data, and the grid behind it.
    pub(super) fn draw(&self, surface: &mut dyn Surface) -> Field {
        let theme = surface.theme();
        let top = heading(surface, self.title, self.subtitle, self.size.0);
        let y_ticks = self.y.1.ticks(6);
        let widest = y_ticks.iter().map(|tick| surface.text_width(&tick.label, TICK)).fold(28.0, f64::max);
        let strip = |wanted: bool| if wanted { STRIP + GAP } else { 0.0 };
        let (has_left, has_bottom) = self.strips;
        let axis_left = PAD + LABEL * 1.5 + widest + 8.0;
        let axis_bottom = self.size.1 - PAD - LABEL * 1.4 - TICK * 1.4 - 8.0;
        let field = Field {
            left: axis_left + strip(has_left),
            right: self.size.0 - if self.colour_bar { BAR_ROOM + PAD } else { PAD + 8.0 },
            top,
            bottom: axis_bottom - strip(has_bottom),
            left_strip: has_left.then_some((axis_left, axis_left + STRIP)),
            bottom_strip: has_bottom.then_some((axis_bottom - STRIP, axis_bottom)),
        };
        Self::strips(surface, theme, &field, axis_left, axis_bottom);
        let columns = ((field.right - field.left) / 90.0) as usize;
        let mut taken = f64::NEG_INFINITY;
        for tick in self.x.1.ticks(columns) {
            let x = field.x(tick.at);
            surface.path(&[(x, field.top), (x, field.bottom)], theme.grid(), 0.75);
            let half = surface.text_width(&tick.label, TICK) / 2.0;
            if x - half > taken + 6.0 {
                let kind = Type::new(TICK, theme.muted(), Across::Middle, Down::Top);
                surface.text((x, axis_bottom + 7.0), &tick.label, kind);
                taken = x + half;
            }
        }
        for tick in y_ticks {
            let y = field.y(tick.at);
            surface.path(&[(field.left, y), (field.right, y)], theme.grid(), 0.75);
            let kind = Type::new(TICK, theme.muted(), Across::End, Down::Middle);
            surface.text((axis_left - 7.0, y), &tick.label, kind);
        }
        let ink = theme.muted();
        surface.path(
            &[(field.left, field.top), (field.left, field.bottom), (field.right, field.bottom)],
            ink,
            1.0,
        );
        let middle = f64::midpoint(field.left, field.right);
        let x_label = fit(surface, self.x.0, LABEL, self.size.0 - axis_left - PAD);
        let kind = Type::new(LABEL, theme.ink(), Across::Middle, Down::Bottom);
        surface.text((middle, self.size.1 - PAD + 4.0), &x_label, kind);
        let y_label = fit(surface, self.y.0, LABEL, field.bottom - field.top);
        let kind = Type::new(LABEL, theme.ink(), Across::Middle, Down::Top).upright();
        surface.text((PAD - 2.0, f64::midpoint(field.top, field.bottom)), &y_label, kind);
        field
    }

    fn strips(surface: &mut dyn Surface, theme: Theme, field: &Field, left: f64, bottom: f64) {
        if let Some((from, to)) = field.left_strip {
            surface.fill((from, field.top), (to, field.bottom), theme.strip(), 1.0);
            let kind = Type::new(TICK, theme.muted(), Across::Middle, Down::Top);
            surface.text((f64::midpoint(from, to), bottom + 7.0), "none", kind);
        }
        if let Some((from, to)) = field.bottom_strip {
            surface.fill((field.left, from), (field.right, to), theme.strip(), 1.0);
            let kind = Type::new(TICK, theme.muted(), Across::End, Down::Middle);
            surface.text((left - 7.0, f64::midpoint(from, to)), "none", kind);
        }
    }
}

/// Draws a colour bar right of the field.
pub(super) fn colour_bar(
    surface: &mut dyn Surface,
    field: &Field,
    label: &str,
    range: &Range,
    colour: &dyn Fn(f64) -> Rgb,
) {
    const STEPS: usize = 64;
    let theme = surface.theme();
    let (left, right) = (field.right + 16.0, field.right + 28.0);
    let height = field.bottom - field.top;
    for i in 0..STEPS {
        let at = i as f64 / STEPS as f64;
        let lower = field.bottom - at * height;
        // Each step reaches to the top and is painted over by the next, so that no seam can show.
        surface.fill((left, field.top), (right, lower), colour(at + 0.5 / STEPS as f64), 1.0);
    }
    let mut widest: f64 = 0.0;
    for tick in range.ticks(5) {
        if !(-0.001..=1.001).contains(&tick.at) {
            continue;
        }
        let y = field.bottom - tick.at * height;
        surface.path(&[(right, y), (right + 3.0, y)], theme.muted(), 1.0);
        let kind = Type::new(TICK, theme.muted(), Across::Start, Down::Middle);
        surface.text((right + 6.0, y), &tick.label, kind);
        widest = widest.max(surface.text_width(&tick.label, TICK));
    }
    let label = fit(surface, label, TICK, height);
    let kind = Type::new(TICK, theme.ink(), Across::Middle, Down::Top).upright();
    surface.text((right + 12.0 + widest, f64::midpoint(field.top, field.bottom)), &label, kind);
}
