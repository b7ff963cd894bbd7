//! P-values of single coefficients, from their distributions without any association.
//!
//! They ask whether a score ranks at all, which with thousands of architectures nearly every score does. How well is in
//! the intervals, and which of two scores ranks better in [`DependentCorrelations`](crate::DependentCorrelations).

use crate::distribution::{normal_two_sided, student_two_sided};
use crate::kendall::kendall;
use crate::order::groups_of_both;

/// The two-sided p-value of a Spearman's rho over `n` elements, from Student's t with n - 2 degrees of freedom. NaN below
/// three elements.
///
/// # References
/// As `scipy.stats.spearmanr`.
///
/// ```
/// assert!((rankstats::spearman_p_value(0.5, 10) - 0.141_113_281_25).abs() < 1e-9);
/// ```
#[must_use]
pub fn spearman_p_value(rho: f64, n: usize) -> f64 {
    let freedom = n as f64 - 2.0;
    student_two_sided(rho * (freedom / ((1.0 + rho) * (1.0 - rho))).sqrt(), freedom)
}

/// The two-sided p-value of Kendall's S, from its normal approximation with the variance that ties leave it. The same for
/// tau-a, tau-b and tau-c. NaN below two elements, and where a column is constant or holds NaN. O(n log n).
///
/// # Panics
/// If the columns differ in length.
///
/// # References
/// M. G. Kendall, "Rank correlation methods", 1970, section 4; as `scipy.stats.kendalltau(method="asymptotic")`.
#[must_use]
pub fn kendall_p_value(x: &[f64], y: &[f64]) -> f64 {
    let counts = kendall(x, y);
    let Some((x, y)) = groups_of_both(x, y) else { return f64::NAN };
    let n = counts.n as f64;
    let (x, y) = (TieSums::of(&x.sizes), TieSums::of(&y.sizes));
    let pairs = n * (n - 1.0);
    let mut variance =
        (pairs * (2.0 * n + 5.0) - x.third - y.third) / 18.0 + x.first * y.first / (2.0 * pairs);
    if n > 2.0 {
        variance += x.second * y.second / (9.0 * pairs * (n - 2.0));
    }
    if counts.distinct_x < 2 || counts.distinct_y < 2 {
        return f64::NAN;
    }
    normal_two_sided(counts.s() as f64 / variance.sqrt())
}

/// Sums over the tie groups of a column, t elements each.
#[derive(Default)]
struct TieSums {
    /// Of t (t - 1).
    first: f64,
    /// Of t (t - 1) (t - 2).
    second: f64,
    /// Of t (t - 1) (2 t + 5).
    third: f64,
}

impl TieSums {
    fn of(sizes: &[u32]) -> Self {
        sizes.iter().fold(Self::default(), |sums, &size| {
            let size = f64::from(size);
            let pairs = size * (size - 1.0);
            Self {
                first: sums.first + pairs,
                second: sums.second + pairs * (size - 2.0),
                third: sums.third + pairs * (2.0 * size + 5.0),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p_values_are_those_of_scipy() {
        // scipy.stats.spearmanr and kendalltau(method="asymptotic"), scipy 1.17.1.
        let x = [1.0, 2.0, 2.0, 3.0, 5.0, 5.0, 5.0, 8.0, 9.0, 4.0];
        let y = [2.0, 1.0, 4.0, 4.0, 3.0, 9.0, 9.0, 7.0, 9.0, 1.0];
        let rho = crate::spearman(&x, &y);
        assert!((spearman_p_value(rho, 10) / 0.029_363_478_638_164_398 - 1.0).abs() < 1e-12);
        assert!((kendall_p_value(&x, &y) / 0.050_316_022_664_420_784 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_has_no_coefficient_has_no_p_value() {
        assert!(spearman_p_value(1.0, 2).is_nan() && spearman_p_value(f64::NAN, 10).is_nan());
        assert_eq!(spearman_p_value(1.0, 10), 0.0);
        assert!(kendall_p_value(&[1.0, 1.0, 1.0], &[1.0, 2.0, 3.0]).is_nan());
        assert!(kendall_p_value(&[1.0, f64::NAN, 1.0], &[1.0, 2.0, 3.0]).is_nan());
        assert!(kendall_p_value(&[], &[]).is_nan() && kendall_p_value(&[1.0], &[1.0]).is_nan());
    }
}
