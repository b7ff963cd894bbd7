use serde::{Deserialize, Serialize};

use super::{
    Draw, Palette, Range, Scale,
    colour::{INK, MUTED, Rgb, STRIP},
    font,
    frame::{Field, LABEL, PAD, TICK, colour_bar, fit, heading, room_for_bar},
    surface::{Across, Down, Surface, Type},
};
use crate::{
    number::{fixed, percent},
    table::{csv_number, csv_quote},
};

/// A matrix as coloured cells with the numbers in them: weight by weight, proxy by proxy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HeatMap {
    /// One line above the plot.
    pub title: String,
    /// A second line, smaller. By default, none.
    pub subtitle: String,
    /// What the columns are.
    pub x_label: String,
    /// What the rows are.
    pub y_label: String,
    /// What the values are: the colour bar's label.
    pub value_label: String,
    /// Column names.
    pub columns: Vec<String>,
    /// Row names.
    pub rows: Vec<String>,
    /// `values[row][column]`: `None` where there is no such pair, which leaves a hole; a value that is not finite is
    /// missing and shows as "–".
    pub values: Vec<Vec<Option<f64>>>,
    /// In a page, ids of what is shown when a cell is chosen, in the same order. By default, there are none.
    pub links: Vec<Vec<Option<String>>>,
    /// By default, sequential. Correlations want [`Palette::Diverging`].
    pub palette: Palette,
    /// Decimals of the numbers in the cells. By default, 0.
    pub decimals: u8,
    /// Whether values are shares, and shown in percent. By default, they are not.
    pub shares: bool,
}

/// Widest and highest cells, so that small maps stay small.
const WIDEST: f64 = 72.0;
const HIGHEST: f64 = 40.0;
/// Lowest cells: a line of numbers.
const LOWEST: f64 = 18.0;
/// Smaller numbers could not be read.
const SMALLEST: f64 = 5.5;
/// More cells a side than this would make a picture of gigabytes.
const MOST: usize = 120;

impl HeatMap {
    /// The matrix with its names; what is missing is empty.
    pub fn csv(&self) -> String {
        let corner = format!("{} \\ {}", self.y_label, self.x_label);
        let mut text = csv_quote(&corner);
        for column in &self.columns {
            text.push(',');
            text.push_str(&csv_quote(column));
        }
        text.push('\n');
        for (i, row) in self.rows.iter().enumerate() {
            text.push_str(&csv_quote(row));
            for j in 0..self.columns.len() {
                text.push(',');
                text.push_str(&self.value(i, j).map(csv_number).unwrap_or_default());
            }
            text.push('\n');
        }
        text
    }

    fn value(&self, row: usize, column: usize) -> Option<f64> {
        self.values.get(row).and_then(|values| values.get(column)).copied().flatten()
    }

    fn shown(&self, value: f64) -> String {
        if self.shares { percent(value, 0).replace(' ', "") } else { fixed(value, self.decimals) }
    }

    /// The colours that suit the values: those of a diverging scale only if there are values on both sides of zero.
    fn colours(&self) -> (Palette, Range) {
        let range = Range::of(Scale::Linear, self.values.iter().flatten().copied().flatten(), 0.0);
        if self.palette == Palette::Diverging && range.low() < 0.0 && range.high() > 0.0 {
            let far = range.low().abs().max(range.high());
            (Palette::Diverging, Range::fixed(-far, far))
        } else {
            (Palette::Sequential, range)
        }
    }
}

impl Draw for HeatMap {
    fn draw(&self, surface: &mut Surface) -> f64 {
        let top = heading(surface, &self.title, &self.subtitle);
        let (columns, rows) = (self.columns.len().clamp(1, MOST), self.rows.len().clamp(1, MOST));
        let longest = |names: &[String], most: f64| {
            names.iter().map(|name| font::width(name, TICK)).fold(16.0, f64::max).min(most)
        };
        let row_names = longest(&self.rows, surface.width * 0.25);
        let left = PAD + LABEL * 1.4 + row_names + 6.0;
        let width = ((surface.width - PAD - room_for_bar(true) - left) / columns as f64).min(WIDEST);
        let height = (width * 0.62).clamp(LOWEST, HIGHEST);
        let bottom = top + rows as f64 * height;
        let field = Field {
            left,
            right: left + columns as f64 * width,
            top,
            bottom,
            left_strip: None,
            bottom_strip: None,
            end: bottom,
        };
        let (palette, range) = self.colours();
        for i in 0..rows.min(self.rows.len()) {
            for j in 0..columns.min(self.columns.len()) {
                let Some(value) = self.value(i, j) else { continue };
                let corner = (field.left + j as f64 * width, field.top + i as f64 * height);
                let opposite = (corner.0 + width - 1.0, corner.1 + height - 1.0);
                let colour = range.unit(value).map_or(STRIP, |unit| palette.at(unit));
                surface.fill(corner, opposite, colour, 1.0);
                let target = self.links.get(i).and_then(|row| row.get(j));
                if let Some(target) = target.and_then(Option::as_ref) {
                    let name = format!("{}, {}: {}", self.rows[i], self.columns[j], self.shown(value));
                    surface.link(corner, opposite, target, &name);
                }
                let ink = match range.unit(value) {
                    None => MUTED,
                    Some(_) if colour.lightness() > 0.55 => Rgb(17, 17, 17),
                    Some(_) => Rgb(250, 250, 250),
                };
                let text = self.shown(value);
                let size = TICK.min((width - 3.0) / font::width(&text, 1.0));
                let middle = (f64::midpoint(corner.0, opposite.0), f64::midpoint(corner.1, opposite.1));
                if size >= SMALLEST {
                    surface.text(middle, &text, Type::new(size, ink, Across::Middle, Down::Middle));
                }
            }
        }
        for (i, name) in self.rows.iter().take(rows).enumerate() {
            let at = (field.left - 6.0, field.top + (i as f64 + 0.5) * height);
            let name = fit(name, TICK, row_names);
            surface.text(at, &name, Type::new(TICK, INK, Across::End, Down::Middle));
        }
        let below = self.column_names(surface, &field, width);
        let label = |text: &str, room: f64| fit(text, LABEL, room);
        let kind = Type::new(LABEL, INK, Across::Middle, Down::Top);
        let x_label = label(&self.x_label, surface.width - 2.0 * PAD);
        surface.text((f64::midpoint(field.left, field.right), bottom + below + 4.0), &x_label, kind);
        let y_label = label(&self.y_label, (bottom - top).max(80.0));
        surface.text((PAD - 4.0, f64::midpoint(top, bottom)), &y_label, kind.upright());
        let bar = Field { bottom: bottom.max(top + 100.0), ..field };
        colour_bar(surface, &bar, &self.value_label, &range, &|unit| palette.at(unit));
        let names = if self.x_label.is_empty() { below } else { below + LABEL * 1.4 + 4.0 };
        (bottom + names + PAD * 0.5).max(bar.bottom + PAD)
    }
}

impl HeatMap {
    /// Draws the names of the columns, upright if one of them is wider than its column; returns the room they take.
    fn column_names(&self, surface: &mut Surface, field: &Field, width: f64) -> f64 {
        let most = surface.width * 0.22;
        let longest = self.columns.iter().map(|name| font::width(name, TICK)).fold(0.0, f64::max).min(most);
        let upright = longest > width - 4.0;
        for (j, name) in self.columns.iter().take(MOST).enumerate() {
            let at = (field.left + (j as f64 + 0.5) * width, field.bottom + 6.0);
            if upright {
                let kind = Type::new(TICK, INK, Across::End, Down::Middle).upright();
                // Down in the frame of upright text is to the right: the middle of the letters stands on the column's.
                surface.text(at, &fit(name, TICK, most), kind);
            } else {
                surface.text(at, name, Type::new(TICK, INK, Across::Middle, Down::Top));
            }
        }
        6.0 + if upright { longest } else { TICK * 1.4 }
    }
}
