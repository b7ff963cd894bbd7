//! Spearman's rank correlation.

use crate::order::Ranks;

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
    Ranks::of_both(x, y).map_or(f64::NAN, |(x, y)| spearman_of_ranks(&x, &y))
}

pub(crate) fn spearman_of_ranks(x: &Ranks, y: &Ranks) -> f64 {
    let (x_centred, y_centred) = (x.centred(), y.centred());
    let mut product = 0_i128;
    // Centred ranks are at most n, so below n = 2^25 a product takes 50 bits and the sum of a chunk 62. Beyond that every
    // product is widened.
    if x.len() < 1 << 25 {
        for (x, y) in x.dense.chunks(1 << 12).zip(y.dense.chunks(1 << 12)) {
            let sum: i64 =
                x.iter().zip(y).map(|(&x, &y)| x_centred[x as usize] * y_centred[y as usize]).sum();
            product += i128::from(sum);
        }
    } else {
        product = x
            .dense
            .iter()
            .zip(&y.dense)
            .map(|(&x, &y)| i128::from(x_centred[x as usize]) * i128::from(y_centred[y as usize]))
            .sum();
    }
    correlation(product, square_sum(x), square_sum(y))
}

/// The sum of the squared centred ranks (twice the rank less n + 1).
pub(crate) fn square_sum(ranks: &Ranks) -> i128 {
    let cubes = |n: i128| n * (n * n - 1);
    let ties: i128 = ranks.sizes.iter().map(|&size| cubes(i128::from(size))).sum();
    (cubes(ranks.len() as i128) - ties) / 3
}

/// The correlation from a sum of products and two sums of squares, all about the means.
pub(crate) fn correlation(product: i128, x_squares: i128, y_squares: i128) -> f64 {
    if x_squares == 0 || y_squares == 0 {
        return f64::NAN;
    }
    // One root where the sums are equal (no ties) keeps a perfect correlation at exactly 1.
    if x_squares == y_squares {
        return (product as f64 / x_squares as f64).clamp(-1.0, 1.0);
    }
    (product as f64 / (x_squares as f64).sqrt() / (y_squares as f64).sqrt()).clamp(-1.0, 1.0)
}
