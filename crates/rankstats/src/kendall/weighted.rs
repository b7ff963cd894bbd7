//! The weighted tau, which cares more for the top.

use super::{discordances, lexicographic};
use crate::order::Ranks;

/// Weighted Kendall's tau with additive hyperbolic weights, between -1 and 1.
///
/// An exchange of the elements at ranks r and s (0 for the largest) weighs 1 / (r + 1) + 1 / (s + 1), so mistakes
/// at the top cost most. Ranks are taken once by (x, y) and once by (y, x), both descending, and the two values are
/// averaged. NaN where a column is constant, holds NaN, or has fewer than two values. "Top" here is always the largest
/// value: for a label that is minimised, negate it first (and then the result, to keep the raw label's sign).
/// O(n log n).
///
/// # Panics
/// If the columns differ in length.
///
/// # References
/// S. Vigna, "A weighted correlation index for rankings with ties", 2015.
///
/// ```
/// let tau = rankstats::weighted_tau(&[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]);
/// assert!((tau - 1.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn weighted_tau(x: &[f64], y: &[f64]) -> f64 {
    assert_eq!(x.len(), y.len(), "columns must have the same length");
    Ranks::of_both(x, y).map_or(f64::NAN, |(x, y)| weighted_tau_of_ranks(&x, &y))
}

pub(crate) fn weighted_tau_of_ranks(x: &Ranks, y: &Ranks) -> f64 {
    if x.sizes.len() < 2 || y.sizes.len() < 2 {
        return f64::NAN;
    }
    // Who disagrees with whom does not depend on the ranking that sets the weights: count it once.
    let discordances = discordances(x, y);
    let by_x = one_ranking(x, y, &discordances);
    let by_y = one_ranking(y, x, &discordances);
    f64::midpoint(by_x, by_y)
}

/// The weighted tau with ranks by (x, y).
///
/// A pair weighs the sum of its elements' weights, so a sum over pairs is a sum over elements of weight times the
/// number of pairs the element is in.
fn one_ranking(x: &Ranks, y: &Ranks, discordances: &[u32]) -> f64 {
    let n = x.len();
    let positions = lexicographic(x, y);
    let mut total = 0.0;
    let mut discordant = 0.0;
    let mut tied_x = 0.0;
    let mut tied_both = 0.0;
    let mut y_weights = vec![0.0; y.sizes.len()];
    let mut first = 0;
    for &size in &x.sizes {
        let end = first + size as usize;
        let mut group_weight = 0.0;
        let mut run_weight = 0.0;
        let mut run_length = 0_u32;
        let mut run_group = u32::MAX;
        for (slot, &position) in (first..end).zip(&positions[first..end]) {
            let weight = 1.0 / (n - slot) as f64;
            let group = y.dense[position as usize];
            discordant += weight * f64::from(discordances[position as usize]);
            y_weights[group as usize] += weight;
            group_weight += weight;
            if group != run_group {
                tied_both += run_weight * f64::from(run_length.saturating_sub(1));
                (run_group, run_weight, run_length) = (group, 0.0, 0);
            }
            run_weight += weight;
            run_length += 1;
        }
        tied_both += run_weight * f64::from(run_length - 1);
        tied_x += group_weight * f64::from(size - 1);
        total += group_weight;
        first = end;
    }
    let tied_y: f64 =
        y_weights.iter().zip(&y.sizes).map(|(weight, &size)| weight * f64::from(size - 1)).sum();
    let total = total * (n - 1) as f64;
    let numerator = total - (tied_y + tied_x - tied_both) - 2.0 * discordant;
    (numerator / (total - tied_x).sqrt() / (total - tied_y).sqrt()).clamp(-1.0, 1.0)
}
