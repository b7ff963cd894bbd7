//! Student's t distribution.

use std::f64::consts::PI;

/// The probability that a deviate of Student's t with `freedom` degrees of freedom is at least as far from 0 as t. NaN
/// for NaN and where there is no freedom.
///
/// It is the regularised incomplete beta function of freedom / 2 and 1/2 at freedom / (freedom + t^2).
pub(crate) fn student_two_sided(t: f64, freedom: f64) -> f64 {
    if t.is_nan() || freedom.is_nan() || freedom <= 0.0 {
        return f64::NAN;
    }
    if t.is_infinite() {
        return 0.0;
    }
    let (a, b) = (freedom / 2.0, 0.5);
    let ratio = t * t / freedom;
    // x and its complement, neither by subtraction.
    let x = 1.0 / (1.0 + ratio);
    let rest = ratio / (1.0 + ratio);
    // x^a (1 - x)^b / B(a, b), with B(a, 1/2) = sqrt(pi) / (gamma(a + 1/2) / gamma(a)).
    let front = (-a * ratio.ln_1p()).exp() * rest.sqrt() * half_step(a) / PI.sqrt();
    let p = if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(a, b, x) / a
    } else {
        1.0 - front * fraction(b, a, rest) / b
    };
    p.clamp(0.0, 1.0)
}

/// gamma(a + 1/2) / gamma(a), by its asymptotic series, to which small a are stepped up.
fn half_step(a: f64) -> f64 {
    let mut large = a;
    let mut factor = 1.0;
    while large < 15.0 {
        factor *= large / (large + 0.5);
        large += 1.0;
    }
    let inverse = 1.0 / large;
    let square = inverse * inverse;
    let series = -1.0 / 8.0
        + square
            * (1.0 / 192.0
                + square
                    * (-1.0 / 640.0
                        + square
                            * (17.0 / 14_336.0 + square * (-31.0 / 18_432.0 + square * 691.0 / 180_224.0))));
    factor * large.sqrt() * (series * inverse).exp()
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let safe = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / safe(1.0 - (a + b) * x / (a + 1.0));
    let mut product = d;
    for step in 1..10_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / safe(1.0 + even * d);
        c = safe(1.0 + even / c);
        product *= c * d;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / safe(1.0 + odd * d);
        c = safe(1.0 + odd / c);
        let change = c * d;
        product *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 2e-14 * expected.abs(), "found {found:e}, expected {expected:e}");
    }

    #[test]
    fn values_equal_scipy() {
        // 2 * scipy.stats.t.sf(t, freedom)
        close(student_two_sided(-9.0, 97.0), 2.0 * 9.667_739_414_453_053e-15);
        close(student_two_sided(3.0, 97.0), 2.0 * 1.715_595_160_279_025_6e-3);
        close(student_two_sided(0.3, 97.0), 2.0 * 3.824_095_563_035_573e-1);
        close(student_two_sided(4.0, 97.0), 2.0 * 6.188_092_728_816_479e-5);
        close(student_two_sided(1.0, 1.0), 0.5);
        assert_eq!(student_two_sided(0.0, 5.0), 1.0);
        assert!(student_two_sided(1.0, 0.0).is_nan());
    }
}
