//! Properties that hold for any columns.

use proptest::prelude::*;
use rankstats::{
    Direction, average_ranks, kendall, missingness, paper_statistics, pearson, spearman, top_k, weighted_tau,
};

/// Two columns with many ties.
fn tied() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    prop::collection::vec((-6_i32..6, -4_i32..4), 0..80)
        .prop_map(|rows| rows.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).unzip())
}

/// Two columns of any numbers.
fn any_numbers() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    prop::collection::vec((any::<f64>(), any::<f64>()), 0..80).prop_map(|rows| rows.into_iter().unzip())
}

fn same(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() < 1e-12 || (a.is_nan() && b.is_nan())
}

fn coefficients(x: &[f64], y: &[f64]) -> [f64; 7] {
    let table = kendall(x, y);
    [
        spearman(x, y),
        table.tau_a(),
        table.tau_b(),
        table.tau_c(),
        table.gamma(),
        table.somers_d(),
        kendall(y, x).somers_d(),
    ]
}

fn all_same(a: &[f64], b: &[f64]) -> bool {
    a.iter().zip(b).all(|(&a, &b)| same(a, b))
}

proptest! {
    #[test]
    fn counts_equal_the_definition((x, y) in tied()) {
        let (mut concordant, mut discordant, mut ties_x, mut ties_y, mut both) = (0, 0, 0, 0, 0);
        for i in 0..x.len() {
            for j in 0..i {
                let (a, b) = (x[i] - x[j], y[i] - y[j]);
                concordant += u64::from(a * b > 0.0);
                discordant += u64::from(a * b < 0.0);
                ties_x += u64::from(a == 0.0);
                ties_y += u64::from(b == 0.0);
                both += u64::from(a == 0.0 && b == 0.0);
            }
        }
        let table = kendall(&x, &y);
        prop_assert_eq!(
            (table.concordant, table.discordant, table.ties_x, table.ties_y, table.ties_xy),
            (concordant, discordant, ties_x, ties_y, both)
        );
    }

    #[test]
    fn increasing_transforms_change_nothing((x, y) in tied()) {
        let moved: Vec<f64> = x.iter().map(|x| (x / 3.0).exp() - 7.0).collect();
        let cubed: Vec<f64> = y.iter().map(|y| y.powi(3)).collect();
        prop_assert!(all_same(&coefficients(&x, &y), &coefficients(&moved, &cubed)));
        prop_assert!(same(weighted_tau(&x, &y), weighted_tau(&moved, &cubed)));
    }

    #[test]
    fn negation_flips_the_sign((x, y) in tied()) {
        let negated: Vec<f64> = x.iter().map(|x| -x).collect();
        let flipped = coefficients(&negated, &y).map(|value| -value);
        prop_assert!(all_same(&coefficients(&x, &y), &flipped));
    }

    #[test]
    fn the_order_of_the_elements_does_not_matter((x, y) in tied(), turn in 0_usize..80) {
        let turn = turn.min(x.len());
        let rotate = |column: &[f64]| [&column[turn..], &column[..turn]].concat();
        let (turned_x, turned_y) = (rotate(&x), rotate(&y));
        prop_assert!(all_same(&coefficients(&x, &y), &coefficients(&turned_x, &turned_y)));
        prop_assert!(same(weighted_tau(&x, &y), weighted_tau(&turned_x, &turned_y)));
    }

    #[test]
    fn exchanging_the_columns_exchanges_their_counts((x, y) in tied()) {
        let (table, turned) = (kendall(&x, &y), kendall(&y, &x));
        prop_assert_eq!(
            (table.s(), table.ties_x, table.ties_y, table.ties_xy, table.distinct_x, table.distinct_y),
            (turned.s(), turned.ties_y, turned.ties_x, turned.ties_xy, turned.distinct_y, turned.distinct_x)
        );
        prop_assert!(same(spearman(&x, &y), spearman(&y, &x)));
        prop_assert!(same(weighted_tau(&x, &y), weighted_tau(&y, &x)));
    }

    #[test]
    fn a_column_agrees_with_itself((x, _) in tied()) {
        let constant = x.iter().all(|value| *value == x[0]);
        for value in [spearman(&x, &x), kendall(&x, &x).tau_b(), weighted_tau(&x, &x)] {
            let right = if constant { value.is_nan() } else { same(value, 1.0) };
            prop_assert!(right, "found {}", value);
        }
    }

    #[test]
    fn no_number_panics_or_leaves_the_range((x, y) in any_numbers()) {
        for value in coefficients(&x, &y).into_iter().chain([weighted_tau(&x, &y), pearson(&x, &y)]) {
            prop_assert!(value.is_nan() || value.abs() <= 1.0, "{}", value);
        }
        for direction in [Direction::Maximize, Direction::Minimize] {
            let paper = paper_statistics(&x, &y, direction);
            prop_assert!(paper.top10_overlap.is_nan() || (-1e-9..=100.0 + 1e-9).contains(&paper.top10_overlap));
        }
    }

    #[test]
    fn ranks_sum_to_what_ranks_sum_to((x, _) in tied()) {
        let n = x.len() as f64;
        prop_assert_eq!(average_ranks(&x).iter().sum::<f64>(), n * (n + 1.0) / 2.0);
    }

    #[test]
    fn an_offset_and_a_scale_change_nothing_that_has_no_unit(
        (x, y) in tied(),
        offset in prop::sample::select(vec![0.0, 1e8, -1e14, 1e15]),
        exponent in -660_i32..=660,
        k in 1_usize..9,
    ) {
        let scale = 2_f64.powi(exponent);
        // Exact: integers below 2^53 times a power of two between 1e-199 and 1e199.
        let moved = |column: &[f64]| -> Vec<f64> { column.iter().map(|v| (v + offset) * scale).collect() };
        let (moved_x, moved_y) = (moved(&x), moved(&y));
        prop_assert!((pearson(&moved_x, &moved_y) - pearson(&x, &y)).abs() < 4e-16 || pearson(&x, &y).is_nan());
        prop_assert_eq!(pearson(&moved_x, &moved_y).is_nan(), pearson(&x, &y).is_nan());
        prop_assert!(coefficients(&moved_x, &moved_y).into_iter().zip(coefficients(&x, &y)).all(
            |(a, b)| a == b || (a.is_nan() && b.is_nan())
        ));
        for direction in [Direction::Maximize, Direction::Minimize] {
            let (found, expected) = (top_k(&moved_x, &moved_y, direction, k, 3), top_k(&x, &y, direction, k, 3));
            prop_assert!(same(found.ndcg, expected.ndcg) && same(found.random_ndcg, expected.random_ndcg));
            prop_assert!(same(found.precision, expected.precision) && same(found.overlap, expected.overlap));
            prop_assert!(same(found.regret / scale, expected.regret), "{} {}", found.regret / scale, expected.regret);
            prop_assert!(same(found.random_regret / scale, expected.random_regret));
        }
        // A mean keeps the offset, to the last bit.
        let score: Vec<f64> = x.iter().map(|x| if *x < 0.0 { f64::NAN } else { *x }).collect();
        let (found, expected) = (missingness(&score, &moved_y), missingness(&score, &y));
        for (found, expected) in
            [(found.scored_mean, expected.scored_mean), (found.missing_mean, expected.missing_mean)]
        {
            let expected = (expected + offset) * scale;
            prop_assert!((found - expected).abs() <= f64::EPSILON * expected.abs() || expected.is_nan());
        }
    }
}
