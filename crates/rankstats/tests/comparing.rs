//! Intervals, tests of dependent correlations and corrections against published formulas and scipy.

mod common;

use common::{agree_to, column, number, read};
use rankstats::{
    Coefficient, DependentCorrelations, Error, Interval, benjamini_hochberg, bonett_wright_interval,
    bootstrap, bootstrap_clusters, bootstrap_difference, fieller_interval, fieller_interval_tau,
    fisher_interval, holm,
};
use serde_json::{Value, json};

/// Differences of nearly equal numbers (Zou's bounds about zero, transformed coefficients of a large n) lose a digit or
/// two, also in the oracle.
const RELATIVE: f64 = common::RELATIVE;

fn agree_interval(case: &Value, key: &str, found: Interval) {
    let expected = column(case, key);
    let pair = json!({"name": case["name"], "lower": expected[0], "upper": expected[1]});
    agree_to(&pair, "lower", found.lower, RELATIVE, 1e-2);
    agree_to(&pair, "upper", found.upper, RELATIVE, 1e-2);
}

#[test]
fn tests_and_intervals_equal_the_published_formulas() {
    let mut checked = 0;
    for case in read("comparing").iter().filter(|case| case["p"].is_null()) {
        let first = number(case, "first");
        let n = case["n"].as_u64().unwrap() as usize;
        let pair =
            DependentCorrelations::new(first, number(case, "second"), number(case, "between"), n).unwrap();
        for (name, test) in
            [("williams", pair.williams_t()), ("steiger", pair.steiger_z()), ("meng", pair.meng_z())]
        {
            agree_to(case, name, test.statistic, RELATIVE, 0.0);
            // Far out in the tail a p-value amplifies the statistic's relative error by its square.
            let magnified = RELATIVE * test.statistic.powi(2).max(1.0);
            agree_to(case, &format!("{name}_p"), test.p_value, magnified, f64::MIN_POSITIVE);
        }
        for level in [0.9, 0.95] {
            agree_interval(case, &format!("zou_{level}"), pair.zou_interval(level).unwrap());
            agree_interval(case, &format!("fisher_{level}"), fisher_interval(first, n, level).unwrap());
            agree_interval(case, &format!("fieller_{level}"), fieller_interval(first, n, level).unwrap());
            let tau = fieller_interval_tau(first, n, level).unwrap();
            agree_interval(case, &format!("fieller_tau_{level}"), tau);
            let wright = bonett_wright_interval(first, n, level).unwrap();
            agree_interval(case, &format!("bonett_wright_{level}"), wright);
        }
        checked += 1;
    }
    assert!(checked >= 9);
}

#[test]
fn corrections_equal_scipy() {
    for case in read("comparing").iter().filter(|case| !case["p"].is_null()) {
        let p = column(case, "p");
        for (key, found) in [("holm", holm(&p)), ("benjamini_hochberg", benjamini_hochberg(&p))] {
            for (found, expected) in found.into_iter().zip(column(case, key)) {
                assert!((found - expected).abs() <= RELATIVE * expected, "{key}: {found} {expected}");
            }
        }
    }
}

#[test]
fn missing_p_values_are_no_tests() {
    let with = holm(&[0.01, f64::NAN, 0.04]);
    assert_eq!((with[0], with[2]), (0.02, 0.04));
    assert!(with[1].is_nan() && benjamini_hochberg(&[f64::NAN])[0].is_nan());
}

#[test]
fn the_same_score_twice_is_no_evidence() {
    let pair = DependentCorrelations::new(0.5, 0.5, 1.0, 50).unwrap();
    for test in [pair.williams_t(), pair.steiger_z(), pair.meng_z()] {
        assert_eq!((test.statistic, test.p_value), (0.0, 1.0));
    }
}

#[test]
fn a_perfect_correlation_has_no_z() {
    for pair in [(1.0, 0.9, 0.9), (0.9, -1.0, -0.9), (1.0, 1.0, 1.0)] {
        let pair = DependentCorrelations::new(pair.0, pair.1, pair.2, 8).unwrap();
        for test in [pair.steiger_z(), pair.meng_z()] {
            assert!(test.statistic.is_nan() && test.p_value.is_nan(), "{test:?}");
        }
        let interval = pair.zou_interval(0.95).unwrap();
        assert!(interval.lower.is_nan() && interval.upper.is_nan(), "{interval:?}");
    }
}

#[test]
fn exchanging_the_scores_changes_the_sign() {
    let pair = DependentCorrelations::new(0.5, 0.3, 0.2, 50).unwrap();
    let turned = DependentCorrelations::new(0.3, 0.5, 0.2, 50).unwrap();
    assert_eq!(pair.williams_t().statistic, -turned.williams_t().statistic);
    assert_eq!(pair.meng_z().p_value, turned.meng_z().p_value);
    let (a, b) = (pair.zou_interval(0.95).unwrap(), turned.zou_interval(0.95).unwrap());
    assert!((a.lower + b.upper).abs() < 1e-15 && (a.upper + b.lower).abs() < 1e-15);
}

#[test]
fn two_or_three_elements_have_no_interval() {
    let (x, y) = ([1.0, 2.0, 3.0], [1.0, 3.0, 2.0]);
    for n in [2, 3] {
        let (x, y) = (&x[..n], &y[..n]);
        for formula in [fisher_interval, bonett_wright_interval, fieller_interval, fieller_interval_tau] {
            assert!(matches!(formula(0.5, n, 0.95), Err(Error::TooFew { .. })));
        }
        for coefficient in [Coefficient::Spearman, Coefficient::TauB] {
            let clusters: Vec<u64> = (0..n as u64).collect();
            for draws in [
                bootstrap(x, y, coefficient, 9, 1),
                bootstrap_clusters(x, y, &clusters, coefficient, 9, 1),
                bootstrap_difference(x, y, y, coefficient, 9, 1),
            ] {
                assert!(matches!(draws, Err(Error::TooFew { needed: 4, .. })), "{draws:?}");
            }
        }
    }
    // Four elements in three clusters are only three independent observations.
    let three = bootstrap_clusters(
        &[1.0, 2.0, 3.0, 4.0],
        &[1.0, 3.0, 2.0, 4.0],
        &[0, 0, 1, 2],
        Coefficient::TauB,
        9,
        1,
    );
    assert!(matches!(three, Err(Error::TooFew { .. })), "{three:?}");
}

#[test]
fn tails_are_not_zero_before_doubles_end() {
    let far = |n| DependentCorrelations::new(0.9, 0.1, 0.5, n).unwrap();
    for n in [200, 300] {
        for test in [far(n).steiger_z(), far(n).meng_z(), far(n).williams_t()] {
            assert!(test.p_value > 0.0 && test.p_value < 1e-50, "{test:?}");
        }
    }
    assert_eq!(far(400_000).meng_z().p_value, 0.0);
}

#[test]
fn nonsense_is_an_error() {
    assert!(DependentCorrelations::new(1.1, 0.0, 0.0, 50).is_err());
    assert!(DependentCorrelations::new(0.1, 0.0, 0.0, 3).is_err());
    assert!(fisher_interval(0.5, 3, 0.95).is_err() && fisher_interval(-2.0, 30, 0.95).is_err());
    assert!(fieller_interval_tau(0.5, 4, 0.95).is_err());
    assert!(fisher_interval(0.5, 30, 0.0).is_err() && fisher_interval(0.5, 30, f64::NAN).is_err());
    assert!(fisher_interval(f64::NAN, 30, 0.9).unwrap().lower.is_nan());
    assert_eq!(fisher_interval(1.0, 30, 0.9).unwrap().lower, 1.0);
}
