//! Which end of a label is good.

use std::fmt;

/// Whether a label is maximised, such as accuracy, or minimised, such as loss.
///
/// Coefficients do not depend on it, they keep the sign of the raw label. It only decides which architectures are "the
/// top" by label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// Larger is better (accuracy). The default.
    #[default]
    Maximize,
    /// Smaller is better (loss, perplexity).
    Minimize,
}

impl Direction {
    /// The label such that larger is better: itself, or its negative for [`Direction::Minimize`].
    #[must_use]
    pub fn goodness(self, label: f64) -> f64 {
        match self {
            Self::Maximize => label,
            Self::Minimize => -label,
        }
    }

    /// [`goodness`](Self::goodness) of all labels, in their order.
    #[must_use]
    pub fn orient(self, labels: &[f64]) -> Vec<f64> {
        labels.iter().map(|&label| self.goodness(label)).collect()
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Maximize => "maximize",
            Self::Minimize => "minimize",
        })
    }
}
