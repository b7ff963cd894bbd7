//! Errors of bad requests.

/// Why a statistic could not be computed. A statistic that merely does not exist (a constant score has no rank
/// correlation) is not an error but NaN.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// A confidence level outside the open interval from 0 to 1.
    #[error("confidence level {found} is not between 0 and 1: give a fraction such as 0.95")]
    Level {
        /// The level that was given.
        found: f64,
    },
    /// Fewer observations than the method needs.
    #[error("{method} needs at least {needed} observations, there are {found}: use more architectures")]
    TooFew {
        /// The method that was asked for.
        method: &'static str,
        /// How many observations it needs.
        needed: usize,
        /// How many there are.
        found: usize,
    },
    /// More observations than can be counted in 32 bits.
    #[error("{found} observations are too many: at most 4,294,967,295 can be ranked")]
    TooMany {
        /// How many there are.
        found: usize,
    },
    /// No replicates were asked for.
    #[error("{method} needs at least one replicate, 0 were asked for: 1,000 or more give a stable answer")]
    NoReplicates {
        /// The method that was asked for.
        method: &'static str,
    },
    /// A NaN where none is allowed.
    #[error("{column} holds NaN at position {position}: leave architectures without a value out first")]
    NotANumber {
        /// The column, as the function's parameter is called.
        column: &'static str,
        /// The first position, from 0.
        position: usize,
    },
    /// A correlation outside -1 to 1.
    #[error("{name} = {found} is no correlation: it must lie between -1 and 1")]
    Correlation {
        /// The parameter's name.
        name: &'static str,
        /// The value that was given.
        found: f64,
    },
}
