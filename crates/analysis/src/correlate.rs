use benchmark::Direction;
use rankstats::{Interval, Kendall, PaperStatistics, kendall, paper_statistics, pearson, weighted_tau};

use super::columns::Rows;

/// The architectures of a correlation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subset {
    /// All with both a score and a label.
    Own,
    /// Those with a label and a score by every proxy, on which proxies can be compared.
    Common,
}

impl Subset {
    /// A short stable name for files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Common => "common",
        }
    }
}

/// How well a score ranks the architectures by a label.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlation {
    /// The score's name.
    pub score: String,
    /// The label's name.
    pub label: String,
    /// Whether the label is maximised. Coefficients keep the sign of the raw label; this decides what is "the top".
    pub direction: Direction,
    /// The architectures included.
    pub subset: Subset,
    /// Architectures of the study.
    pub n_total: usize,
    /// Of these, how many have the label.
    pub n_labelled: usize,
    /// Of `n_total`, how many have the score.
    pub n_scored: usize,
    /// The paper's six statistics; `n` is the number of architectures included.
    pub statistics: PaperStatistics,
    /// Weighted tau, which gives the top of both columns more weight.
    pub weighted_tau: f64,
    /// Pair counts: tau-a, tau-b, tau-c, gamma and Somers' D of the label given the score.
    pub kendall: Kendall,
    /// Pearson's r of the values.
    pub pearson: f64,
    /// Confidence intervals of rho and tau-b. By default, none.
    pub intervals: Option<IntervalPair>,
    /// Rho and tau-b given other columns. By default, none.
    pub partial: Option<Pair>,
    /// Rho and tau-b with each cluster counted once (its mean score against its mean label). By default, none.
    pub distinct: Option<Distinct>,
    /// P-values of a permutation test of rho and of tau-b. By default, none.
    pub permutation: Option<Pair>,
}

/// A number for rho and one for tau-b.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// For Spearman's rho.
    pub spearman: f64,
    /// For Kendall's tau-b.
    pub kendall: f64,
}

/// Intervals of rho and of tau-b.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntervalPair {
    /// Of Spearman's rho.
    pub spearman: Interval,
    /// Of Kendall's tau-b.
    pub kendall: Interval,
}

/// Correlations with each cluster counted once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distinct {
    /// Clusters.
    pub n: usize,
    /// Rho and tau-b over them.
    pub coefficients: Pair,
}

/// Correlates a score with a label where both exist and `among` (of the same length) is true: all statistics that need no
/// settings.
///
/// # Panics
/// If the columns differ in length.
pub fn correlate(
    (score, scores): (&str, &[f64]),
    (label, labels): (&str, &[f64]),
    direction: Direction,
    among: Option<&[bool]>,
) -> Correlation {
    assert_eq!(scores.len(), labels.len(), "columns must have the same length");
    let Rows { x, y, .. } = Rows::of(scores, labels, among);
    let weighted = weighted_tau(&x, &direction.orient(&y));
    let count = |column: &[f64]| column.iter().filter(|value| !value.is_nan()).count();
    Correlation {
        score: score.to_owned(),
        label: label.to_owned(),
        direction,
        subset: if among.is_some() { Subset::Common } else { Subset::Own },
        n_total: scores.len(),
        n_labelled: count(labels),
        n_scored: count(scores),
        statistics: paper_statistics(&x, &y, direction),
        weighted_tau: direction.goodness(weighted),
        kendall: kendall(&x, &y),
        pearson: pearson(&x, &y),
        intervals: None,
        partial: None,
        distinct: None,
        permutation: None,
    }
}
