//! Title, axes, grid and colour bar: what plots with two axes share.

use super::{
    Range,
    colour::{GRID, GROUND, INK, MUTED, Rgb, STRIP},
    font,
    surface::{Across, Down, Surface, Type},
    ticks::Tick,
};

pub(super) use super::style::LABEL;
pub(super) const TITLE: f64 = 15.0;
pub(super) const TICK: f64 = 11.0;
pub(super) const PAD: f64 = 12.0;
const STRIP_WIDTH: f64 = 30.0;
const GAP: f64 = 5.0;
/// Room at the right for a colour bar with its ticks and label.
const BAR_ROOM: f64 = 74.0;
/// What stands beside the strip of points without a value.
const NONE: &str = "none";
/// Grounds of words above data let it shine through.
const VEIL: f64 = 0.8;

/// An axis to draw.
pub(super) struct Side<'a> {
    pub(super) label: &'a str,
    pub(super) range: &'a Range,
    /// Where there are ticks. By default, at round values.
    pub(super) ticks: Option<Vec<Tick>>,
}

/// Title, subtitle and axes to draw.
pub(super) struct Frame<'a> {
    pub(super) title: &'a str,
    pub(super) subtitle: &'a str,
    /// Height of the part between the axes.
    pub(super) height: f64,
    pub(super) x: Side<'a>,
    pub(super) y: Side<'a>,
    /// Room at the right for something beside the field.
    pub(super) room: f64,
    /// A strip at the left for points without an x, one at the bottom for those without a y.
    pub(super) strips: (bool, bool),
}

/// Where data goes, in units of the layout.
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
    /// Where the whole figure ends.
    pub(super) end: f64,
}

impl Field {
    pub(super) fn x(&self, unit: f64) -> f64 {
        self.left + unit * (self.right - self.left)
    }

    pub(super) fn y(&self, unit: f64) -> f64 {
        self.bottom - unit * (self.bottom - self.top)
    }
}

/// Room at the right for a colour bar.
pub(super) fn room_for_bar(wanted: bool) -> f64 {
    if wanted { BAR_ROOM } else { 8.0 }
}

/// Draws title and subtitle, if the figure is to have them; returns where the rest may begin.
pub(super) fn heading(surface: &mut Surface, title: &str, subtitle: &str) -> f64 {
    let mut y = PAD - 2.0;
    if surface.title {
        for (text, size, colour) in [(title, TITLE, INK), (subtitle, TICK, MUTED)] {
            for line in wrap(text, size, surface.width - 2.0 * PAD) {
                surface.text((PAD, y), &line, Type::new(size, colour, Across::Start, Down::Top));
                y += size * 1.35;
            }
        }
    }
    y + 8.0
}

fn wrap(text: &str, size: f64, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if font::width(&format!("{line} {word}"), size) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(fit(word, size, width)),
        }
    }
    lines
}

/// Shortens a label with "…" until it fits.
pub(super) fn fit(text: &str, size: f64, width: f64) -> String {
    if font::width(text, size) <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for letter in text.chars() {
        if font::width(&short, size) + font::width(&format!("{letter}…"), size) > width {
            break;
        }
        short.push(letter);
    }
    short + "…"
}

impl Frame<'_> {
    /// Draws everything around the data, and the grid behind it.
    pub(super) fn draw(self, surface: &mut Surface) -> Field {
        let top = heading(surface, self.title, self.subtitle);
        let rows = (self.height / 40.0) as usize;
        let y_ticks = self.y.ticks.unwrap_or_else(|| self.y.range.ticks(rows.clamp(3, 7)));
        let widest = y_ticks.iter().map(|tick| font::width(&tick.label, TICK)).fold(24.0, f64::max);
        let strip = |wanted: bool| if wanted { STRIP_WIDTH + GAP } else { 0.0 };
        let (has_left, has_bottom) = self.strips;
        let axis_left = PAD + LABEL * 1.4 + widest + 8.0;
        let axis_bottom = top + self.height;
        let field = Field {
            left: axis_left + strip(has_left),
            right: (surface.width - PAD - self.room).max(axis_left + strip(has_left) + 20.0),
            top,
            bottom: axis_bottom - strip(has_bottom),
            left_strip: has_left.then_some((axis_left, axis_left + STRIP_WIDTH)),
            bottom_strip: has_bottom.then_some((axis_bottom - STRIP_WIDTH, axis_bottom)),
            end: axis_bottom + TICK * 1.4 + LABEL * 1.4 + 8.0 + PAD * 0.5,
        };
        strips(surface, &field, (axis_left, axis_bottom), (self.x.range, self.y.range));
        let columns = ((field.right - field.left) / 65.0) as usize;
        // Left of the first tick may stand the word below the strip.
        let word = |(from, to): (f64, f64)| f64::midpoint(from, to) + font::width(NONE, TICK) / 2.0;
        let mut taken = field.left_strip.map_or(f64::NEG_INFINITY, word);
        for tick in self.x.ticks.unwrap_or_else(|| self.x.range.ticks(columns.clamp(3, 9))) {
            let x = field.x(tick.at);
            surface.path(&[(x, field.top), (x, field.bottom)], GRID, 0.75);
            let half = font::width(&tick.label, TICK) / 2.0;
            if x - half > taken + 6.0 {
                let kind = Type::new(TICK, MUTED, Across::Middle, Down::Top);
                surface.text((x, axis_bottom + 6.0), &tick.label, kind);
                taken = x + half;
            }
        }
        let mut taken = f64::INFINITY;
        for tick in y_ticks {
            let y = field.y(tick.at);
            surface.path(&[(field.left, y), (field.right, y)], GRID, 0.75);
            if y + TICK * 0.6 < taken {
                let kind = Type::new(TICK, MUTED, Across::End, Down::Middle);
                surface.text((axis_left - 6.0, y), &tick.label, kind);
                taken = y - TICK * 0.6;
            }
        }
        for at in self.x.range.breaks() {
            surface.dashes(&[(field.x(at), field.top), (field.x(at), field.bottom)], MUTED, 0.75);
        }
        for at in self.y.range.breaks() {
            surface.dashes(&[(field.left, field.y(at)), (field.right, field.y(at))], MUTED, 0.75);
        }
        let axes = [(field.left, field.top), (field.left, field.bottom), (field.right, field.bottom)];
        surface.path(&axes, MUTED, 1.0);
        let middle = f64::midpoint(field.left, field.right);
        // Longer than the field, a label may reach to the ends of the figure.
        let x_label = fit(self.x.label, LABEL, surface.width - 2.0 * PAD);
        let half = font::width(&x_label, LABEL) / 2.0;
        let at = middle.clamp(PAD + half, (surface.width - PAD - half).max(PAD + half));
        let kind = Type::new(LABEL, INK, Across::Middle, Down::Top);
        surface.text((at, axis_bottom + TICK * 1.4 + 8.0), &x_label, kind);
        let y_label = fit(self.y.label, LABEL, field.bottom - field.top + 20.0);
        let kind = Type::new(LABEL, INK, Across::Middle, Down::Top).upright();
        surface.text((PAD - 4.0, f64::midpoint(field.top, field.bottom)), &y_label, kind);
        field
    }
}

/// Grounds of the strips: for points without a value, and for outliers.
fn strips(surface: &mut Surface, field: &Field, (left, bottom): (f64, f64), (x, y): (&Range, &Range)) {
    for at in x.breaks() {
        let end = field.x(if at < 0.5 { 0.0 } else { 1.0 });
        surface.fill((field.x(at), field.top), (end, field.bottom), STRIP, 1.0);
    }
    for at in y.breaks() {
        let end = field.y(if at < 0.5 { 0.0 } else { 1.0 });
        surface.fill((field.left, field.y(at)), (field.right, end), STRIP, 1.0);
    }
    if let Some((from, to)) = field.left_strip {
        surface.fill((from, field.top), (to, field.bottom), STRIP, 1.0);
        let kind = Type::new(TICK, MUTED, Across::Middle, Down::Top);
        surface.text((f64::midpoint(from, to), bottom + 6.0), NONE, kind);
    }
    if let Some((from, to)) = field.bottom_strip {
        surface.fill((field.left, from), (field.right, to), STRIP, 1.0);
        let kind = Type::new(TICK, MUTED, Across::End, Down::Middle);
        surface.text((left - 6.0, f64::midpoint(from, to)), NONE, kind);
    }
}

/// Words in that corner of the field where the fewest of `places` are.
pub(super) fn note(surface: &mut Surface, field: &Field, text: &str, places: &[(f64, f64)]) {
    if text.is_empty() {
        return;
    }
    let (width, height) = (font::width(text, LABEL) + 10.0, LABEL * 1.6);
    let (left, right) = (field.left + 5.0, field.right - 5.0 - width);
    let (top, bottom) = (field.top + 5.0, field.bottom - 5.0 - height);
    let covered = |&(x, y): &(f64, f64)| {
        places.iter().filter(|at| (x..=x + width).contains(&at.0) && (y..=y + height).contains(&at.1)).count()
    };
    let corners = [(left, top), (right, bottom), (right, top), (left, bottom)];
    let Some(at) = corners.into_iter().min_by_key(covered) else { return };
    surface.fill(at, (at.0 + width, at.1 + height), GROUND, VEIL);
    let kind = Type::new(LABEL, INK, Across::Start, Down::Middle);
    surface.text((at.0 + 5.0, at.1 + height / 2.0), text, kind);
}

/// Draws a colour bar right of the field.
pub(super) fn colour_bar(
    surface: &mut Surface,
    field: &Field,
    label: &str,
    range: &Range,
    colour: &dyn Fn(f64) -> Rgb,
) {
    const STEPS: usize = 64;
    let (left, right) = (field.right + 14.0, field.right + 25.0);
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
        surface.path(&[(right, y), (right + 3.0, y)], MUTED, 1.0);
        let kind = Type::new(TICK, MUTED, Across::Start, Down::Middle);
        surface.text((right + 5.0, y), &tick.label, kind);
        widest = widest.max(font::width(&tick.label, TICK));
    }
    let label = fit(label, TICK, height);
    let kind = Type::new(TICK, INK, Across::Middle, Down::Top).upright();
    surface.text((right + 9.0 + widest, f64::midpoint(field.top, field.bottom)), &label, kind);
}
