use serde::{Deserialize, Serialize};

/// How an axis turns values into places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// Equal differences are equal distances.
    #[default]
    Linear,
    /// Equal ratios are equal distances; values at or below zero have no place and are counted.
    Log,
    /// Equally many values are equal distances: what a rank correlation sees.
    Rank,
}

impl Scale {
    /// The scale on which most of the values can be told apart. Sorts a copy.
    ///
    /// Logarithmic if at most one value in a hundred is zero or negative and either the 2nd and the 98th percentile of
    /// the positive ones differ by more than a factor of 100, or the greatest exceeds their median by a factor of 30.
    /// Else by rank, if the narrowest range that holds half of all values is less than a twelfth of that from the 5th
    /// to the 95th percentile: on a linear axis that half would be a line. Else linear.
    pub fn suggest(values: impl IntoIterator<Item = f64>) -> Self {
        let mut finite: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
        finite.sort_by(f64::total_cmp);
        let positive = &finite[finite.partition_point(|value| *value <= 0.0)..];
        let few_others = (finite.len() - positive.len()) * 100 <= finite.len();
        let wide = |low: f64, high: f64, factor: f64| high / low > factor;
        if !positive.is_empty()
            && few_others
            && (wide(at(positive, 0.02), at(positive, 0.98), 100.0)
                || wide(at(positive, 0.5), at(positive, 1.0), 30.0))
        {
            return Self::Log;
        }
        let half = finite.len() / 2;
        let narrowest =
            finite.windows(half + 1).map(|part| part[half] - part[0]).fold(f64::INFINITY, f64::min);
        if finite.len() >= 20 && narrowest * 12.0 < at(&finite, 0.95) - at(&finite, 0.05) {
            Self::Rank
        } else {
            Self::Linear
        }
    }
}

/// The value below which this share of the sorted ones lies. There must be one.
pub(super) fn at(sorted: &[f64], share: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * share).round() as usize]
}

/// One axis of a plot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// What is measured, with its unit: `CIFAR-10 test accuracy, %`.
    pub label: String,
    /// By default, linear.
    pub scale: Scale,
}

impl Axis {
    /// A linear axis.
    pub fn linear(label: impl Into<String>) -> Self {
        Self { label: label.into(), scale: Scale::Linear }
    }

    /// A logarithmic axis.
    pub fn log(label: impl Into<String>) -> Self {
        Self { label: label.into(), scale: Scale::Log }
    }

    /// The label, and the scale where ticks alone would not show it.
    pub(crate) fn shown(&self) -> String {
        if self.scale == Scale::Rank { format!("{} (by rank)", self.label) } else { self.label.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scale_suggestion_looks_at_the_bulk() {
        assert_eq!(Scale::suggest([1.0, 2.0, 3.0]), Scale::Linear);
        assert_eq!(Scale::suggest((0..100).map(|i| 10f64.powi(i % 9))), Scale::Log);
        let one_zero = (0..100).map(|i| if i == 0 { 0.0 } else { 10f64.powi(i % 9) });
        assert_eq!(Scale::suggest(one_zero), Scale::Log);
        assert_eq!(Scale::suggest([0.0, 1e9]), Scale::Linear);
        assert_eq!(Scale::suggest([-1.0, -1e9]), Scale::Linear);
        assert_eq!(Scale::suggest([]), Scale::Linear);
    }

    #[test]
    fn a_crushed_half_calls_for_ranks() {
        // Both signs and nine powers of ten, as grasp has them.
        let both = (0..200).map(|i| if i % 2 == 0 { 1.0 } else { -1.0 } * 10f64.powi(i % 9));
        assert_eq!(Scale::suggest(both), Scale::Rank);
        // Evenly spread, or with a few failures far away: linear.
        assert_eq!(Scale::suggest((0..200).map(f64::from)), Scale::Linear);
        assert_eq!(Scale::suggest((0..200).map(|i| if i < 4 { -1e8 } else { f64::from(i) })), Scale::Linear);
    }
}
