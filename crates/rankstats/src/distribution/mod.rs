//! The distributions behind intervals and p-values.
//!
//! They must be accurate to 1e-10 relative, far into the tails; the values of `tests/oracles/distributions.py` come from
//! mpmath with 50 digits.

mod normal;
mod student;

pub(crate) use normal::{normal_cdf, normal_quantile, normal_two_sided};
pub(crate) use student::student_two_sided;

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of a function's name, its arguments and its value.
    const VALUES: &str = include_str!("../../tests/oracles/distributions.json");

    #[test]
    fn values_equal_mpmath_to_what_the_docs_state() {
        let rows: Vec<(String, Vec<f64>, f64)> = serde_json::from_str(VALUES).unwrap();
        let mut checked = [0; 3];
        for (name, arguments, expected) in rows {
            let (place, found, relative) = match name.as_str() {
                "normal_two_sided" => (0, normal_two_sided(arguments[0]), 1e-12),
                "normal_quantile" => (1, normal_quantile(arguments[0]), 1e-15),
                _ => (2, student_two_sided(arguments[0], arguments[1]), 3e-11),
            };
            let error = (found - expected).abs() / expected.abs().max(f64::MIN_POSITIVE);
            assert!(error <= relative, "{name} {arguments:?}: {found:e}, expected {expected:e}");
            checked[place] += 1;
        }
        assert!(checked.iter().all(|&count| count > 30), "{checked:?}");
    }

    #[test]
    fn tails_end_where_doubles_do() {
        assert!(normal_two_sided(38.4) > 0.0 && normal_two_sided(38.6) == 0.0);
        assert!(student_two_sided(1e150, 1.0) > 0.0);
        for freedom in [12.0, 400_000.0] {
            assert_eq!(student_two_sided(f64::INFINITY, freedom), 0.0);
            assert_eq!(student_two_sided(0.0, freedom), 1.0);
        }
    }

    #[test]
    fn ends_and_nonsense() {
        assert_eq!(normal_quantile(0.5), 0.0);
        assert_eq!((normal_quantile(0.0), normal_quantile(1.0)), (f64::NEG_INFINITY, f64::INFINITY));
        assert!(normal_quantile(-0.1).is_nan() && normal_quantile(f64::NAN).is_nan());
        assert_eq!((normal_cdf(f64::INFINITY), normal_cdf(f64::NEG_INFINITY)), (1.0, 0.0));
        assert!(normal_two_sided(f64::NAN).is_nan() && normal_cdf(f64::NAN).is_nan());
        assert!(student_two_sided(1.0, 0.0).is_nan() && student_two_sided(f64::NAN, 5.0).is_nan());
    }
}
