//! Against R and its package psych; `oracles/r.R` lists what it covers.

mod common;

use common::{agree_to, column, number, read};
use rankstats::{
    DependentCorrelations, benjamini_hochberg, fisher_interval, holm, kendall, partial_kendall,
    partial_spearman, pearson, spearman,
};
use serde_json::{Value, json};

const RELATIVE: f64 = common::RELATIVE;

fn cases(kind: &str) -> Vec<Value> {
    let found: Vec<Value> = read("r").into_iter().filter(|case| case["kind"] == kind).collect();
    assert!(found.len() >= 4, "{kind}");
    found
}

#[test]
fn tests_and_intervals_equal_psych() {
    for case in cases("pair") {
        let (first, n) = (number(&case, "first"), number(&case, "n") as usize);
        let pair =
            DependentCorrelations::new(first, number(&case, "second"), number(&case, "between"), n).unwrap();
        let test = pair.williams_t();
        agree_to(&case, "williams", test.statistic.abs(), RELATIVE, 0.0);
        assert_eq!(test.statistic > 0.0, first > number(&case, "second"));
        // Student's distribution is accurate to 1e-10, and psych computes 1 - p, which adds an absolute error of 2^-53.
        let expected = number(&case, "williams_p");
        assert!((test.p_value - expected).abs() <= 1e-10 * expected + 4.0 * f64::EPSILON, "{case}");
        let interval = fisher_interval(first, n, 0.95).unwrap();
        let expected = column(&case, "fisher");
        let bounds = json!({"name": case["first"], "lower": expected[0], "upper": expected[1]});
        // A bound near zero is a difference of the transformed coefficient and half a width.
        agree_to(&bounds, "lower", interval.lower, RELATIVE, 1e-2);
        agree_to(&bounds, "upper", interval.upper, RELATIVE, 1e-2);
    }
}

#[test]
fn coefficients_equal_r() {
    for case in cases("columns") {
        let (x, y, z) = (column(&case, "x"), column(&case, "y"), column(&case, "z"));
        // Coefficients near zero are differences of numbers of order 1.
        agree_to(&case, "pearson", pearson(&x, &y), RELATIVE, 1e-2);
        agree_to(&case, "spearman", spearman(&x, &y), RELATIVE, 1e-2);
        agree_to(&case, "kendall", kendall(&x, &y).tau_b(), RELATIVE, 1e-2);
        agree_to(&case, "partial_spearman", partial_spearman(&x, &y, &[&z]), RELATIVE, 1e-1);
        agree_to(&case, "partial_kendall", partial_kendall(&x, &y, &[&z]), RELATIVE, 1e-1);
    }
}

#[test]
fn corrections_equal_r() {
    for case in cases("p") {
        let p = column(&case, "p");
        for (key, found) in [("holm", holm(&p)), ("bh", benjamini_hochberg(&p))] {
            for (found, expected) in found.into_iter().zip(column(&case, key)) {
                assert!((found - expected).abs() <= RELATIVE * expected, "{key}: {found} {expected}");
            }
        }
    }
}
