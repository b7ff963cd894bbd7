//! Sums in twice the working precision: every floating-point sum of the crate goes through here.

/// A sum in twice the precision. O(1) per value.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Sum {
    /// The sum is `high + low`.
    high: f64,
    low: f64,
}

impl Sum {
    pub(crate) fn add(&mut self, value: f64) {
        // The rounding error of a sum is itself a double (Knuth's two-sum).
        let sum = self.high + value;
        let kept = sum - self.high;
        let lost = (self.high - (sum - kept)) + (value - kept);
        let low = self.low + lost;
        if !low.is_finite() {
            // Infinities have no rounding error; the difference of two is NaN, as it should be.
            (self.high, self.low) = (sum, 0.0);
            return;
        }
        self.high = sum + low;
        self.low = low - (self.high - sum);
    }

    pub(crate) fn value(self) -> f64 {
        self.high
    }

    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> f64 {
        let mut sum = Self::default();
        values.into_iter().for_each(|value| sum.add(value));
        sum.value()
    }
}

/// A mean without accumulated rounding: the mean of equal values is that value, and equal means are equal to the last
/// bit, so that ties stay ties. The sum is kept in twice the precision. O(1) per value.
///
/// ```
/// let mut mean = rankstats::Mean::default();
/// (0..3).for_each(|_| mean.add(0.1));
/// assert_eq!(mean.value(), 0.1);
/// assert_ne!((0.1 + 0.1 + 0.1) / 3.0, 0.1);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Mean {
    sum: Sum,
    count: f64,
}

impl Mean {
    /// Adds a value.
    pub fn add(&mut self, value: f64) {
        self.sum.add(value);
        self.count += 1.0;
    }

    /// The mean of the values so far; NaN if there are none.
    #[must_use]
    pub fn value(self) -> f64 {
        let (mean, rest) = self.parts();
        mean + rest
    }

    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut mean = Self::default();
        values.into_iter().for_each(|value| mean.add(value));
        mean
    }

    /// The mean as the sum of two numbers; the second is the rounding error of the first.
    fn parts(self) -> (f64, f64) {
        let Sum { high, low } = self.sum;
        let mean = high / self.count;
        if !mean.is_finite() {
            return (mean, 0.0);
        }
        // The remainder of the division is exact.
        let remainder = (-mean).mul_add(self.count, high) + low;
        (mean, remainder / self.count)
    }
}

/// A column minus its mean, multiplied by a power of two that brings its largest value near 1, so that squares and cubes
/// neither overflow nor underflow. `None` where the values are all equal, there are none, or one is not finite.
///
/// The mean is subtracted in twice the precision, so that a large common offset costs no digits.
pub(crate) fn deviations(values: &[f64]) -> Option<Vec<f64>> {
    let first = *values.first()?;
    if values.iter().any(|value| !value.is_finite()) || values.iter().all(|&value| value == first) {
        return None;
    }
    let largest = values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    let exponent = libm::ilogb(largest);
    let mut scaled: Vec<f64> = values.iter().map(|&value| libm::scalbn(value, -exponent)).collect();
    let (mean, rest) = Mean::of(scaled.iter().copied()).parts();
    for value in &mut scaled {
        *value = (*value - mean) - rest;
    }
    Some(scaled)
}

/// A correlation: a sum of products over the geometric mean of two sums of squares. NaN where one of these is 0.
pub(crate) fn correlation(product: f64, x_squares: f64, y_squares: f64) -> f64 {
    if x_squares == 0.0 || y_squares == 0.0 {
        return f64::NAN;
    }
    // Without a root if the sums are equal (no ties), so that a perfect correlation is exactly 1.
    if x_squares == y_squares {
        return (product / x_squares).clamp(-1.0, 1.0);
    }
    (product / x_squares.sqrt() / y_squares.sqrt()).clamp(-1.0, 1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
        Mean::of(values).value()
    }

    proptest! {
        #[test]
        fn equal_values_have_themselves_as_mean(value in -1e12..1e12_f64, count in 1_usize..500) {
            prop_assert_eq!(mean(std::iter::repeat_n(value, count)), value);
        }

        #[test]
        fn how_often_all_are_repeated_and_in_which_order_is_the_same(
            values in proptest::collection::vec(-1e3..1e3_f64, 1..40),
            times in 1_usize..12,
        ) {
            let once = mean(values.iter().copied());
            prop_assert_eq!(mean(values.iter().rev().copied()), once);
            prop_assert_eq!(mean((0..times).flat_map(|_| values.iter().copied())), once);
        }

        #[test]
        fn deviations_do_not_depend_on_offset_and_scale(
            values in proptest::collection::vec(-1000_i32..1000, 2..40),
            offset in prop::sample::select(vec![0.0, 1e8, 1e14, -1e15]),
            scale in prop::sample::select(vec![2_f64.powi(-660), 1.0, 2_f64.powi(660)]),
        ) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let moved: Vec<f64> = values.iter().map(|value| (offset + value) * scale).collect();
            let (found, expected) = (deviations(&moved), deviations(&values));
            prop_assert_eq!(found.is_some(), expected.is_some());
            if let (Some(found), Some(expected)) = (found, expected) {
                let largest = |column: &[f64]| column.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
                let (a, b) = (largest(&found), largest(&expected));
                for (found, expected) in found.into_iter().zip(expected) {
                    prop_assert!((found / a - expected / b).abs() <= 4.0 * f64::EPSILON);
                }
            }
        }
    }

    #[test]
    fn large_terms_that_cancel_leave_the_small_ones() {
        assert_eq!(Sum::of([1e17, 1.0, -1e17]), 1.0);
    }

    #[test]
    fn none_have_no_mean_and_too_large_ones_no_finite_one() {
        assert!(mean([]).is_nan());
        assert!(!mean([f64::MAX, f64::MAX]).is_finite());
    }

    #[test]
    fn an_infinite_value_has_an_infinite_mean() {
        assert_eq!(mean([1.0, f64::INFINITY, 2.0]), f64::INFINITY);
        assert_eq!(mean([f64::NEG_INFINITY, f64::NEG_INFINITY]), f64::NEG_INFINITY);
        assert!(mean([f64::NEG_INFINITY, f64::INFINITY]).is_nan());
    }
}
