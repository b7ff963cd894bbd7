//! Precision, recall, overlap, regret and NDCG at k, with their values for a random order.

use super::ndcg::{gains, ndcg, random_ndcg};
use super::regret::{random_regret, regret};
use crate::order::{Direction, Ranks, common, membership};

/// How well the k best-scored match the best by label, with the values for a random order.
///
/// All are expected values over breaking ties at random, independently in the score and in the label.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TopK {
    /// Architectures.
    pub n: usize,
    /// How many best-scored are considered (at most n).
    pub k: usize,
    /// How many best by label count as relevant (at most n).
    pub relevant: usize,
    /// Fraction of the k best-scored that is relevant, 0 to 1.
    pub precision: f64,
    /// Precision of a random order: relevant / n.
    pub random_precision: f64,
    /// Fraction of the relevant that is among the k best-scored, 0 to 1.
    pub recall: f64,
    /// Recall of a random order: k / n.
    pub random_recall: f64,
    /// Fraction of the k best-scored that is among the k best by label, 0 to 1.
    pub overlap: f64,
    /// Overlap of a random order: k / n.
    pub random_overlap: f64,
    /// The best label minus the best among the k best-scored, in units of the label, never negative. 0 is perfect.
    pub regret: f64,
    /// Regret of a random order.
    pub random_regret: f64,
    /// Normalised discounted cumulative gain at k, 0 to 1: the sum over the k best-scored of gain / log2(1 + place), places
    /// counted from 1, divided by the largest sum of any order.
    ///
    /// The gain is linear in the label, (label - worst) / (best - worst) over all architectures: 0 for the worst and 1 for
    /// the best, so that offset, unit and sign of a label do not matter, and a loss works too. (Not 2^label - 1, which is
    /// meant for grades.) Architectures with tied scores share their places, and each counts with the mean gain of the
    /// tied ones; labels that tie have the same gain. NaN where all labels are equal or one is infinite.
    pub ndcg: f64,
    /// NDCG of a random order.
    pub random_ndcg: f64,
}

/// The statistics of the k best-scored. The best-scored are those with the largest score. O(n log n).
///
/// A NaN in a column makes every value NaN, as does k = 0 or no architectures; `relevant` = 0 makes recall NaN.
///
/// # Panics
/// If the columns differ in length.
///
/// ```
/// use rankstats::{Direction, top_k};
///
/// let top = top_k(&[9.0, 8.0, 1.0, 0.0], &[70.0, 90.0, 80.0, 60.0], Direction::Maximize, 2, 2);
/// assert_eq!((top.overlap, top.random_overlap, top.regret), (0.5, 0.5, 0.0));
/// ```
#[must_use]
pub fn top_k(score: &[f64], label: &[f64], direction: Direction, k: usize, relevant: usize) -> TopK {
    assert_eq!(score.len(), label.len(), "columns must have the same length");
    let n = score.len();
    let (k, relevant) = (k.min(n), relevant.min(n));
    let good = direction.orient(label);
    let (precision, recall, overlap) = match Ranks::of_both(score, &good) {
        Some((by_score, by_label)) if k > 0 => {
            let chosen = membership(&by_score, k);
            let hits = common(&chosen, &membership(&by_label, relevant));
            let both = common(&chosen, &membership(&by_label, k));
            (hits / k as f64, hits / relevant as f64, both / k as f64)
        }
        _ => (f64::NAN, f64::NAN, f64::NAN),
    };
    let gain = gains(&good);
    let chance = |part: usize| if k > 0 { part as f64 / n as f64 } else { f64::NAN };
    TopK {
        n,
        k,
        relevant,
        precision,
        random_precision: chance(relevant),
        recall,
        random_recall: chance(k),
        overlap,
        random_overlap: chance(k),
        regret: regret(score, label, direction, k),
        random_regret: random_regret(label, direction, k),
        ndcg: ndcg(score, &gain, k),
        random_ndcg: random_ndcg(&gain, k),
    }
}
