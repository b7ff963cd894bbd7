//! Normalised discounted cumulative gain.

use crate::order::Ranks;

/// Normalised discounted cumulative gain of the k best-scored: the sum of their gains, each divided by log2(1 + place),
/// over the largest that any order reaches.
///
/// Architectures whose scores tie share their places, so each gets the group's mean gain. Gains must not be
/// negative. NaN if k is 0, a column holds NaN, or no gain is positive. O(n log n).
///
/// # Panics
/// If the columns differ in length.
///
/// # References
/// K. Järvelin, J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002; ties as in F. McSherry, M. Najork,
/// "Computing information retrieval performance measures efficiently in the presence of tied scores", 2008.
#[must_use]
pub fn ndcg(score: &[f64], gain: &[f64], k: usize) -> f64 {
    assert_eq!(score.len(), gain.len(), "columns must have the same length");
    let Some(ranks) = Ranks::of(score) else {
        return f64::NAN;
    };
    let ideal = ideal(gain, k);
    let mut reached = 0.0;
    let mut end = score.len();
    for &size in ranks.sizes.iter().rev() {
        let start = end - size as usize;
        let place = score.len() - end;
        if place >= k {
            break;
        }
        let mean = ranks.order[start..end].iter().map(|&p| gain[p as usize]).sum::<f64>() / f64::from(size);
        reached += mean * (place..k.min(score.len() - start)).map(discount).sum::<f64>();
        end = start;
    }
    if ideal > 0.0 { reached / ideal } else { f64::NAN }
}

/// The expected NDCG at k of a random order. NaN as for [`ndcg`].
#[must_use]
pub fn random_ndcg(gain: &[f64], k: usize) -> f64 {
    let ideal = ideal(gain, k);
    let mean = gain.iter().sum::<f64>() / gain.len() as f64;
    if ideal > 0.0 { mean * (0..k.min(gain.len())).map(discount).sum::<f64>() / ideal } else { f64::NAN }
}

/// The discount of a place, counted from 0.
fn discount(place: usize) -> f64 {
    1.0 / (place as f64 + 2.0).log2()
}

/// The largest discounted sum; NaN if a gain is NaN.
fn ideal(gain: &[f64], k: usize) -> f64 {
    if gain.iter().any(|value| value.is_nan()) {
        return f64::NAN;
    }
    let mut sorted = gain.to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    sorted.iter().take(k).enumerate().map(|(place, gain)| gain * discount(place)).sum()
}

/// Values scaled to 0 for the smallest and 1 for the largest; all NaN if they are all equal.
pub(super) fn gains(good: &[f64]) -> Vec<f64> {
    let least = good.iter().copied().fold(f64::INFINITY, f64::min);
    let most = good.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    good.iter().map(|value| (value - least) / (most - least)).collect()
}
