use std::fmt;

use crate::Outputs;
use crate::outputs::NoSpread;

/// A score, or why there is none.
pub type Score = Result<f64, Missing>;

/// Why an architecture has no score. That is a result like any other, not an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// All outputs for one constant are equal: the signal underflowed, or nothing depends on the input.
    ConstantOutput,
    /// An output is infinite, or all are NaN: the signal overflowed.
    NotFinite,
    /// No sample is left in both rows: each was dropped from one of them.
    NoCommonSample,
    /// The mean to divide by is zero. Possible only without scaling: scaled values that are not dropped are positive.
    ZeroMean,
}

impl Missing {
    /// All reasons, in the order of tables.
    pub const ALL: [Self; 4] = [Self::ConstantOutput, Self::NotFinite, Self::NoCommonSample, Self::ZeroMean];

    /// A short stable name for files: `constant_output`, `not_finite`, `no_common_sample`, `zero_mean`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ConstantOutput => "constant_output",
            Self::NotFinite => "not_finite",
            Self::NoCommonSample => "no_common_sample",
            Self::ZeroMean => "zero_mean",
        }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ConstantOutput => "all outputs are equal (the signal underflowed)",
            Self::NotFinite => "an output is not finite (the signal overflowed)",
            Self::NoCommonSample => "no sample is left once each row's minimum is dropped",
            Self::ZeroMean => "the mean of the outputs is zero",
        })
    }
}

impl From<NoSpread> for Missing {
    fn from(spread: NoSpread) -> Self {
        match spread {
            NoSpread::Constant => Self::ConstantOutput,
            NoSpread::NotFinite => Self::NotFinite,
        }
    }
}

/// How the outputs are normalised before and after taking their distance. The published score is
/// [`MinMaxMean`](Self::MinMaxMean); the others omit steps of it, to show the effect of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Formula {
    /// The mean distance of the outputs as they are.
    Raw,
    /// The mean distance of the outputs, divided by the mean of both rows: the score as the paper's abstract defines it.
    /// Negative if that mean is negative, which it is for no image network with positive weights.
    Mean,
    /// The mean distance of the rows scaled to [0, 1].
    MinMax,
    /// The mean distance of the rows scaled to [0, 1], divided by the mean of both: the published score.
    #[default]
    MinMaxMean,
    /// The same with the exact zeros kept: the formula in the paper's text; its code drops them.
    MinMaxMeanZeros,
}

impl Formula {
    /// All of them, from the fewest steps to the published score, and the text's.
    pub const ALL: [Self; 5] = [Self::Raw, Self::Mean, Self::MinMax, Self::MinMaxMean, Self::MinMaxMeanZeros];

    /// The name in configs and tables: `raw`, `mean`, `minmax`, `minmax_mean`, `minmax_mean_zeros`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Mean => "mean",
            Self::MinMax => "minmax",
            Self::MinMaxMean => "minmax_mean",
            Self::MinMaxMeanZeros => "minmax_mean_zeros",
        }
    }

    /// Whether each row is scaled to [0, 1].
    pub const fn scales(self) -> bool {
        matches!(self, Self::MinMax | Self::MinMaxMean | Self::MinMaxMeanZeros)
    }

    /// Whether the distance is divided by the mean of both rows.
    pub const fn divides(self) -> bool {
        matches!(self, Self::Mean | Self::MinMaxMean | Self::MinMaxMeanZeros)
    }

    /// Whether an output is a value of its row.
    fn counts(self, value: f64) -> bool {
        !value.is_nan() && (value != 0.0 || self == Self::MinMaxMeanZeros)
    }

    /// Why the outputs for one constant rule out a score, whatever the others are; `None` if they do not.
    pub fn missing(self, outputs: &Outputs) -> Option<Missing> {
        let spread = outputs.missing()?;
        (self.scales() || spread == NoSpread::NotFinite).then(|| spread.into())
    }

    /// The score from the outputs `p` and `q` for the two constants, in these steps:
    ///
    /// 1. if the formula scales: each row becomes `(p - min p) / (max p - min p)`, in the outputs' own precision;
    /// 2. NaN and, except with `MinMaxMeanZeros`, exact zeros are dropped from each row;
    /// 3. the distance is the mean of `|p - q|` over the samples that both rows still have;
    /// 4. if the formula divides: the distance is divided by the mean of all values that are left in either row.
    ///
    /// Sums are computed in double precision in sample order. A row of equal values can't be scaled, so it has no
    /// score; without scaling it is a row like any other, unless it is all zeros (step 2 drops them).
    ///
    /// # Errors
    /// Where there is no score; see [`Missing`].
    ///
    /// # Panics
    /// If the rows differ in length.
    pub fn score(self, first: &Outputs, second: &Outputs) -> Score {
        assert_eq!(first.len(), second.len(), "both constants see the same batch");
        let (first, second) = if self.scales() {
            (first.normalised()?, second.normalised()?)
        } else {
            (first.finite()?, second.finite()?)
        };
        let (mut distance, mut pairs) = (0.0, 0_usize);
        let (mut sum, mut terms) = (0.0, 0_usize);
        for (&a, &b) in first.iter().zip(&second) {
            if self.counts(a) && self.counts(b) {
                distance += (a - b).abs();
                pairs += 1;
            }
            for value in [a, b] {
                if self.counts(value) {
                    sum += value;
                    terms += 1;
                }
            }
        }
        if pairs == 0 {
            return Err(Missing::NoCommonSample);
        }
        let distance = distance / pairs as f64;
        if !self.divides() {
            return Ok(distance);
        }
        if sum == 0.0 {
            return Err(Missing::ZeroMean);
        }
        Ok(distance / (sum / terms as f64))
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The published score from the outputs for the two constants: both are scaled to [0, 1], exact zeros and NaN are
/// dropped, and the mean distance is divided by the mean of all remaining values. See [`Formula::score`].
///
/// # Errors
/// Where there is no score; see [`Missing`].
///
/// # Panics
/// If the rows differ in length.
pub fn score(first: &Outputs, second: &Outputs) -> Score {
    Formula::MinMaxMean.score(first, second)
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
    fn each_formula_leaves_out_its_steps() {
        let first = Outputs::F64(vec![1.0, 2.0, 3.0, 5.0]);
        let second = Outputs::F64(vec![0.0, 4.0, 1.0, 2.0]);
        // The zero is dropped everywhere: distances 2, 2, 3, and seven values that sum to 18.
        assert_eq!(Formula::Raw.score(&first, &second), Ok(7.0 / 3.0));
        assert_eq!(Formula::Mean.score(&first, &second), Ok((7.0 / 3.0) / (18.0 / 7.0)));
        assert_eq!(Formula::MinMax.score(&first, &second), Ok(0.5));
        assert_eq!(Formula::MinMaxMean.score(&first, &second), score(&first, &second));
        // [0, 1/4, 1/2, 1] beside [1, 0, 1/4, 1/2]: kept, distances 1, 1/4, 1/4, 1/2 and eight values that sum to 7/2; of
        // those dropped, the last two distances and six values are left.
        let second = Outputs::F64(vec![4.0, 0.0, 1.0, 2.0]);
        assert_eq!(Formula::MinMaxMeanZeros.score(&first, &second), Ok(0.5 / (3.5 / 8.0)));
        assert_eq!(Formula::MinMaxMean.score(&first, &second), Ok(0.375 / (3.5 / 6.0)));
    }

    #[test]
    fn unscaled_rows_need_no_spread_but_values() {
        let flat = Outputs::F32(vec![2.0; 3]);
        let good = Outputs::F32(vec![1.0, 4.0, 7.0]);
        assert_eq!(Formula::Raw.score(&flat, &good), Ok(8.0 / 3.0));
        assert_eq!(Formula::MinMax.score(&flat, &good), Err(Missing::ConstantOutput));
        let zeros = Outputs::F32(vec![0.0; 3]);
        assert_eq!(Formula::Raw.score(&zeros, &good), Err(Missing::NoCommonSample));
        let hot = Outputs::F32(vec![1.0, f32::INFINITY, 2.0]);
        assert_eq!(Formula::Raw.score(&hot, &good), Err(Missing::NotFinite));
        assert_eq!(Formula::Mean.score(&Outputs::F32(vec![f32::NAN; 3]), &good), Err(Missing::NotFinite));
        let balanced = Outputs::F32(vec![-1.0, -4.0, -7.0]);
        assert_eq!(Formula::Mean.score(&balanced, &good), Err(Missing::ZeroMean));
        assert_eq!(Formula::Raw.score(&balanced, &good), Ok(8.0));
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
        // Now 7 is the second row's maximum: [-, 4/7, 1, 1/7, 2/7] beside [-, 1/4, -, 1/2, 1].
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
