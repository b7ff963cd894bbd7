//! Scatter plots of few enough points to draw each.

use std::collections::HashSet;

use super::{
    Range, Scatter,
    colour::{MUTED, Rgb, viridis},
    frame::Field,
    surface::Surface,
};

/// A point's colour: viridis without the end that drowns in the ground.
pub(super) fn point_colour(unit: f64) -> Rgb {
    viridis(unit * 0.93)
}

/// Spreads points without a value across their strip: a fixed sequence, the same in every run, that fills
/// 0..1 evenly (multiples of the golden ratio).
pub(super) fn spread(index: usize) -> f64 {
    (index as f64 * 0.618_033_988_749_894_9).fract()
}

/// Draws each point once; those that would cover another exactly are skipped.
pub(super) fn draw(scatter: &Scatter, surface: &mut Surface, field: &Field, x: &Range, y: &Range) {
    let colours = scatter.colour_range();
    let (radius, alpha) = match scatter.len() {
        0..=300 => (3.2, 0.85),
        301..=1_500 => (2.4, 0.75),
        _ => (1.9, 0.65),
    };
    let mut drawn = HashSet::new();
    for i in 0..scatter.len() {
        let place = match (x.unit(scatter.xs[i]), y.unit(scatter.ys[i]), field.left_strip, field.bottom_strip)
        {
            (Some(x), Some(y), ..) => (field.x(x), field.y(y)),
            (None, Some(y), Some((from, to)), _) if !scatter.xs[i].is_finite() => {
                (from + 4.0 + spread(i) * (to - from - 8.0), field.y(y))
            }
            (Some(x), None, _, Some((from, to))) if !scatter.ys[i].is_finite() => {
                (field.x(x), from + 4.0 + spread(i) * (to - from - 8.0))
            }
            _ => continue,
        };
        let value = scatter.colour.as_ref().and_then(|colour| colour.values.get(i).copied());
        let colour = match (&colours, value) {
            (Some(range), Some(value)) => range.unit(value).map_or(MUTED, point_colour),
            _ => point_colour(0.35),
        };
        let key = ((place.0 * 4.0) as i32, (place.1 * 4.0) as i32, colour);
        if drawn.insert(key) {
            surface.dot(place, radius, colour, alpha);
        }
    }
}
