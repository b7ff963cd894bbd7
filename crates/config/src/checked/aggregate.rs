use crate::named;

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

named!(Aggregate, "a way to join rows", "mean" => Mean, "min" => Min, "max" => Max, "count" => Count);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_a_value_are_left_out() {
        let all = [Aggregate::Mean, Aggregate::Min, Aggregate::Max, Aggregate::Count];
        let rows = [3.0, f64::NAN, 1.0, f64::INFINITY];
        assert_eq!(all.map(|aggregate| aggregate.of(&rows)), [2.0, 1.0, 3.0, 2.0]);
        let [mean, min, max, count] = all.map(|aggregate| aggregate.of(&[f64::NAN]));
        assert!(mean.is_nan() && min.is_nan() && max.is_nan());
        assert_eq!(count, 0.0);
    }
}
