use crate::named;

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

named!(ZeroScores, "a treatment of scores of zero", "missing" => Missing, "keep" => Keep);
