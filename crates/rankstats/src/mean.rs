/// A mean that does not depend on rounding on its way: the mean of equal values is that value, and means that are equal
/// are equal to the last bit, so that ties stay ties. The sum is kept in twice the precision. O(1) for each value.
///
/// ```
/// let mut mean = rankstats::Mean::default();
/// (0..3).for_each(|_| mean.add(0.1));
/// assert_eq!(mean.value(), 0.1);
/// assert_ne!((0.1 + 0.1 + 0.1) / 3.0, 0.1);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Mean {
    /// The sum is that of both.
    high: f64,
    low: f64,
    count: f64,
}

impl Mean {
    /// Takes one more value.
    pub fn add(&mut self, value: f64) {
        // What a sum loses by rounding is a number, and this is it (Knuth's two-sum).
        let sum = self.high + value;
        let kept = sum - self.high;
        let lost = (self.high - (sum - kept)) + (value - kept);
        let low = self.low + lost;
        self.high = sum + low;
        self.low = low - (self.high - sum);
        self.count += 1.0;
    }

    /// The mean of the values so far; NaN of none.
    #[must_use]
    pub fn value(self) -> f64 {
        let mean = self.high / self.count;
        if !mean.is_finite() {
            return mean;
        }
        // The remainder of the division is exact.
        let remainder = (-mean).mul_add(self.count, self.high) + self.low;
        mean + remainder / self.count
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
        let mut mean = Mean::default();
        values.into_iter().for_each(|value| mean.add(value));
        mean.value()
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
    }

    #[test]
    fn none_have_no_mean_and_too_large_ones_no_finite_one() {
        assert!(mean([]).is_nan());
        assert!(!mean([f64::MAX, f64::MAX]).is_finite());
    }
}
