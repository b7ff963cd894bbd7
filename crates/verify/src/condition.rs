use epsilon::{Outputs, score};

/// How many times a relative error of the outputs is amplified in the score; see
/// [`Comparison::condition`](crate::Comparison::condition). `a` and `b` are the outputs of two backends, for two constants
/// each.
pub(crate) fn condition(a: &[Outputs; 2], b: &[Outputs; 2]) -> f64 {
    let (Ok(first), Ok(_)) = (score(&a[0], &a[1]), score(&b[0], &b[1])) else { return f64::NAN };
    let mut largest = 0.0_f64;
    for (a, b) in a.iter().zip(b) {
        let (row, other) = (Row::of(a), Row::of(b));
        if row.dropped != other.dropped {
            return f64::INFINITY;
        }
        largest = largest.max(row.low.abs().max(row.high.abs()) / (row.high - row.low));
    }
    largest / first.abs().min(1.0)
}

/// The range of a row, and how many of its samples scaling drops.
struct Row {
    low: f64,
    high: f64,
    /// Samples that are dropped: all that equal the smallest, and NaN.
    dropped: usize,
}

impl Row {
    fn of(outputs: &Outputs) -> Self {
        match outputs {
            Outputs::F32(values) => Self::among(values.iter().map(|&value| f64::from(value))),
            Outputs::F64(values) => Self::among(values.iter().copied()),
        }
    }

    fn among(values: impl Iterator<Item = f64> + Clone) -> Self {
        // Both folds ignore NaN.
        let low = values.clone().fold(f64::INFINITY, f64::min);
        let high = values.clone().fold(f64::NEG_INFINITY, f64::max);
        let dropped = values.filter(|&value| value == low || value.is_nan()).count();
        Self { low, high, dropped }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(values: &[f64]) -> Outputs {
        Outputs::F64(values.to_vec())
    }

    #[test]
    fn a_small_range_and_a_small_score_magnify() {
        let near = [row(&[100.0, 101.0, 102.0, 103.0]), row(&[0.0, 1.0, 2.0, 3.0])];
        let score = score(&near[0], &near[1]);
        assert_eq!(score, Ok(0.0));
        assert_eq!(condition(&near, &near), f64::INFINITY);
        let apart = [near[0].clone(), row(&[3.0, 2.0, 1.0, 0.0])];
        // The score is 1/3 over the mean 2/3 of (1/3, 2/3, 1) twice; the largest value is 103 times the range.
        assert!((condition(&apart, &apart) - 103.0 / 3.0 * 2.0).abs() < 1e-9);
    }

    #[test]
    fn a_tie_at_the_minimum_that_only_one_backend_has_is_beyond_any_bound() {
        let whole = [row(&[1.0, 1.0, 2.0, 4.0]), row(&[4.0, 3.0, 1.0, 2.0])];
        let split = [row(&[1.0, 1.0 + 1e-15, 2.0, 4.0]), whole[1].clone()];
        assert!(condition(&whole, &whole).is_finite());
        assert_eq!(condition(&whole, &split), f64::INFINITY);
    }

    #[test]
    fn without_a_score_there_is_nothing_to_magnify() {
        let flat = [row(&[1.0, 1.0]), row(&[1.0, 2.0])];
        assert!(condition(&flat, &flat).is_nan());
    }
}
