use std::fmt;

use crate::suggest;

/// How several rows of one architecture become one value. Rows without a finite value (a training run that diverged)
/// are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// Their mean.
    Mean,
    /// The smallest.
    Min,
    /// The largest.
    Max,
    /// How many there are: 0 where all rows are without a value.
    Count,
}

impl Aggregate {
    const ALL: [Self; 4] = [Self::Mean, Self::Min, Self::Max, Self::Count];

    const fn name(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Min => "min",
            Self::Max => "max",
            Self::Count => "count",
        }
    }

    /// The one of this name; an error says which there are.
    pub(crate) fn check(name: Option<&str>) -> Result<Option<Self>, String> {
        let Some(name) = name else { return Ok(None) };
        let found = Self::ALL.into_iter().find(|known| known.name() == name);
        found
            .map(Some)
            .ok_or_else(|| suggest::unknown("a way to join rows", name, &Self::ALL.map(Self::name)))
    }

    /// The value of some rows; NaN where none has one.
    pub fn of(self, values: &[f64]) -> f64 {
        let finite = || values.iter().copied().filter(|value| value.is_finite());
        let count = finite().count() as f64;
        match self {
            // 0 / 0 is NaN.
            Self::Mean => finite().sum::<f64>() / count,
            Self::Min => finite().fold(f64::NAN, f64::min),
            Self::Max => finite().fold(f64::NAN, f64::max),
            Self::Count => count,
        }
    }
}

impl fmt::Display for Aggregate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_a_value_are_left_out() {
        let rows = [3.0, f64::NAN, 1.0, f64::INFINITY];
        assert_eq!(Aggregate::ALL.map(|aggregate| aggregate.of(&rows)), [2.0, 1.0, 3.0, 2.0]);
        let [mean, min, max, count] = Aggregate::ALL.map(|aggregate| aggregate.of(&[f64::NAN]));
        assert!(mean.is_nan() && min.is_nan() && max.is_nan());
        assert_eq!(count, 0.0);
    }
}
