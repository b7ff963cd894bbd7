//! What is lost by training only the best-scored.

use crate::order::{Direction, Ranks};

/// The best label less the expected best label among the k best-scored, in units of the label. 0 is perfect.
///
/// Where scores tie at the cut it is the expected value over which of them are chosen. NaN if k is 0 or a column holds
/// NaN. O(n log n).
///
/// # Panics
/// If the columns differ in length.
#[must_use]
pub fn regret(score: &[f64], label: &[f64], direction: Direction, k: usize) -> f64 {
    assert_eq!(score.len(), label.len(), "columns must have the same length");
    let good = direction.orient(label);
    let Some(ranks) = Ranks::of(score).filter(|_| k > 0 && !good.iter().any(|value| value.is_nan())) else {
        return f64::NAN;
    };
    let mut left = k.min(good.len());
    let mut best_chosen = f64::NEG_INFINITY;
    let mut end = good.len();
    for &size in ranks.sizes.iter().rev() {
        let start = end - size as usize;
        let mut group: Vec<f64> = ranks.order[start..end].iter().map(|&p| good[p as usize]).collect();
        if left < group.len() {
            best_chosen = expected_best(&mut group, left, best_chosen);
            break;
        }
        best_chosen = group.into_iter().fold(best_chosen, f64::max);
        left -= size as usize;
        end = start;
    }
    best(&good) - best_chosen
}

/// The regret of k architectures chosen at random. NaN if k is 0 or the label holds NaN. O(n log n).
#[must_use]
pub fn random_regret(label: &[f64], direction: Direction, k: usize) -> f64 {
    let mut good = direction.orient(label);
    if k == 0 || good.is_empty() || good.iter().any(|value| value.is_nan()) {
        return f64::NAN;
    }
    let k = k.min(good.len());
    best(&good) - expected_best(&mut good, k, f64::NEG_INFINITY)
}

fn best(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// The expected maximum of `sure` and a random subset of `chosen` of the values; just `sure` where none is chosen.
fn expected_best(values: &mut [f64], chosen: usize, sure: f64) -> f64 {
    if chosen == 0 {
        return sure;
    }
    values.sort_unstable_by(|a, b| b.total_cmp(a));
    // The chance that the value at this place is chosen and nothing before it: C(n - 1 - place, chosen - 1) / C(n, chosen).
    let mut chance = chosen as f64 / values.len() as f64;
    let mut expected = 0.0;
    for (place, value) in values[..=values.len() - chosen].iter().enumerate() {
        expected += chance * value.max(sure);
        let after = (values.len() - 1 - place) as f64;
        if after > 0.0 {
            chance *= (after - (chosen - 1) as f64) / after;
        }
    }
    expected
}
