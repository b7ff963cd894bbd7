//! Spearman's rank correlation.

use crate::order::{Groups, Ranks, groups_of_both};
use crate::sum;

/// Spearman's rank correlation: Pearson's correlation of the average ranks, between -1 and 1.
///
/// NaN where a column is constant, holds NaN, or has fewer than two values. Infinities rank as the extremes.
/// O(n log n). The sums are integers, so the result does not depend on the order of the elements.
///
/// # Panics
/// If the columns differ in length.
///
/// # References
/// C. Spearman, "The proof and measurement of association between two things", 1904.
///
/// ```
/// assert_eq!(rankstats::spearman(&[1.0, 2.0, 3.0, 4.0], &[1.0, 10.0, 100.0, 50.0]), 0.8);
/// ```
#[must_use]
pub fn spearman(x: &[f64], y: &[f64]) -> f64 {
    assert_eq!(x.len(), y.len(), "columns must have the same length");
    let Some((x, y)) = groups_of_both(x, y) else {
        return f64::NAN;
    };
    let product = if x.order.len() < EXACT_IN_64_BITS { small_product(&x, &y) } else { product(&x, &y) };
    correlation(product, square_sum(&x.sizes), square_sum(&y.sizes))
}

/// Below this many elements a centred rank fits 32 bits, and n products of two, each below n^2, add up to less than
/// 2^63.
const EXACT_IN_64_BITS: usize = 2_000_000;

/// The sum of the products of centred ranks. The randomly accessed ranks are 32 bits wide, for half the cache misses.
fn small_product(x: &Groups, y: &Groups) -> i128 {
    let mut y_by_position = vec![0_i32; y.order.len()];
    spread(y, |position, centred| y_by_position[position] = centred as i32);
    let mut sum = 0_i64;
    spread(x, |position, centred| sum += centred * i64::from(y_by_position[position]));
    i128::from(sum)
}

fn product(x: &Groups, y: &Groups) -> i128 {
    let mut y_by_position = vec![0; y.order.len()];
    spread(y, |position, centred| y_by_position[position] = centred);
    let mut product = Product::default();
    spread(x, |position, centred| product.add(centred, y_by_position[position]));
    product.sum()
}

/// Visits each position with its centred rank, in ascending order.
fn spread(column: &Groups, mut visit: impl FnMut(usize, i64)) {
    let mut rest = column.order.as_slice();
    for (&size, centred) in column.sizes.iter().zip(column.centred()) {
        let (members, after) = rest.split_at(size as usize);
        for &position in members {
            visit(position as usize, centred);
        }
        rest = after;
    }
}

pub(crate) fn spearman_of_ranks(x: &Ranks, y: &Ranks) -> f64 {
    correlation(product_sum(x, y), square_sum(&x.sizes), square_sum(&y.sizes))
}

/// The sum of the products of centred ranks (twice the rank minus n + 1).
pub(crate) fn product_sum(x: &Ranks, y: &Ranks) -> i128 {
    let (x_centred, y_centred) = (x.centred(), y.centred());
    let mut product = Product::default();
    for (&x, &y) in x.dense.iter().zip(&y.dense) {
        product.add(x_centred[x as usize], y_centred[y as usize]);
    }
    product.sum()
}

/// A sum of products of centred ranks, exact for any number of elements.
///
/// Adds in 64 bits, which is fast, and moves to the 128-bit total before that overflows.
#[derive(Default)]
struct Product {
    total: i128,
    part: i64,
}

impl Product {
    #[inline]
    fn add(&mut self, x: i64, y: i64) {
        match x.checked_mul(y).and_then(|product| self.part.checked_add(product)) {
            Some(part) => self.part = part,
            None => self.total += i128::from(x) * i128::from(y),
        }
    }

    fn sum(self) -> i128 {
        self.total + i128::from(self.part)
    }
}

/// The sum of the squared centred ranks (twice the rank minus n + 1) of tie groups of these sizes.
pub(crate) fn square_sum(sizes: &[u32]) -> i128 {
    let cubes = |n: i128| n * (n * n - 1);
    let mut n = 0;
    let mut ties = 0;
    for &size in sizes {
        n += i128::from(size);
        if size > 1 {
            ties += cubes(i128::from(size));
        }
    }
    (cubes(n) - ties) / 3
}

/// The correlation from integer sums about the means.
pub(crate) fn correlation(product: i128, x_squares: i128, y_squares: i128) -> f64 {
    sum::correlation(product as f64, x_squares as f64, y_squares as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_sums_are_the_same(pairs in prop::collection::vec((0_u8..50, 0_u8..200), 2..300)) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).unzip();
            let (x, y) = groups_of_both(&x, &y).unwrap();
            prop_assert_eq!(small_product(&x, &y), product(&x, &y));
        }
    }
}
