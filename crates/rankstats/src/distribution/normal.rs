//! The standard normal distribution.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, PI};

/// From here on the continued fraction of erfc is used, below the series of erf.
const SERIES_END: f64 = 1.5;
/// The continued fraction has converged to the last bit at `SERIES_END` after so many terms, sooner further out.
const TERMS: u32 = 120;

/// erf by a series of positive terms, for 0 <= x.
fn erf_series(x: f64) -> f64 {
    let square = x * x;
    let mut term = x;
    let mut sum = x;
    let mut odd = 1.0;
    while term > sum * 1e-17 {
        odd += 2.0;
        term *= 2.0 * square / odd;
        sum += term;
    }
    FRAC_2_SQRT_PI * (-square).exp() * sum
}

/// The complementary error function of x >= 0.
fn erfc(x: f64) -> f64 {
    if x < SERIES_END {
        return 1.0 - erf_series(x);
    }
    // Evaluated from the last term back: x + (1/2) / (x + 1 / (x + (3/2) / (x + ...))).
    let mut tail = x;
    for term in (1..=TERMS).rev() {
        tail = x + f64::from(term) / 2.0 / tail;
    }
    (-x * x).exp() / (PI.sqrt() * tail)
}

/// The probability that a standard normal deviate is at least as far from 0 as z. NaN for NaN.
pub(crate) fn normal_two_sided(z: f64) -> f64 {
    if z.is_nan() { f64::NAN } else { erfc(z.abs() * FRAC_1_SQRT_2) }
}

/// The probability of a standard normal deviate below z. NaN for NaN.
pub(crate) fn normal_cdf(z: f64) -> f64 {
    let outer = normal_two_sided(z) / 2.0;
    if z < 0.0 { outer } else { 1.0 - outer }
}

/// The standard normal deviate below which lies the probability p. NaN outside 0 to 1.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    if p.is_nan() || !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return if p == 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let centre = p - 0.5;
    let upper = if centre > 0.0 { 1.0 - p } else { p };
    // Abramowitz and Stegun 26.2.23, off by at most 4.5e-4; each of Halley's steps triples the digits.
    let t = (-2.0 * upper.ln()).sqrt();
    let numerator = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    let denominator = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let mut z = (t - numerator / denominator).max(0.0);
    for _ in 0..3 {
        // Near the centre the difference of the probabilities cancels; erf itself does not.
        let excess = if upper > 0.25 {
            centre.abs() - erf_series(z * FRAC_1_SQRT_2) / 2.0
        } else {
            erfc(z * FRAC_1_SQRT_2) / 2.0 - upper
        };
        let step = excess * (2.0 * PI).sqrt() * (z * z / 2.0).exp();
        z += step / (1.0 - z * step / 2.0);
    }
    z.copysign(centre)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 2e-15 * expected.abs(), "found {found:e}, expected {expected:e}");
    }

    #[test]
    fn values_equal_scipy() {
        // scipy.stats.norm.cdf and .ppf
        close(normal_cdf(-9.0), 1.128_588_405_953_832_4e-19);
        close(normal_cdf(-6.0), 9.865_876_450_376_946e-10);
        close(normal_cdf(-3.0), 1.349_898_031_630_093_3e-3);
        close(normal_cdf(-1.0), 1.586_552_539_314_570_7e-1);
        close(normal_cdf(-0.3), 3.820_885_778_110_474e-1);
        close(normal_cdf(0.2), 5.792_597_094_391_03e-1);
        close(normal_cdf(1.5), 9.331_927_987_311_419e-1);
        close(normal_cdf(4.0), 9.999_683_287_581_669e-1);
        close(normal_quantile(1e-10), -6.361_340_902_404_056);
        close(normal_quantile(0.001), -3.090_232_306_167_813);
        close(normal_quantile(0.025), -1.959_963_984_540_054_5);
        close(normal_quantile(0.45), -1.256_613_468_550_740_2e-1);
        close(normal_quantile(0.7), 5.244_005_127_080_407e-1);
        close(normal_quantile(0.975), 1.959_963_984_540_054);
    }

    #[test]
    fn ends_and_nonsense() {
        assert_eq!(normal_quantile(0.5), 0.0);
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
        assert!(normal_quantile(-0.1).is_nan() && normal_quantile(f64::NAN).is_nan());
        assert_eq!(normal_cdf(f64::INFINITY), 1.0);
        assert_eq!(normal_cdf(f64::NEG_INFINITY), 0.0);
    }
}
