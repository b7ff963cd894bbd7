//! Coefficients against scipy.

mod common;

use common::{agree, agree_to, column, read};
use rankstats::{average_ranks, kendall, pearson, spearman, weighted_tau};

#[test]
fn coefficients_equal_scipy() {
    let cases = read("coefficients");
    assert!(cases.len() > 15);
    for case in &cases {
        let (x, y) = (column(case, "x"), column(case, "y"));
        agree(case, "spearman", spearman(&x, &y));
        let table = kendall(&x, &y);
        agree(case, "tau_a", table.tau_a());
        agree(case, "tau_b", table.tau_b());
        agree(case, "tau_c", table.tau_c());
        agree(case, "gamma", table.gamma());
        if table.distinct_x > 1 && table.distinct_y > 1 {
            agree(case, "somers_d", table.somers_d());
            agree(case, "somers_d_transposed", kendall(&y, &x).somers_d());
        }
        // Near zero the error is relative to the sum of the weights, not to the small difference that remains.
        agree_to(case, "weighted_tau", weighted_tau(&x, &y), common::RELATIVE, 1e-2);
        if !case["pearson"].is_null() {
            agree(case, "pearson", pearson(&x, &y));
        }
    }
}

#[test]
fn pair_counts_and_ranks_are_exact() {
    for case in &read("coefficients") {
        let (x, y) = (column(case, "x"), column(case, "y"));
        let table = kendall(&x, &y);
        let expected = |key: &str| case["pairs"][key].as_u64().unwrap();
        assert_eq!(table.concordant, expected("concordant"));
        assert_eq!(table.discordant, expected("discordant"));
        assert_eq!(table.ties_x, expected("ties_x"));
        assert_eq!(table.ties_y, expected("ties_y"));
        assert_eq!(table.ties_xy, expected("ties_xy"));
        assert_eq!(average_ranks(&x), column(case, "average_ranks"));
    }
}

#[test]
fn pearson_of_two_pairs_and_of_far_offsets() {
    assert_eq!(pearson(&[1e15, 1e15 + 1.0], &[3.0, 2.0]), -1.0);
    assert!((pearson(&[0.1, 0.3], &[0.7, 0.2]) + 1.0).abs() < 1e-15);
    // Means 2 and 1; the deviations' products add up to 4, their squares to 10 and 4.
    let y = [0.0, 2.0, 0.0, 2.0, 1.0];
    for offset in [0.0, 1e8, 1e14, -1e15] {
        let x = [0.0, 2.0, 1.0, 3.0, 4.0].map(|value| value + offset);
        assert!((pearson(&x, &y) - 4.0 / 40_f64.sqrt()).abs() < 1e-15, "{offset}");
    }
    for scale in [1e-200, 1e200] {
        let x = [0.0, 2.0, 1.0, 3.0, 4.0].map(|value| value * scale);
        assert!((pearson(&x, &y) - 4.0 / 40_f64.sqrt()).abs() < 1e-15, "{scale}");
    }
}

#[test]
fn columns_too_short_or_missing_have_no_coefficient() {
    for (x, y) in [(vec![], vec![]), (vec![1.0], vec![2.0]), (vec![1.0, f64::NAN, 3.0], vec![1.0, 2.0, 3.0])]
    {
        let table = kendall(&x, &y);
        let values = [table.tau_a(), table.tau_b(), table.tau_c(), table.gamma(), table.somers_d()];
        assert!(values.iter().all(|value| value.is_nan()));
        assert!(spearman(&x, &y).is_nan() && pearson(&x, &y).is_nan() && weighted_tau(&x, &y).is_nan());
    }
    assert!(average_ranks(&[]).is_empty());
    assert!(average_ranks(&[1.0, f64::NAN]).iter().all(|rank| rank.is_nan()));
}

#[test]
fn tie_sums_do_not_overflow_at_the_size_of_the_largest_benchmark() {
    let n = 423_624_u64;
    let x: Vec<f64> = (0..n).map(|i| f64::from(u8::from(i % 2 == 0))).collect();
    let y: Vec<f64> = (0..n).map(|i| f64::from(u8::from(i % 4 < 2))).collect();
    let table = kendall(&x, &y);
    let pairs = |n: u64| n * (n - 1) / 2;
    assert_eq!((table.ties_x, table.ties_y), (2 * pairs(n / 2), 2 * pairs(n / 2)));
    assert_eq!(table.ties_xy, 4 * pairs(n / 4));
    assert_eq!((table.concordant, table.discordant), (n / 4 * (n / 4), n / 4 * (n / 4)));
    assert_eq!((table.tau_b(), spearman(&x, &y)), (0.0, 0.0));
    let reversed: Vec<f64> = (0..n).map(|i| -(i as f64)).collect();
    let ascending: Vec<f64> = (0..n).map(|i| i as f64).collect();
    assert_eq!(
        (kendall(&reversed, &ascending).discordant, spearman(&reversed, &ascending)),
        (pairs(n), -1.0)
    );
}
