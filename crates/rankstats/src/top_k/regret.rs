//! Regret: the loss from training only the best-scored.

use crate::order::{Direction, Ranks};
use crate::sum::Sum;

/// The best label minus the expected best label among the k best-scored, in units of the label. 0 is perfect.
///
/// If scores tie at the cut, it is the expectation over which of them are chosen. NaN if k is 0 or a column holds NaN.
/// O(n log n).
pub(super) fn regret(score: &[f64], label: &[f64], direction: Direction, k: usize) -> f64 {
    let good = direction.orient(label);
    let Some(ranks) = Ranks::of(score).filter(|_| k > 0 && !good.iter().any(|value| value.is_nan())) else {
        return f64::NAN;
    };
    // Adds up losses, not labels, so that a common offset of the labels costs no digits.
    let losses = losses(&good);
    let mut left = k.min(good.len());
    let mut sure = f64::INFINITY;
    let mut end = good.len();
    for &size in ranks.sizes.iter().rev() {
        let start = end - size as usize;
        let mut group: Vec<f64> = ranks.order[start..end].iter().map(|&p| losses[p as usize]).collect();
        if left < group.len() {
            return expected_least(&mut group, left, sure);
        }
        sure = group.into_iter().fold(sure, f64::min);
        left -= size as usize;
        end = start;
    }
    sure
}

/// The regret of k architectures chosen at random. NaN if k is 0 or the label holds NaN. O(n log n).
pub(super) fn random_regret(label: &[f64], direction: Direction, k: usize) -> f64 {
    let good = direction.orient(label);
    if k == 0 || good.is_empty() || good.iter().any(|value| value.is_nan()) {
        return f64::NAN;
    }
    let k = k.min(good.len());
    expected_least(&mut losses(&good), k, f64::INFINITY)
}

/// The best value minus each.
fn losses(good: &[f64]) -> Vec<f64> {
    let best = good.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    good.iter().map(|&value| if value == best { 0.0 } else { best - value }).collect()
}

/// The expected minimum of `sure` and a random subset of `chosen` of the losses; `sure` if none is chosen.
fn expected_least(losses: &mut [f64], chosen: usize, sure: f64) -> f64 {
    if chosen == 0 {
        return sure;
    }
    losses.sort_unstable_by(f64::total_cmp);
    // The chance that the loss at this place is the first one chosen: C(n - 1 - place, chosen - 1) / C(n, chosen).
    let mut chance = chosen as f64 / losses.len() as f64;
    let mut expected = Sum::default();
    for (place, loss) in losses[..=losses.len() - chosen].iter().enumerate() {
        expected.add(chance * loss.min(sure));
        let after = (losses.len() - 1 - place) as f64;
        if after > 0.0 {
            chance *= (after - (chosen - 1) as f64) / after;
        }
    }
    expected.value()
}
