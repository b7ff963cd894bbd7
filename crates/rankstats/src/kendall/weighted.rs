//! The weighted tau, which gives the top more weight.

use super::elements::{Elements, Pairs};
use super::lexicographic::lexicographic;
use crate::order::Ranks;
use crate::sum::{Sum, correlation};

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

fn weighted_tau_of_ranks(x: &Ranks, y: &Ranks) -> f64 {
    let (by_x, by_y) = (lexicographic(x, y), lexicographic(y, x));
    // Concordance does not depend on the ranking that sets the weights: count it once, in integers.
    let elements = Elements::new(x, y, &by_x);
    let pairs: Vec<Pairs> = (0..x.len()).map(|element| elements.pairs(element)).collect();
    f64::midpoint(one_ranking(&pairs, &by_x), one_ranking(&pairs, &by_y))
}

/// The weighted tau with the elements ranked in this ascending order.
///
/// A pair weighs the sum of its elements' weights, so a sum over pairs is a sum over elements of weight times the
/// number of pairs the element is in.
fn one_ranking(pairs: &[Pairs], ascending: &[u32]) -> f64 {
    let n = pairs.len();
    let (mut agreement, mut ordered_x, mut ordered_y) = (Sum::default(), Sum::default(), Sum::default());
    for (below, &position) in ascending.iter().enumerate() {
        let weight = 1.0 / (n - below) as f64;
        let Pairs { s, tied_x, tied_y } = pairs[position as usize];
        agreement.add(weight * s as f64);
        ordered_x.add(weight * (n as u64 - 1 - tied_x) as f64);
        ordered_y.add(weight * (n as u64 - 1 - tied_y) as f64);
    }
    correlation(agreement.value(), ordered_x.value(), ordered_y.value())
}
