//! A confidence interval.

use std::fmt;

use crate::error::Error;

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
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(3);
        write!(f, "[{:.digits$}, {:.digits$}]", self.lower, self.upper)
    }
}
