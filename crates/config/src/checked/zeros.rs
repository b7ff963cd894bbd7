use super::names::{name_of, one_of};

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

const NAMES: [(&str, ZeroScores); 2] = [("missing", ZeroScores::Missing), ("keep", ZeroScores::Keep)];

impl ZeroScores {
    /// Reads a config's word; none is the default.
    ///
    /// # Errors
    /// A sentence on what would be right.
    pub fn parse(name: Option<&str>) -> Result<Self, String> {
        name.map_or(Ok(Self::default()), |name| one_of("a treatment of scores of zero", name, &NAMES))
    }

    /// As a config names it.
    pub(crate) fn name(self) -> String {
        name_of(&NAMES, &self)
    }
}
