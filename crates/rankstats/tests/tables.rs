//! Top-k, partial correlations, missing scores and label noise against scikit-learn, scipy and enumeration.

mod common;

use common::{agree, agree_to, column, read};
use rankstats::{
    Direction, bands, kendall, missing_ranked, missingness, partial_kendall, partial_spearman, seed_noise,
    spearman, ties, top_k,
};
use serde_json::Value;

fn cases(prefix: &str) -> Vec<Value> {
    let found: Vec<Value> = read("tables")
        .into_iter()
        .filter(|case| case["name"].as_str().unwrap().starts_with(prefix))
        .collect();
    assert!(!found.is_empty());
    found
}

#[test]
fn top_k_equals_every_way_of_breaking_the_ties() {
    for case in cases("top") {
        let (score, label) = (column(&case, "score"), column(&case, "label"));
        for k in [1, 3, 5, score.len()] {
            let expected = &case[format!("k{k}")];
            let relevant = expected["relevant"].as_u64().unwrap() as usize;
            let loss: Vec<f64> = label.iter().map(|label| -label).collect();
            let by_label = top_k(&score, &label, Direction::Maximize, k, relevant);
            let by_loss = top_k(&score, &loss, Direction::Minimize, k, relevant);
            for found in [by_label, by_loss] {
                agree(expected, "precision", found.precision);
                agree(expected, "recall", found.recall);
                agree(expected, "overlap", found.overlap);
                agree_to(expected, "regret", found.regret, common::RELATIVE, 1.0);
                agree_to(expected, "random_regret", found.random_regret, common::RELATIVE, 1.0);
                agree(expected, "ndcg", found.ndcg);
                agree(expected, "random_ndcg", found.random_ndcg);
            }
        }
    }
}

#[test]
fn a_constant_score_is_as_good_as_chance() {
    let label = [3.0, 9.0, 4.0, 4.0, 8.0, 1.0, 7.0];
    let top = top_k(&[0.5; 7], &label, Direction::Maximize, 3, 2);
    for (found, chance) in [
        (top.precision, top.random_precision),
        (top.recall, top.random_recall),
        (top.overlap, top.random_overlap),
        (top.regret, top.random_regret),
        (top.ndcg, top.random_ndcg),
    ] {
        assert!((found - chance).abs() < 1e-14, "{found} {chance}");
    }
}

#[test]
fn empty_and_missing_have_no_top() {
    let top = top_k(&[], &[], Direction::Maximize, 3, 2);
    assert!(top.precision.is_nan() && top.regret.is_nan() && top.ndcg.is_nan());
    let top = top_k(&[1.0, f64::NAN], &[1.0, 2.0], Direction::Minimize, 1, 1);
    assert!(top.precision.is_nan() && top.regret.is_nan() && top.ndcg.is_nan());
    let top = top_k(&[1.0, 2.0], &[1.0, f64::NAN], Direction::Minimize, 1, 1);
    assert!(top.overlap.is_nan() && top.regret.is_nan() && top.ndcg.is_nan());
}

#[test]
fn partial_correlations_equal_the_inverted_matrix() {
    let case = &cases("partial")[0];
    let columns: Vec<Vec<f64>> = case["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| column.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect())
        .collect();
    let controls: Vec<&[f64]> = columns[2..].iter().map(Vec::as_slice).collect();
    for count in 0..=3 {
        let given = &controls[..count];
        agree(case, &format!("spearman_{count}"), partial_spearman(&columns[0], &columns[1], given));
        agree(case, &format!("kendall_{count}"), partial_kendall(&columns[0], &columns[1], given));
    }
    // A duplicate control changes nothing; the score itself as a control leaves nothing.
    let once = partial_spearman(&columns[0], &columns[1], &controls[..1]);
    let twice = partial_spearman(&columns[0], &columns[1], &[controls[0], controls[0]]);
    assert!((once - twice).abs() < 1e-12);
    assert!(partial_spearman(&columns[0], &columns[1], &[&columns[0]]).is_nan());
}

/// A control that ranks as x does, except for one swapped pair among 20,001: only that pair remains of x, and y orders it as
/// x does.
#[test]
fn a_control_that_is_nearly_the_score_leaves_what_is_left() {
    let n = 20_001;
    let y: Vec<f64> = (0..n).map(|i| f64::from(i * 7_919 % n)).collect();
    let x: Vec<f64> = (0..n).map(f64::from).collect();
    let mut control = x.clone();
    control.swap(4, 5);
    // With e = x - control, which is -1, 1 at 4, 5: partial = <e, y'> / |e'| |y'|, where ' means minus its regression on the
    // control.
    let (mean, squares) = (f64::from(n - 1) / 2.0, f64::from(n - 1) * f64::from(n) * f64::from(n + 1) / 12.0);
    let dot = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| (a - mean) * (b - mean)).sum() };
    let (yc, e_y, e_c) = (dot(&y, &control), y[5] - y[4], -1.0);
    let left =
        (e_y - yc * e_c / squares) / ((2.0 - e_c * e_c / squares) * (squares - yc * yc / squares)).sqrt();
    let found = partial_spearman(&x, &y, &[&control]);
    assert!((found - left).abs() < 1e-12 * left.abs(), "{found:e} {left:e}");
}

#[test]
fn missing_scores_are_ranked_in_three_ways() {
    let case = &cases("missing")[0];
    let (score, label) = (column(case, "score"), column(case, "label"));
    let found = missing_ranked(&score, &label);
    for (name, ranked) in [
        ("worst", found.worst),
        ("middle", found.middle),
        ("best", found.best),
        ("scored", found.scored_only),
    ] {
        agree(case, &format!("rho_{name}"), ranked.rho);
        agree(case, &format!("tau_{name}"), ranked.tau);
    }
    let found = missingness(&score, &label);
    assert_eq!(found.missing, score.iter().filter(|score| score.is_nan()).count());
    agree(case, "auc", found.auc);
    agree_to(case, "scored_mean", found.scored_mean, common::RELATIVE, 1.0);
    agree_to(case, "missing_mean", found.missing_mean, common::RELATIVE, 1.0);
}

#[test]
fn with_nothing_missing_all_rankings_agree() {
    let (score, label) = ([1.0, 5.0, 2.0, 8.0], [2.0, 3.0, 1.0, 7.0]);
    let found = missing_ranked(&score, &label);
    assert_eq!(found.missing, 0);
    for ranked in [found.scored_only, found.worst, found.middle, found.best] {
        assert_eq!((ranked.rho, ranked.tau), (spearman(&score, &label), kendall(&score, &label).tau_b()));
    }
    assert!(missingness(&score, &label).auc.is_nan());
    let none = missing_ranked(&[f64::NAN; 4], &label);
    assert!(none.worst.rho.is_nan() && none.scored_only.rho.is_nan());
}

#[test]
fn bands_hold_everything_once_and_never_split_ties() {
    let label: Vec<f64> = (0..103).map(|i| f64::from(i * 31 % 103 / 4)).collect();
    let score: Vec<f64> = label.iter().enumerate().map(|(i, label)| label + (i % 3) as f64).collect();
    let found = bands(&score, &label, 10);
    assert_eq!(found.len(), 10);
    assert_eq!(found.iter().map(|band| band.n).sum::<usize>(), 103);
    assert!(found.iter().all(|band| (8..=12).contains(&band.n)));
    assert!(found.windows(2).all(|pair| pair[0].upper < pair[1].lower));
    let whole = bands(&score, &label, 1);
    assert_eq!((whole[0].rho, whole[0].tau), (spearman(&score, &label), kendall(&score, &label).tau_b()));
    assert!(bands(&score, &label, 0).is_empty());
    let sparse = bands(&[1.0, 2.0, 3.0, 4.0], &[1.0; 4], usize::MAX);
    assert_eq!(sparse.iter().map(|band| band.n).collect::<Vec<_>>(), [0, 0, 4, 0]);
    assert!(bands(&[], &[], 10).is_empty());
}

#[test]
fn seeds_are_compared_where_both_exist() {
    let first = [1.0, 2.0, 3.0, 4.0, f64::NAN];
    let second = [1.0, 3.0, 2.0, 4.0, 5.0];
    let third = [f64::NAN; 5];
    let noise = seed_noise(&[&first, &second, &third]);
    assert_eq!((noise.seeds, noise.pairs, noise.n), (3, 1, 4));
    assert!((noise.rho - 0.8).abs() < 1e-15 && (noise.tau - 4.0 / 6.0).abs() < 1e-15);
    assert!((noise.ceiling(1) - 0.8_f64.sqrt()).abs() < 1e-15);
    assert!((noise.ceiling(3) - (2.4_f64 / 2.6).sqrt()).abs() < 1e-15);
    assert!(seed_noise(&[&first]).rho.is_nan());
    // Seeds that contradict each other have no ceiling, however many are averaged.
    let against = seed_noise(&[&[1.0, 2.0, 3.0, 4.0], &[4.0, 2.0, 3.0, 1.0]]);
    assert!(against.rho < -0.5 && against.ceiling(1).is_nan() && against.ceiling(3).is_nan());
}

#[test]
fn ties_are_counted() {
    let found = ties(&[0.0, -0.0, 3.0, 3.0, 5.0]).unwrap();
    assert_eq!((found.n, found.distinct, found.tied, found.largest, found.tied_pairs), (5, 3, 4, 2, 2));
    assert_eq!(found.pair_fraction(), 0.2);
    assert!(ties(&[7.0; 3]).unwrap().is_constant() && ties(&[f64::NAN]).is_none());
}
