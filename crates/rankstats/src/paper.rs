//! The six statistics of the epsilon paper's tables.

use crate::kendall::kendall_of_ranks;
use crate::order::{Direction, Ranks, common, count_of, membership};
use crate::spearman::spearman_of_ranks;

/// The fraction of architectures that is "the top" in coefficients and in the overlap.
const TOP: f64 = 0.10;
/// The fraction of the best by label among which the best-scored are counted.
const BEST: f64 = 0.05;
/// How many best-scored are counted there.
const BEST_SCORED: usize = 64;

/// The six statistics of the paper's tables, with the counts behind them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PaperStatistics {
    /// Architectures.
    pub n: usize,
    /// Architectures in the top 10 % by label: at least n / 10, more if labels tie at the cut.
    pub n_top10: usize,
    /// Spearman's rho over all.
    pub rho: f64,
    /// Spearman's rho within the top 10 % by label.
    pub rho_top10: f64,
    /// Kendall's tau-b over all.
    pub tau: f64,
    /// Kendall's tau-b within the top 10 % by label.
    pub tau_top10: f64,
    /// Percentage, 0 to 100, of the top 10 % by score that are in the top 10 % by label.
    pub top10_overlap: f64,
    /// How many of the 64 best-scored are in the top 5 % by label, from 0 to 64.
    pub top64_in_top5: f64,
}

/// The paper's six statistics. O(n log n).
///
/// - The best-scored are always those with the largest score. The best by label are the largest labels, or the
///   smallest if the label is to be [minimised](Direction::Minimize).
/// - Coefficients keep the sign of the raw label: a good score for a loss has a negative rho.
/// - The top 10 % are ceil(n / 10) architectures, the top 5 % ceil(n / 20); below 64 architectures the "64
///   best-scored" are all of them.
/// - Ties at the cut: the overlap and the count among the 64 are expected values over breaking the ties at random,
///   independently for score and label, so they need not be whole numbers. A coefficient within the top 10 % is over
///   all labels at or above the cut: ties are never split.
///
/// Columns must hold no NaN and not be empty, or everything but `n` is NaN (and the counts 0).
///
/// # Panics
/// If the columns differ in length.
///
/// # References
/// E. Gracheva, "Neural architecture search: two constant shared weights initialisations", Artificial Intelligence
/// Review 58:10, 2025, doi 10.1007/s10462-025-11238-2; arXiv 2302.04406.
#[must_use]
pub fn paper_statistics(score: &[f64], label: &[f64], direction: Direction) -> PaperStatistics {
    assert_eq!(score.len(), label.len(), "columns must have the same length");
    let n = score.len();
    let good = direction.orient(label);
    let Some((by_score, by_label)) = Ranks::of_both(score, &good).filter(|_| n > 0) else {
        return PaperStatistics {
            n,
            n_top10: 0,
            rho: f64::NAN,
            rho_top10: f64::NAN,
            tau: f64::NAN,
            tau_top10: f64::NAN,
            top10_overlap: f64::NAN,
            top64_in_top5: f64::NAN,
        };
    };
    // Back to the raw label's sign; adding 0.0 turns -0.0 into 0.0.
    let raw = |coefficient: f64| direction.goodness(coefficient) + 0.0;
    let ten = count_of(TOP, n);
    let top_by_label = membership(&by_label, ten);
    let kept: Vec<usize> = (0..n).filter(|&position| top_by_label[position] > 0.0).collect();
    let pick = |column: &[f64]| -> Vec<f64> { kept.iter().map(|&position| column[position]).collect() };
    let (rho_top10, tau_top10) = Ranks::of_both(&pick(score), &pick(&good))
        .map_or((f64::NAN, f64::NAN), |(x, y)| (spearman_of_ranks(&x, &y), kendall_of_ranks(&x, &y).tau_b()));
    PaperStatistics {
        n,
        n_top10: kept.len(),
        rho: raw(spearman_of_ranks(&by_score, &by_label)),
        rho_top10: raw(rho_top10),
        tau: raw(kendall_of_ranks(&by_score, &by_label).tau_b()),
        tau_top10: raw(tau_top10),
        top10_overlap: 100.0 * common(&membership(&by_score, ten), &top_by_label) / ten as f64,
        top64_in_top5: common(&membership(&by_score, BEST_SCORED), &membership(&by_label, count_of(BEST, n))),
    }
}
