//! Sets at the top of an ordering, with places at the cut shared evenly among ties.

use super::ranks::Ranks;
use crate::sum::Sum;

/// The size of the top `fraction` of `n`, rounded up: 10 % of 9,226 is 923.
pub(crate) fn count_of(fraction: f64, n: usize) -> usize {
    // 0.1 * 30 must be 3 however the product rounds.
    let exact = fraction * n as f64;
    ((exact - exact * 1e-12).ceil().max(0.0) as usize).min(n)
}

/// The probability that each element is among the `k` largest when ties at the cut are broken at random:
/// 1 above the cut, 0 below it, and the same fraction for all that tie at it. Sums to `k`.
pub(crate) fn membership(ranks: &Ranks, k: usize) -> Vec<f64> {
    let mut left = k.min(ranks.len()) as u32;
    let mut chance = vec![0.0; ranks.sizes.len()];
    for (slot, &size) in chance.iter_mut().zip(&ranks.sizes).rev() {
        let taken = left.min(size);
        *slot = f64::from(taken) / f64::from(size);
        left -= taken;
        if left == 0 {
            break;
        }
    }
    ranks.dense.iter().map(|&group| chance[group as usize]).collect()
}

/// The expected size of the intersection of two independent random sets, given as each element's probability.
pub(crate) fn common(a: &[f64], b: &[f64]) -> f64 {
    Sum::of(a.iter().zip(b).map(|(a, b)| a * b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_round_up_but_not_by_rounding_errors() {
        assert_eq!(count_of(0.1, 9_226), 923);
        assert_eq!(count_of(0.05, 9_226), 462);
        for tenth in 0..10_000 {
            assert_eq!(count_of(0.1, 10 * tenth), tenth);
            assert_eq!(count_of(0.05, 20 * tenth), tenth);
        }
        assert_eq!(count_of(1.0, 7), 7);
    }

    #[test]
    fn ties_at_the_cut_share_the_places_left() {
        let ranks = Ranks::of(&[5.0, 1.0, 3.0, 3.0, 3.0, 0.0]).unwrap();
        let third = 1.0 / 3.0;
        assert_eq!(membership(&ranks, 2), [1.0, 0.0, third, third, third, 0.0]);
        assert_eq!(membership(&ranks, 99), [1.0; 6]);
        assert_eq!(membership(&ranks, 0), [0.0; 6]);
    }
}
