//! Scatter plots of more points than can be told apart: counts in square bins.

use std::collections::BTreeMap;

use super::{
    Range, Scale, Scatter, Theme,
    colour::{Rgb, viridis},
    frame::{Field, colour_bar},
    surface::Surface,
};

/// Side of a bin in layout units.
const BIN: f64 = 4.0;

/// Few points are close to the ground, many far from it.
fn density_colour(theme: Theme, unit: f64) -> Rgb {
    match theme {
        Theme::Light => viridis(0.97 - unit * 0.97),
        Theme::Dark => viridis(0.1 + unit * 0.9),
    }
}

/// Draws the counts on a logarithmic colour scale, with the bar that explains it.
pub(super) fn draw(scatter: &Scatter, surface: &mut dyn Surface, field: &Field, x: &Range, y: &Range) {
    let theme = surface.theme();
    let bins = count(scatter, field, x, y);
    let most = bins.values().copied().max().unwrap_or(1).max(2);
    let range = Range::of(Scale::Log, [1.0, most as f64].into_iter(), 0.0);
    let widths = (field.right - field.left, field.bottom - field.top);
    for (&(column, row), &count) in &bins {
        let (left, right) = match column {
            None => field.left_strip.unwrap_or_default(),
            Some(column) => (
                field.left + f64::from(column) * BIN,
                (field.left + f64::from(column + 1) * BIN).min(field.left + widths.0),
            ),
        };
        let (top, bottom) = match row {
            None => field.bottom_strip.unwrap_or_default(),
            Some(row) => (
                (field.bottom - f64::from(row + 1) * BIN).max(field.bottom - widths.1),
                field.bottom - f64::from(row) * BIN,
            ),
        };
        let unit = range.unit(count as f64).unwrap_or(0.0);
        surface.fill((left, top), (right, bottom), density_colour(theme, unit), 1.0);
    }
    colour_bar(surface, field, "architectures in a bin", &range, &|unit| density_colour(theme, unit));
}

/// Points in each bin, by column and row; `None` is the strip of points without that value.
fn count(
    scatter: &Scatter,
    field: &Field,
    x: &Range,
    y: &Range,
) -> BTreeMap<(Option<u32>, Option<u32>), u64> {
    let mut bins = BTreeMap::new();
    let bin = |unit: f64, length: f64| {
        let last = (length / BIN).ceil().max(1.0) as u32 - 1;
        ((unit * length / BIN) as u32).min(last)
    };
    for (&x_value, &y_value) in scatter.xs.iter().zip(&scatter.ys) {
        let column = x.unit(x_value).map(|unit| bin(unit, field.right - field.left));
        let row = y.unit(y_value).map(|unit| bin(unit, field.bottom - field.top));
        let shown = match (column, row) {
            (Some(_), Some(_)) => true,
            (None, Some(_)) => field.left_strip.is_some() && !x_value.is_finite(),
            (Some(_), None) => field.bottom_strip.is_some() && !y_value.is_finite(),
            (None, None) => false,
        };
        if shown {
            *bins.entry((column, row)).or_insert(0) += 1;
        }
    }
    bins
}
