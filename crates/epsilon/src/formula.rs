use std::fmt;

use crate::Outputs;
use crate::outputs::Spread;

/// A score, or why there is none.
pub type Score = Result<f64, Missing>;

/// Why an architecture has no score. That is a result like any other, not an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// All outputs for one constant are equal: the signal underflowed, or nothing depends on the input.
    ConstantOutput,
    /// An output is infinite, or all are NaN: the signal overflowed.
    NotFinite,
    /// Every sample is the smallest one of a row, so that no difference is left.
    NoCommonSample,
}

impl Missing {
    /// All reasons, in the order of tables.
    pub const ALL: [Self; 3] = [Self::ConstantOutput, Self::NotFinite, Self::NoCommonSample];

    /// A short stable name for files: `constant_output`, `not_finite`, `no_common_sample`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ConstantOutput => "constant_output",
            Self::NotFinite => "not_finite",
            Self::NoCommonSample => "no_common_sample",
        }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ConstantOutput => "all outputs are equal (the signal underflowed)",
            Self::NotFinite => "an output is not finite (the signal overflowed)",
            Self::NoCommonSample => "no sample is left once each row's minimum is dropped",
        })
    }
}

impl From<Spread> for Missing {
    fn from(spread: Spread) -> Self {
        match spread {
            Spread::Constant => Self::ConstantOutput,
            Spread::NotFinite => Self::NotFinite,
        }
    }
}

/// The score from the outputs for the two constants: both are scaled to [0, 1], exact zeros and NaN are dropped,
/// and the mean distance is divided by the mean of all that is left.
///
/// Scaling happens in the outputs' own precision, sums in double precision in sample order.
///
/// # Errors
/// Where there is no score; see [`Missing`].
///
/// # Panics
/// If the rows differ in length.
pub fn score(first: &Outputs, second: &Outputs) -> Score {
    assert_eq!(first.len(), second.len(), "both constants see the same batch");
    let (first, second) = (first.normalised()?, second.normalised()?);
    let (mut distance, mut pairs) = (0.0, 0_usize);
    let (mut sum, mut terms) = (0.0, 0_usize);
    for (&a, &b) in first.iter().zip(&second) {
        if counts(a) && counts(b) {
            distance += (a - b).abs();
            pairs += 1;
        }
        for value in [a, b] {
            if counts(value) {
                sum += value;
                terms += 1;
            }
        }
    }
    if pairs == 0 {
        return Err(Missing::NoCommonSample);
    }
    Ok((distance / pairs as f64) / (sum / terms as f64))
}

fn counts(value: f64) -> bool {
    value != 0.0 && !value.is_nan()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worked_example() {
        // [1, 2, 3, 5] becomes [-, 1/4, 1/2, 1]; [0, 4, 1, 2] becomes [-, 1, 1/4, 1/2].
        let first = Outputs::F64(vec![1.0, 2.0, 3.0, 5.0]);
        let second = Outputs::F64(vec![0.0, 4.0, 1.0, 2.0]);
        // Distances 3/4, 1/4, 1/2: mean 1/2. Values sum to 7/2 over six: mean 7/12.
        assert!((score(&first, &second).unwrap() - 6.0 / 7.0).abs() < 1e-15);
    }

    #[test]
    fn no_spread_is_no_score() {
        let flat = Outputs::F32(vec![1e-45; 4]);
        let good = Outputs::F32(vec![1.0, 2.0, 3.0, 4.0]);
        assert_eq!(score(&flat, &good), Err(Missing::ConstantOutput));
        assert_eq!(score(&good, &flat), Err(Missing::ConstantOutput));
        let hot = Outputs::F32(vec![1.0, f32::INFINITY, 3.0, 4.0]);
        assert_eq!(score(&hot, &good), Err(Missing::NotFinite));
        let two = Outputs::F64(vec![0.0, 1.0]);
        let other = Outputs::F64(vec![1.0, 0.0]);
        assert_eq!(score(&two, &other), Err(Missing::NoCommonSample));
    }

    #[test]
    fn outputs_that_are_nan_are_left_out() {
        let first = Outputs::F64(vec![1.0, 2.0, f64::NAN, 3.0, 5.0]);
        let second = Outputs::F64(vec![0.0, 4.0, 7.0, 1.0, 2.0]);
        // The 7 now is the second row's maximum: [-, 4/7, 1, 1/7, 2/7] beside [-, 1/4, -, 1/2, 1].
        let distance = ((4.0 / 7.0 - 0.25) + (0.5 - 1.0 / 7.0) + (1.0 - 2.0 / 7.0)) / 3.0;
        let mean = (0.25 + 0.5 + 1.0 + 4.0 / 7.0 + 1.0 + 1.0 / 7.0 + 2.0 / 7.0) / 7.0;
        assert!((score(&first, &second).unwrap() - distance / mean).abs() < 1e-15);
        let lost = Outputs::F64(vec![f64::NAN; 5]);
        assert_eq!(score(&lost, &second), Err(Missing::NotFinite));
    }

    #[test]
    fn the_smallest_denormals_still_have_a_spread() {
        let tiny = Outputs::F32(vec![0.0, 1e-45, 3e-45]);
        let good = Outputs::F32(vec![0.0, 1.0, 2.0]);
        // [-, 1/2, 1] in both rows, 1e-45 and 3e-45 being one and two units.
        assert_eq!(score(&tiny, &good), Ok(0.0));
    }
}
