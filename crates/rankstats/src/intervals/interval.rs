//! A confidence interval.

use std::fmt;

use crate::Error;

/// A two-sided confidence interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower bound.
    pub lower: f64,
    /// Upper bound.
    pub upper: f64,
    /// Confidence level, between 0 and 1.
    pub level: f64,
}

impl Interval {
    pub(crate) fn check(level: f64) -> Result<(), Error> {
        if level > 0.0 && level < 1.0 { Ok(()) } else { Err(Error::Level { found: level }) }
    }

    /// Upper less lower bound.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.upper - self.lower
    }

    /// Whether a value lies within the bounds, which belong to it.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(3);
        write!(f, "[{:.digits$}, {:.digits$}]", self.lower, self.upper)
    }
}
