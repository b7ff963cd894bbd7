//! Normalised discounted cumulative gain.

use crate::order::Ranks;
use crate::sum::{Mean, Sum};

/// Normalised discounted cumulative gain of the k best-scored, at most 1: the sum of their gains, each divided by
/// log2(1 + place) with places from 1, divided by the largest such sum of any order.
///
/// Architectures whose scores tie share their places, so each gets the group's mean gain. Gains must not be
/// negative. NaN if k is 0, a column holds NaN, or no gain is positive. O(n log n).
///
/// # References
/// K. Järvelin, J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002; ties as in F. McSherry, M. Najork,
/// "Computing information retrieval performance measures efficiently in the presence of tied scores", 2008.
pub(super) fn ndcg(score: &[f64], gain: &[f64], k: usize) -> f64 {
    let Some(ranks) = Ranks::of(score) else {
        return f64::NAN;
    };
    let mut reached = Sum::default();
    let mut end = score.len();
    for &size in ranks.sizes.iter().rev() {
        let start = end - size as usize;
        let place = score.len() - end;
        if place >= k {
            break;
        }
        let mean = Mean::of(ranks.order[start..end].iter().map(|&position| gain[position as usize])).value();
        reached.add(mean * discounts(place..k.min(score.len() - start)));
        end = start;
    }
    normalised(reached.value(), gain, k)
}

/// The expected NDCG at k of a random order. NaN as for [`ndcg`].
pub(super) fn random_ndcg(gain: &[f64], k: usize) -> f64 {
    let mean = Mean::of(gain.iter().copied()).value();
    normalised(mean * discounts(0..k.min(gain.len())), gain, k)
}

/// The sum of the discounts of these places, which count from 0.
fn discounts(places: std::ops::Range<usize>) -> f64 {
    Sum::of(places.map(discount))
}

fn discount(place: usize) -> f64 {
    1.0 / (place as f64 + 2.0).log2()
}

/// A discounted sum divided by the largest possible; NaN if a gain is NaN or none is positive.
fn normalised(sum: f64, gain: &[f64], k: usize) -> f64 {
    if gain.iter().any(|value| value.is_nan()) {
        return f64::NAN;
    }
    let mut sorted = gain.to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    let largest = Sum::of(sorted.iter().take(k).enumerate().map(|(place, gain)| gain * discount(place)));
    // Only rounding can take it above 1.
    if largest > 0.0 { (sum / largest).min(1.0) } else { f64::NAN }
}

/// Values scaled to 0 for the smallest and 1 for the largest; NaN where they are all equal or one is infinite.
pub(super) fn gains(good: &[f64]) -> Vec<f64> {
    let least = good.iter().copied().fold(f64::INFINITY, f64::min);
    let most = good.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    good.iter().map(|value| (value - least) / (most - least)).collect()
}
