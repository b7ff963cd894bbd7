//! Pearson's product-moment correlation.

use crate::sum::{Sum, correlation, deviations};

/// Pearson's correlation of two columns, between -1 and 1.
///
/// NaN where a column is constant, holds NaN or an infinity, or has fewer than two values. The means are subtracted
/// first and sums are kept in twice the precision, so it is accurate to a few units of the 16th decimal place whatever
/// the columns' offset and scale. O(n).
///
/// # Panics
/// If the columns differ in length.
///
/// ```
/// let r = rankstats::pearson(&[1e14, 1e14 + 1.0, 1e14 + 2.0], &[2.0, 4.0, 6.0]);
/// assert!((r - 1.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn pearson(x: &[f64], y: &[f64]) -> f64 {
    assert_eq!(x.len(), y.len(), "columns must have the same length");
    let (Some(x), Some(y)) = (deviations(x), deviations(y)) else {
        return f64::NAN;
    };
    let products = |a: &[f64], b: &[f64]| Sum::of(a.iter().zip(b).map(|(a, b)| a * b));
    let product = products(&x, &y);
    if x.len() == 2 {
        // Two points lie on a line; the roots below may miss 1 by rounding.
        return product.signum();
    }
    correlation(product, products(&x, &x), products(&y, &y))
}
