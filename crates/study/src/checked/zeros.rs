use super::names::{name_of, one_of};
use crate::Outcome;

/// What becomes of an epsilon that is exactly zero.
///
/// In real numbers that takes two constants with the same scaled outputs, which no network of the benchmarks has. In
/// single precision it comes from rounding: where the outputs for one constant take two values only, every sample is
/// either the least, which the score leaves out, or the greatest; and if the second constant's greatest outputs are of
/// the same samples, no distance is left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ZeroScores {
    /// It is no score, as in the published tables.
    #[default]
    Missing,
    /// It is the lowest score.
    Keep,
}

/// The status of a score that is missing since it is exactly zero.
const ZERO_SCORE: &str = "zero_score";

const NAMES: [(&str, ZeroScores); 2] = [("missing", ZeroScores::Missing), ("keep", ZeroScores::Keep)];

impl ZeroScores {
    /// Reads a config's word; none is the default.
    ///
    /// # Errors
    /// A sentence on what would be right.
    pub(crate) fn parse(name: Option<&str>) -> Result<Self, String> {
        name.map_or(Ok(Self::default()), |name| one_of("a treatment of scores of zero", name, &NAMES))
    }

    /// As a config names it.
    pub(crate) fn name(self) -> String {
        name_of(&NAMES, &self)
    }

    /// The score that statistics are taken of (NaN for none), and its status.
    pub fn read(self, outcome: Option<Outcome>) -> (f64, &'static str) {
        match outcome {
            None => (f64::NAN, "not_evaluated"),
            Some(Outcome::Scored(0.0)) if self == Self::Missing => (f64::NAN, ZERO_SCORE),
            Some(outcome) => (outcome.value(), outcome.status()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_a_score_or_none_and_all_else_stays() {
        let read = |zeros: ZeroScores, score| zeros.read(Some(Outcome::Scored(score)));
        for zero in [0.0, -0.0] {
            assert_eq!(read(ZeroScores::Keep, zero), (0.0, "scored"));
            let (value, status) = read(ZeroScores::Missing, zero);
            assert!(value.is_nan());
            assert_eq!(status, ZERO_SCORE);
        }
        for zeros in [ZeroScores::Keep, ZeroScores::Missing] {
            assert_eq!(read(zeros, f64::from_bits(1)), (f64::from_bits(1), "scored"));
            assert_eq!(zeros.read(Some(Outcome::Failed)).1, "failed");
            assert_eq!(zeros.read(None).1, "not_evaluated");
        }
    }
}
