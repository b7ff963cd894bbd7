//! Intervals through Fisher's transformation, from a coefficient and the number of elements alone.

use super::interval::Interval;
use crate::distribution::normal_quantile;
use crate::error::Error;

/// Fisher's interval of a Pearson correlation: variance 1 / (n - 3) on the scale of atanh r.
///
/// # Errors
/// If `level` is not between 0 and 1, `r` is no correlation, or n is below 4.
///
/// # References
/// R. A. Fisher, "On the probable error of a coefficient of correlation deduced from a small sample", 1921.
pub fn fisher_interval(r: f64, n: usize, level: f64) -> Result<Interval, Error> {
    transformed("Fisher's interval", r, n, 3, |_| 1.0, level)
}

/// The interval of a Spearman correlation by Bonett and Wright: variance (1 + rho^2 / 2) / (n - 3).
///
/// # Errors
/// If `level` is not between 0 and 1, `rho` is no correlation, or n is below 4.
///
/// # References
/// D. G. Bonett, T. A. Wright, "Sample size requirements for estimating Pearson, Kendall and Spearman correlations",
/// 2000.
pub fn bonett_wright_interval(rho: f64, n: usize, level: f64) -> Result<Interval, Error> {
    transformed("Bonett and Wright's interval", rho, n, 3, |rho| 1.0 + rho * rho / 2.0, level)
}

/// The interval of a Spearman correlation by Fieller, Hartley and Pearson: variance 1.06 / (n - 3).
///
/// # Errors
/// If `level` is not between 0 and 1, `rho` is no correlation, or n is below 4.
///
/// # References
/// E. C. Fieller, H. O. Hartley, E. S. Pearson, "Tests for rank correlation coefficients. I", 1957.
pub fn fieller_interval(rho: f64, n: usize, level: f64) -> Result<Interval, Error> {
    transformed("Fieller's interval", rho, n, 3, |_| 1.06, level)
}

/// The interval of Kendall's tau by Fieller, Hartley and Pearson: variance 0.437 / (n - 4).
///
/// # Errors
/// If `level` is not between 0 and 1, `tau` is no correlation, or n is below 5.
///
/// # References
/// E. C. Fieller, H. O. Hartley, E. S. Pearson, "Tests for rank correlation coefficients. I", 1957.
pub fn fieller_interval_tau(tau: f64, n: usize, level: f64) -> Result<Interval, Error> {
    transformed("Fieller's interval", tau, n, 4, |_| 0.437, level)
}

/// A NaN coefficient has a NaN interval.
fn transformed(
    method: &'static str,
    r: f64,
    n: usize,
    lost: usize,
    scale: impl Fn(f64) -> f64,
    level: f64,
) -> Result<Interval, Error> {
    Interval::check(level)?;
    if r.abs() > 1.0 {
        return Err(Error::Correlation { name: "coefficient", found: r });
    }
    if n <= lost {
        return Err(Error::TooFew { method, needed: lost + 1, found: n });
    }
    let half = normal_quantile(f64::midpoint(1.0, level)) * (scale(r) / (n - lost) as f64).sqrt();
    let z = r.atanh();
    Ok(Interval { lower: (z - half).tanh(), upper: (z + half).tanh(), level })
}
