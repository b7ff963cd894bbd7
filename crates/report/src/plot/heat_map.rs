use serde::Serialize;

use super::{
    Draw, Palette, PlotError, Range, Theme,
    colour::Rgb,
    frame::{Field, LABEL, TICK, colour_bar, fit, heading},
    raster,
    surface::{Across, Down, Surface, Type},
};
use crate::{
    number::fixed,
    table::{csv_number, csv_quote},
};

/// A matrix as coloured cells with the numbers in them: weight by weight, proxy by proxy.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
    /// `values[row][column]`; what is absent or not finite shows as "–".
    pub values: Vec<Vec<f64>>,
    /// By default, sequential. Correlations want [`Palette::Diverging`].
    pub palette: Palette,
    /// Ends of the colour scale. By default, those of the values; a diverging scale is made symmetric.
    pub limits: Option<(f64, f64)>,
    /// Decimals of the numbers in the cells. By default, 0.
    pub decimals: u8,
}

/// Side lengths of a cell: at least so that `-0.12` fits, at most so that small maps stay small.
const CELL_WIDTH: (f64, f64) = (38.0, 72.0);
const CELL_HEIGHT: (f64, f64) = (24.0, 44.0);
/// More cells than this would make a picture of gigabytes.
const MOST: usize = 120;

impl HeatMap {
    /// A stand-alone SVG.
    ///
    /// # Errors
    /// [`PlotError`] if the drawing backend fails; never because of the values.
    pub fn svg(&self, theme: Theme) -> Result<String, PlotError> {
        raster::svg(self, theme)
    }

    /// PNG bytes.
    ///
    /// # Errors
    /// As [`HeatMap::svg`].
    pub fn png(&self, theme: Theme) -> Result<Vec<u8>, PlotError> {
        raster::png(self, theme)
    }

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
                text.push_str(&csv_number(self.value(i, j)));
            }
            text.push('\n');
        }
        text
    }

    fn value(&self, row: usize, column: usize) -> f64 {
        self.values.get(row).and_then(|values| values.get(column)).copied().unwrap_or(f64::NAN)
    }

    fn range(&self) -> Range {
        let all = self.values.iter().flatten().copied();
        let mut range = match self.limits {
            Some((low, high)) if low < high && (high - low).is_finite() => Range::fixed(low, high),
            _ => Range::of(super::Scale::Linear, all, 0.0),
        };
        if self.palette == Palette::Diverging {
            let far = range.low.abs().max(range.high.abs());
            range = Range::fixed(-far, far);
        }
        range
    }

    fn shape(&self) -> (usize, usize) {
        (self.columns.len().clamp(1, MOST), self.rows.len().clamp(1, MOST))
    }

    fn cell(&self) -> (f64, f64) {
        let (columns, rows) = self.shape();
        let width = (560.0 / columns as f64).clamp(CELL_WIDTH.0, CELL_WIDTH.1);
        (width, (420.0 / rows as f64).clamp(CELL_HEIGHT.0, CELL_HEIGHT.1))
    }

    /// Room for names, estimated without measuring so that the size is known before drawing.
    fn room(names: &[String]) -> f64 {
        let longest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        (longest as f64 * TICK * 0.62 + 12.0).clamp(40.0, 170.0)
    }

    /// Column names stand upright when they are wider than their column.
    fn upright(&self) -> bool {
        Self::room(&self.columns) > self.cell().0 + 10.0 && Self::room(&self.columns) > 40.0
    }

    fn margins(&self) -> (f64, f64, f64, f64) {
        let below = if self.upright() { Self::room(&self.columns) } else { 22.0 };
        let heading = if self.subtitle.is_empty() { 46.0 } else { 76.0 };
        (34.0 + Self::room(&self.rows), heading, 96.0, below + 34.0)
    }
}

impl Draw for HeatMap {
    fn title(&self) -> &str {
        &self.title
    }

    fn size(&self) -> (f64, f64) {
        let ((columns, rows), cell, margins) = (self.shape(), self.cell(), self.margins());
        let height = (rows as f64 * cell.1).max(120.0);
        ((margins.0 + columns as f64 * cell.0 + margins.2).max(420.0), margins.1 + height + margins.3)
    }

    fn draw(&self, surface: &mut dyn Surface) {
        let theme = surface.theme();
        let (size, cell, margins) = (self.size(), self.cell(), self.margins());
        heading(surface, &self.title, &self.subtitle, size.0);
        let (columns, rows) = self.shape();
        let field = Field {
            left: margins.0,
            right: margins.0 + columns as f64 * cell.0,
            top: margins.1,
            bottom: margins.1 + rows as f64 * cell.1,
            left_strip: None,
            bottom_strip: None,
        };
        let range = self.range();
        for i in 0..rows.min(self.rows.len()) {
            for j in 0..columns.min(self.columns.len()) {
                let corner = (field.left + j as f64 * cell.0, field.top + i as f64 * cell.1);
                let opposite = (corner.0 + cell.0 - 1.0, corner.1 + cell.1 - 1.0);
                let value = self.value(i, j);
                let colour = range.unit(value).map_or(theme.strip(), |unit| self.palette.at(unit));
                surface.fill(corner, opposite, colour, 1.0);
                // Not the inks of the themes: those change in a page's dark mode, the cells do not.
                let ink = match range.unit(value) {
                    None => theme.muted(),
                    Some(_) if colour.lightness() > 0.55 => Rgb(17, 17, 17),
                    Some(_) => Rgb(250, 250, 250),
                };
                let text = fixed(value, self.decimals);
                let size = TICK.min(cell.0 * 1.6 / text.chars().count().max(4) as f64);
                let middle = (f64::midpoint(corner.0, opposite.0), f64::midpoint(corner.1, opposite.1));
                surface.text(middle, &text, Type::new(size, ink, Across::Middle, Down::Middle));
            }
        }
        for (i, name) in self.rows.iter().take(rows).enumerate() {
            let at = (field.left - 7.0, field.top + (i as f64 + 0.5) * cell.1);
            let name = fit(surface, name, TICK, margins.0 - 40.0);
            surface.text(at, &name, Type::new(TICK, theme.ink(), Across::End, Down::Middle));
        }
        for (j, name) in self.columns.iter().take(columns).enumerate() {
            let at = (field.left + (j as f64 + 0.5) * cell.0, field.bottom + 7.0);
            if self.upright() {
                let name = fit(surface, name, TICK, Self::room(&self.columns) - 8.0);
                surface.text(at, &name, Type::new(TICK, theme.ink(), Across::End, Down::Middle).upright());
            } else {
                surface.text(at, name, Type::new(TICK, theme.ink(), Across::Middle, Down::Top));
            }
        }
        let kind = Type::new(LABEL, theme.ink(), Across::Middle, Down::Bottom);
        surface.text((f64::midpoint(field.left, field.right), size.1 - 12.0), &self.x_label, kind);
        let kind = Type::new(LABEL, theme.ink(), Across::Middle, Down::Top).upright();
        surface.text((14.0, f64::midpoint(field.top, field.bottom)), &self.y_label, kind);
        let bar = Field { bottom: field.bottom.max(field.top + 120.0), ..field };
        colour_bar(surface, &bar, &self.value_label, &range, &|unit| self.palette.at(unit));
    }
}
