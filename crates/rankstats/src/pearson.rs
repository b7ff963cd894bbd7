//! Pearson's product-moment correlation.

/// Pearson's correlation of two columns, between -1 and 1.
///
/// NaN where a column is constant, holds NaN or an infinity, or has fewer than two values. O(n), two passes
/// (means first), safe against overflow of the squares.
///
/// # Panics
/// If the columns differ in length.
///
/// ```
/// let r = rankstats::pearson(&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0]);
/// assert!((r - 1.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn pearson(x: &[f64], y: &[f64]) -> f64 {
    assert_eq!(x.len(), y.len(), "columns must have the same length");
    let (Some(x), Some(y)) = (Centred::of(x), Centred::of(y)) else {
        return f64::NAN;
    };
    let product: f64 = x.values.iter().zip(&y.values).map(|(a, b)| a * b).sum();
    (product / x.norm / y.norm).clamp(-1.0, 1.0)
}

/// A column less its mean, scaled so that the largest deviation is 1.
struct Centred {
    values: Vec<f64>,
    norm: f64,
}

impl Centred {
    fn of(x: &[f64]) -> Option<Self> {
        let first = *x.first()?;
        // Equality, not a norm of zero: the mean of equal values can differ from them by rounding.
        if x.iter().any(|value| !value.is_finite()) || x.iter().all(|&value| value == first) {
            return None;
        }
        let largest = x.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        let mean = x.iter().map(|value| value / largest).sum::<f64>() / x.len() as f64;
        let mut values: Vec<f64> = x.iter().map(|value| value / largest - mean).collect();
        let widest = values.iter().fold(0.0_f64, |widest, value| widest.max(value.abs()));
        for value in &mut values {
            *value /= widest;
        }
        let norm = values.iter().map(|value| value * value).sum::<f64>().sqrt();
        Some(Self { values, norm })
    }
}
