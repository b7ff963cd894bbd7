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
            agree(case, "somers_d_transposed", table.transposed().somers_d());
        }
        // Sums of n weights: near zero the error is relative to the sum, not to what is left of it.
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
