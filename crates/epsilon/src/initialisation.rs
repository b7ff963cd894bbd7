use std::fmt;
use std::str::FromStr;

use crate::{Precision, Scheme, WeightError};

/// How a network's weights are set before a forward pass.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Initialisation {
    /// Every convolution, linear and batch-norm weight is this constant; every bias of an image network is
    /// zero, every bias and the initial state of a recurrent one is the constant.
    Constant(f64),
    /// Weights drawn at random. Needs a backend that runs the full network, since channels are no longer equal.
    Random {
        /// Their distribution.
        scheme: Scheme,
        /// Equal seeds give equal weights, up to rounding also across precisions.
        seed: u64,
    },
}

impl fmt::Display for Initialisation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constant(weight) => write!(f, "all weights {weight:?}"),
            Self::Random { scheme, seed } => write!(f, "{scheme} weights with seed {seed}"),
        }
    }
}

/// The two constants of a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    first: f64,
    second: f64,
}

impl Weights {
    /// A checked pair.
    ///
    /// # Errors
    /// If one is zero or not finite (all outputs would be equal), or both are the same (no distance).
    pub fn new(first: f64, second: f64) -> Result<Self, WeightError> {
        for weight in [first, second] {
            if weight == 0.0 {
                return Err(WeightError::Zero);
            }
            if !weight.is_finite() {
                return Err(WeightError::NotFinite { weight });
            }
        }
        if first == second {
            return Err(WeightError::Equal { weight: first });
        }
        Ok(Self { first, second })
    }

    /// Checks that the constants, rounded to a precision, are neither zero nor infinite, and differ.
    ///
    /// # Errors
    /// If they are not: every score would be missing.
    pub fn check(self, precision: Precision) -> Result<(), WeightError> {
        if precision == Precision::F64 {
            return Ok(());
        }
        let rounded = self.pair().map(|weight| weight as f32);
        for (weight, rounded) in self.pair().into_iter().zip(rounded) {
            if rounded == 0.0 || rounded.is_infinite() {
                return Err(WeightError::OutOfRange { weight, rounded });
            }
        }
        if rounded[0] == rounded[1] {
            return Err(WeightError::Indistinct { first: self.first, second: self.second });
        }
        Ok(())
    }

    /// The constants in the order given.
    pub const fn pair(self) -> [f64; 2] {
        [self.first, self.second]
    }
}

impl fmt::Display for Weights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?},{:?}", self.first, self.second)
    }
}

impl FromStr for Weights {
    type Err = WeightError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unreadable = || WeightError::Unreadable { text: text.to_owned() };
        let (first, second) = text.split_once(',').ok_or_else(unreadable)?;
        let number = |part: &str| part.trim().parse::<f64>().map_err(|_| unreadable());
        Self::new(number(first)?, number(second)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_precision_tells_constants_apart_or_says_so() {
        let check = |first, second, precision| Weights::new(first, second).unwrap().check(precision);
        for [first, second] in [[1e-50, 1.0], [1.0, -1e300], [1.0, 1.0 + 1e-12]] {
            assert_eq!(check(first, second, Precision::F64), Ok(()));
            assert!(check(first, second, Precision::F32).is_err(), "{first:e} and {second:e}");
        }
        assert_eq!(check(1e-45, 3e38, Precision::F32), Ok(()));
    }
}
