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

/// Steps of the colours: each is one element of the drawing.
const STEPS: f64 = 48.0;

/// Draws the counts on a logarithmic colour scale, with the bar that explains it.
pub(super) fn draw(scatter: &Scatter, surface: &mut Surface, field: &Field, x: &Range, y: &Range) {
    let bins = count(scatter, field, x, y);
    let most = bins.values().copied().max().unwrap_or(1).max(2);
    let range = Range::of(Scale::Log, [1.0, most as f64], 0.0);
    let mut squares: BTreeMap<u32, Vec<(f64, f64)>> = BTreeMap::new();
    for (&(column, row), &count) in &bins {
        let unit = range.unit(count as f64).unwrap_or(0.0);
        let step = (unit * STEPS).round();
        if let (Some(column), Some(row)) = (column, row) {
            let corner = (field.left + f64::from(column) * BIN, field.bottom - f64::from(row + 1) * BIN);
            squares.entry(step as u32).or_default().push(corner);
            continue;
        }
        let across = column.map_or(field.left_strip.unwrap_or_default(), |column| {
            let left = field.left + f64::from(column) * BIN;
            (left, left + BIN)
        });
        let down = row.map_or(field.bottom_strip.unwrap_or_default(), |row| {
            let bottom = field.bottom - f64::from(row) * BIN;
            (bottom - BIN, bottom)
        });
        surface.fill((across.0, down.0), (across.1, down.1), density_colour(step / STEPS), 1.0);
    }
    for (step, corners) in squares {
        surface.squares(&corners, (BIN, BIN), density_colour(f64::from(step) / STEPS));
    }
    colour_bar(surface, field, "architectures in a bin", &range, &density_colour);
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
