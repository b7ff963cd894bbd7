//! Which end of a label is good.

use std::fmt;

/// Which end of a label is the good one: accuracy is maximised, loss is minimised.
///
/// Coefficients never depend on it, they keep the sign of the raw label. It only says which architectures
/// are "the top" by label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// Larger is better (accuracy). By default, this is the direction.
    #[default]
    Maximize,
    /// Smaller is better (loss, perplexity).
    Minimize,
}

impl Direction {
    /// The label turned so that larger is better: itself, or its negative for [`Direction::Minimize`].
    #[must_use]
    pub fn goodness(self, label: f64) -> f64 {
        match self {
            Self::Maximize => label,
            Self::Minimize => -label,
        }
    }

    /// All labels turned so that larger is better, in their order.
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
