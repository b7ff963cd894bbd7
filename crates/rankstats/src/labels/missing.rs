//! The effect of missing scores on a correlation, and where scores are missing.

use crate::kendall::{kendall, kendall_of_ranks};
use crate::order::{Ranks, average_ranks};
use crate::quantile::quantile;
use crate::spearman::spearman_of_ranks;
use crate::sum::Mean;

/// Correlations with all missing scores at one rank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedAs {
    /// Spearman's rho.
    pub rho: f64,
    /// Kendall's tau-b.
    pub tau: f64,
}

/// Correlations of the scored architectures alone, and of all with the missing scores ranked in three ways.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MissingRanked {
    /// Architectures without a score.
    pub missing: usize,
    /// Over those that have a score.
    pub scored_only: RankedAs,
    /// Missing scores tie below every score, as if failing on an architecture advised against it.
    pub worst: RankedAs,
    /// Missing scores tie at the median score, as if neutral.
    pub middle: RankedAs,
    /// Missing scores tie above every score.
    pub best: RankedAs,
}

/// Correlates with missing scores (NaN) left out and ranked worst, in the middle and best. O(n log n).
///
/// For `middle` the missing take the mean of the two central scores' ranks, and tie with the median score if it exists.
/// Without any score all values but `scored_only` are NaN; if a label is NaN, everything is.
///
/// # Panics
/// If the columns differ in length.
#[must_use]
pub fn missing_ranked(score: &[f64], label: &[f64]) -> MissingRanked {
    assert_eq!(score.len(), label.len(), "columns must have the same length");
    let kept: Vec<usize> = (0..score.len()).filter(|&position| !score[position].is_nan()).collect();
    let scores: Vec<f64> = kept.iter().map(|&position| score[position]).collect();
    let labels: Vec<f64> = kept.iter().map(|&position| label[position]).collect();
    // Ranks instead of scores: an infinite score must not tie with the missing.
    let ranks = average_ranks(&scores);
    let mut column = vec![f64::NAN; score.len()];
    for (&position, &rank) in kept.iter().zip(&ranks) {
        column[position] = rank;
    }
    let mut sorted = ranks.clone();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = quantile(&sorted, 0.5);
    let with = |place: f64| {
        let filled: Vec<f64> = column.iter().map(|rank| if rank.is_nan() { place } else { *rank }).collect();
        ranked(&filled, label)
    };
    MissingRanked {
        missing: score.len() - kept.len(),
        scored_only: ranked(&scores, &labels),
        worst: with(f64::NEG_INFINITY),
        middle: with(middle),
        best: with(f64::INFINITY),
    }
}

fn ranked(score: &[f64], label: &[f64]) -> RankedAs {
    Ranks::of_both(score, label).map_or(RankedAs { rho: f64::NAN, tau: f64::NAN }, |(x, y)| RankedAs {
        rho: spearman_of_ranks(&x, &y),
        tau: kendall_of_ranks(&x, &y).tau_b(),
    })
}

/// How having a score is associated with another column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Missingness {
    /// Architectures with a score.
    pub scored: usize,
    /// Architectures without.
    pub missing: usize,
    /// Mean of the column over the architectures with a score.
    pub scored_mean: f64,
    /// Mean of the column over those without.
    pub missing_mean: f64,
    /// The chance that a scored architecture has a larger value than one without score, ties counting half: 0.5 says that
    /// scores are missing independently of the column. NaN if all or none have a score.
    pub auc: f64,
}

/// Compares a column (accuracy, parameters) between architectures with and without (NaN) a score. O(n log n).
///
/// A NaN in the column makes `auc` and the mean NaN.
///
/// # Panics
/// If the columns differ in length.
#[must_use]
pub fn missingness(score: &[f64], column: &[f64]) -> Missingness {
    assert_eq!(score.len(), column.len(), "columns must have the same length");
    let has: Vec<f64> = score.iter().map(|score| f64::from(u8::from(!score.is_nan()))).collect();
    let mean = |wanted: f64| {
        Mean::of(has.iter().zip(column).filter(|(has, _)| **has == wanted).map(|(_, value)| *value)).value()
    };
    let missing = has.iter().filter(|&&has| has == 0.0).count();
    // Somers' D given a binary column is 2 AUC - 1.
    let difference = kendall(&has, column).somers_d();
    Missingness {
        scored: score.len() - missing,
        missing,
        scored_mean: mean(1.0),
        missing_mean: mean(0.0),
        auc: f64::midpoint(difference, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_the_middle_the_missing_tie_with_a_median_that_others_share() {
        let found =
            missing_ranked(&[1.0, 1.0, 1.0, 2.0, 3.0, f64::NAN], &[10.0, 11.0, 12.0, 13.0, 14.0, 1.0]);
        let filled = ranked(&[1.0, 1.0, 1.0, 2.0, 3.0, 1.0], &[10.0, 11.0, 12.0, 13.0, 14.0, 1.0]);
        assert_eq!(found.middle, filled);
        // If the two central scores differ, the missing lie between them and tie with neither.
        let found = missing_ranked(&[1.0, 2.0, f64::NAN], &[1.0, 3.0, 2.0]);
        assert_eq!(found.middle, RankedAs { rho: 1.0, tau: 1.0 });
    }
}
