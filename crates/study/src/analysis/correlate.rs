use benchmark::Direction;
use rankstats::{PaperStatistics, paper_statistics, weighted_tau};

/// Which architectures a correlation is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subset {
    /// All that have both a score and a label.
    Own,
    /// Those that have a label and a score by every proxy: what proxies can be compared on.
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

/// How well a score ranks a label, and on how many architectures.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlation {
    /// The score's name.
    pub score: String,
    /// The label's name.
    pub label: String,
    /// Which end of the label is good. Coefficients keep the sign of the raw label; this says what is "the top".
    pub direction: Direction,
    /// Which architectures it is over.
    pub subset: Subset,
    /// Architectures that were asked for.
    pub n_total: usize,
    /// Of these, how many have the label.
    pub n_labelled: usize,
    /// Of `n_total`, how many have the score.
    pub n_scored: usize,
    /// The paper's six statistics; `n` is the number of architectures they are over.
    pub statistics: PaperStatistics,
    /// Weighted tau, which cares more for the top of both.
    pub weighted_tau: f64,
}

/// Sets a score against a label where both are there and `among` (as long as both) is true.
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
    let (x, y): (Vec<f64>, Vec<f64>) = scores
        .iter()
        .zip(labels)
        .enumerate()
        .filter(|&(row, (score, label))| {
            !score.is_nan() && !label.is_nan() && among.is_none_or(|among| among[row])
        })
        .map(|(_, (score, label))| (*score, *label))
        .unzip();
    let oriented = match direction {
        Direction::Maximize => rankstats::Direction::Maximize,
        Direction::Minimize => rankstats::Direction::Minimize,
    };
    let weighted = weighted_tau(&x, &oriented.orient(&y));
    let count = |column: &[f64]| column.iter().filter(|value| !value.is_nan()).count();
    Correlation {
        score: score.to_owned(),
        label: label.to_owned(),
        direction,
        subset: if among.is_some() { Subset::Common } else { Subset::Own },
        n_total: scores.len(),
        n_labelled: count(labels),
        n_scored: count(scores),
        statistics: paper_statistics(&x, &y, oriented),
        weighted_tau: oriented.goodness(weighted),
    }
}
