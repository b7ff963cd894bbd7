//! Tests for two dependent correlations that share a variable.

use crate::distribution::{normal_quantile, normal_two_sided, student_two_sided};
use crate::error::Error;
use crate::intervals::Interval;

/// A test statistic and its two-sided p-value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// The statistic: t with n - 3 degrees of freedom, or a standard normal z. Positive if the first correlation is larger.
    pub statistic: f64,
    /// Two-sided p-value, accurate to 1e-10 relative over the whole range of doubles: 0 only if it is below 5e-324
    /// (|z| from 38.5).
    pub p_value: f64,
}

/// The correlations of two scores with one label, and with each other, over the same elements.
///
/// The formulas are for Pearson correlations of normal variables. For Spearman's rho they are an accepted
/// approximation; for Kendall's tau use [`bootstrap_difference`](crate::bootstrap_difference).
///
/// ```
/// use rankstats::DependentCorrelations;
///
/// let pair = DependentCorrelations::new(0.3, 0.4, 0.5, 100)?;
/// assert!((pair.williams_t().statistic - -1.0767).abs() < 5e-5);
/// # Ok::<(), rankstats::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DependentCorrelations {
    first: f64,
    second: f64,
    between: f64,
    n: f64,
}

impl DependentCorrelations {
    /// From the label's correlations with the `first` and the `second` score, the correlation `between` the scores, and
    /// the number of elements.
    ///
    /// # Errors
    /// If a coefficient is outside -1 to 1, or n is below 4. NaN passes and makes every result NaN.
    pub fn new(first: f64, second: f64, between: f64, n: usize) -> Result<Self, Error> {
        for (name, found) in [("first", first), ("second", second), ("between", between)] {
            if found.abs() > 1.0 {
                return Err(Error::Correlation { name, found });
            }
        }
        if n < 4 {
            return Err(Error::TooFew { method: "a test of dependent correlations", needed: 4, found: n });
        }
        Ok(Self { first, second, between, n: n as f64 })
    }

    /// Williams' t, with n - 3 degrees of freedom.
    ///
    /// # References
    /// E. J. Williams, "The comparison of regression variables", 1959; recommended by J. H. Steiger, "Tests for comparing
    /// elements of a correlation matrix", 1980.
    #[must_use]
    pub fn williams_t(&self) -> Test {
        let Self { first, second, between, n } = *self;
        let (mean, difference) = (f64::midpoint(first, second), first - second);
        let apart = 1.0 - between;
        // The determinant of the correlation matrix.
        let determinant = apart * (2.0 * (1.0 - mean) * (1.0 + mean) - apart)
            - difference * difference / 2.0 * (1.0 + between);
        let variance = 2.0 * (n - 1.0) / (n - 3.0) * determinant + mean * mean * apart.powi(3);
        let statistic = ratio(difference, (variance / ((n - 1.0) * (1.0 + between))).sqrt());
        Test { statistic, p_value: student_two_sided(statistic, n - 3.0) }
    }

    /// Steiger's Z: Dunn and Clark's z with both correlations replaced by their mean in the covariance. NaN where one of
    /// the two is 1 or -1.
    ///
    /// # References
    /// J. H. Steiger, "Tests for comparing elements of a correlation matrix", 1980, equation 14.
    #[must_use]
    pub fn steiger_z(&self) -> Test {
        let mean = f64::midpoint(self.first, self.second);
        self.z_test(2.0 * less_than_perfect(mean, mean, self.between) / (self.n - 3.0))
    }

    /// Meng, Rosenthal and Rubin's z. NaN where one of the two is 1 or -1.
    ///
    /// # References
    /// X.-L. Meng, R. Rosenthal, D. B. Rubin, "Comparing correlated correlation coefficients", 1992.
    #[must_use]
    pub fn meng_z(&self) -> Test {
        let unexplained = f64::midpoint(unexplained(self.first), unexplained(self.second));
        let apart = 1.0 - self.between;
        let f = (apart / (2.0 * unexplained)).min(1.0);
        let h = (1.0 - f) / unexplained + f;
        self.z_test(2.0 * apart * h / (self.n - 3.0))
    }

    /// Zou's confidence interval of the first correlation minus the second, from the two Fisher intervals. NaN where one
    /// of the two is 1 or -1.
    ///
    /// # Errors
    /// If `level` is not between 0 and 1.
    ///
    /// # References
    /// G. Y. Zou, "Toward using confidence intervals to compare correlations", 2007.
    pub fn zou_interval(&self, level: f64) -> Result<Interval, Error> {
        Interval::check(level)?;
        if !self.is_transformable() {
            return Ok(Interval { lower: f64::NAN, upper: f64::NAN, level });
        }
        let half = (normal_quantile(f64::midpoint(1.0, level)) / (self.n - 3.0).sqrt()).tanh();
        // How far Fisher's bounds are below and above r.
        let below = |r: f64| half * unexplained(r) / (1.0 - r * half);
        let above = |r: f64| half * unexplained(r) / (1.0 + r * half);
        let rest = less_than_perfect(self.first, self.second, self.between);
        let reach = |a: f64, b: f64| ((a - b).powi(2) + 2.0 * rest * a * b).max(0.0).sqrt();
        let difference = self.first - self.second;
        Ok(Interval {
            lower: difference - reach(below(self.first), above(self.second)),
            upper: difference + reach(above(self.first), below(self.second)),
            level,
        })
    }

    /// Whether Fisher's z of both correlations is finite, which it is not for 1 and -1.
    fn is_transformable(&self) -> bool {
        self.first.abs() < 1.0 && self.second.abs() < 1.0
    }

    fn z_test(&self, variance: f64) -> Test {
        if !self.is_transformable() {
            return Test { statistic: f64::NAN, p_value: f64::NAN };
        }
        // The difference of the two Fisher's z as one atanh, which avoids cancellation.
        let difference = ((self.first - self.second) / one_less_product(self.first, self.second)).atanh();
        let statistic = ratio(difference, variance.sqrt());
        Test { statistic, p_value: normal_two_sided(statistic) }
    }
}

/// 0 for no difference, even if the deviation is 0 too (the same score twice).
fn ratio(difference: f64, deviation: f64) -> f64 {
    if difference == 0.0 { 0.0 } else { difference / deviation }
}

/// 1 - r^2, which keeps its digits where r is nearly 1.
fn unexplained(r: f64) -> f64 {
    (1.0 - r) * (1.0 + r)
}

/// 1 - a b likewise.
fn one_less_product(a: f64, b: f64) -> f64 {
    f64::midpoint((1.0 - a) * (1.0 + b), (1.0 + a) * (1.0 - b))
}

/// One minus the asymptotic correlation between two sample correlations that share a variable (Pearson and Filon, 1898):
/// `1 - ((c - a b / 2) (1 - a^2 - b^2 - c^2) + c^3) / ((1 - a^2) (1 - b^2))`, rearranged to avoid cancellation when the
/// scores are nearly the same (c nearly 1).
fn less_than_perfect(a: f64, b: f64, c: f64) -> f64 {
    let (apart, difference, product) = (1.0 - c, a - b, a * b);
    let square = difference * difference;
    let first = apart * (one_less_product(a, b) - square - product * apart / 2.0);
    (first - product * square / 2.0) / (unexplained(a) * unexplained(b))
}
