//! Scatter plots of more points than can be told apart: counts in square bins.

use std::collections::BTreeMap;

use super::{
    Range, Scale, Scatter,
    colour::{Rgb, viridis},
    frame::{Field, colour_bar},
    surface::Surface,
};

/// Side of a bin in layout units.
const BIN: f64 = 4.0;

/// Few points are close to the ground, many far from it.
fn density_colour(unit: f64) -> Rgb {
    viridis(0.97 - unit * 0.97)
}

/// Steps of the colours: fewer make fewer and longer rectangles.
const STEPS: f64 = 20.0;

/// Draws the counts on a logarithmic colour scale, with the bar that explains it.
pub(super) fn draw(scatter: &Scatter, surface: &mut Surface, field: &Field, x: &Range, y: &Range) {
    let bins = count(scatter, field, x, y);
    let most = bins.values().copied().max().unwrap_or(1).max(2);
    let range = Range::of(Scale::Log, [1.0, most as f64], 0.0);
    // Bins above each other that have the same colour are one rectangle.
    let mut runs: Vec<(Bin, u32, u32)> = Vec::new();
    for (&(column, row), &count) in &bins {
        let step = (range.unit(count as f64).unwrap_or(0.0) * STEPS).round() as u32;
        match runs.last_mut() {
            Some(((before, Some(first)), rows, same))
                if *before == column && row == Some(*first + *rows) && *same == step =>
            {
                *rows += 1;
            }
            _ => runs.push(((column, row), 1, step)),
        }
    }
    for ((column, row), rows, step) in runs {
        let (left, right) = column.map_or(field.left_strip.unwrap_or_default(), |column| {
            let left = field.left + f64::from(column) * BIN;
            (left, left + BIN)
        });
        let (top, bottom) = row.map_or(field.bottom_strip.unwrap_or_default(), |row| {
            let bottom = field.bottom - f64::from(row) * BIN;
            (bottom - f64::from(rows) * BIN, bottom)
        });
        surface.fill((left, top), (right, bottom), density_colour(f64::from(step) / STEPS), 1.0);
    }
    colour_bar(surface, field, "architectures in a bin", &range, &density_colour);
}

/// Column and row; `None` is the strip of points without that value.
type Bin = (Option<u32>, Option<u32>);

/// Points in each bin.
fn count(scatter: &Scatter, field: &Field, x: &Range, y: &Range) -> BTreeMap<Bin, u64> {
    let mut bins = BTreeMap::new();
    let bin = |unit: f64, length: f64| {
        // Only whole bins, so that none reaches beyond the field.
        let last = (length / BIN).floor().max(1.0) as u32 - 1;
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
