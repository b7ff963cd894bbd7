//! How much of what was asked for a statistic covers.

use std::fmt;

/// How many architectures have a score, of how many were asked for.
///
/// A correlation says little without it: a score that is missing where ranking is hard looks better than it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Coverage {
    /// Architectures with a score.
    pub scored: usize,
    /// Architectures asked for.
    pub asked: usize,
}

impl Coverage {
    /// The coverage of a column in which a missing score is NaN.
    #[must_use]
    pub fn of(scores: &[f64]) -> Self {
        Self { scored: scores.iter().filter(|score| !score.is_nan()).count(), asked: scores.len() }
    }

    /// Scored over asked, from 0 to 1; NaN if nothing was asked.
    #[must_use]
    pub fn fraction(self) -> f64 {
        self.scored as f64 / self.asked as f64
    }

    /// Architectures without a score.
    #[must_use]
    pub fn missing(self) -> usize {
        self.asked.saturating_sub(self.scored)
    }

    /// Whether every architecture has a score.
    #[must_use]
    pub fn is_complete(self) -> bool {
        self.missing() == 0
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.scored, self.asked)?;
        if self.asked > 0 {
            write!(f, " ({:.1} %)", 100.0 * self.fraction())?;
        }
        Ok(())
    }
}
