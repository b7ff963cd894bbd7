//! Jackknife and bootstrap intervals against scipy, and properties for any seed and number of threads.

mod common;

use common::{RELATIVE, column, read};
use proptest::prelude::*;
use rankstats::{
    Bootstrap, Coefficient, bca_interval, bootstrap, bootstrap_clusters, bootstrap_difference, jackknife,
    jackknife_clusters, kendall, percentile_interval, permutation, spearman,
};

const COEFFICIENTS: [(&str, Coefficient); 2] =
    [("spearman", Coefficient::Spearman), ("tau_b", Coefficient::TauB)];

fn value(coefficient: Coefficient, x: &[f64], y: &[f64]) -> f64 {
    match coefficient {
        Coefficient::Spearman => spearman(x, y),
        Coefficient::TauB => kendall(x, y).tau_b(),
    }
}

fn assert_close(found: f64, expected: f64, what: &str) {
    let near = (found - expected).abs() <= RELATIVE * expected.abs().max(1e-2);
    assert!(near || (found.is_nan() && expected.is_nan()), "{what}: found {found:e}, expected {expected:e}");
}

#[test]
fn jackknives_equal_leaving_out_one_at_a_time() {
    for case in &read("resampling") {
        let (x, y) = (column(case, "x"), column(case, "y"));
        for (name, coefficient) in COEFFICIENTS {
            let found = jackknife(&x, &y, coefficient).unwrap();
            let expected = column(case, &format!("{name}_jackknife"));
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(expected) {
                assert_close(*found, expected, &format!("{} {name}", case["name"]));
            }
        }
    }
}

#[test]
fn intervals_equal_scipy() {
    let mut checked = 0;
    for case in &read("resampling") {
        let (x, y) = (column(case, "x"), column(case, "y"));
        for (name, coefficient) in COEFFICIENTS {
            if case[format!("{name}_replicates")].is_null() {
                continue;
            }
            let replicates = column(case, &format!("{name}_replicates"));
            let left_out = jackknife(&x, &y, coefficient).unwrap();
            let estimate = value(coefficient, &x, &y);
            for level in [0.8, 0.95] {
                let percentile = percentile_interval(&replicates, level).unwrap();
                let bca = bca_interval(estimate, &replicates, &left_out, level).unwrap();
                for (method, found) in [("percentile", percentile), ("bca", bca)] {
                    let expected = column(case, &format!("{name}_{method}_{level}"));
                    let what = format!("{} {name} {method} {level}", case["name"]);
                    assert_close(found.lower, expected[0], &what);
                    assert_close(found.upper, expected[1], &what);
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 60);
}

fn tied() -> impl Strategy<Value = Vec<(f64, f64)>> {
    prop::collection::vec((-6_i32..6, -4_i32..4), 2..60)
        .prop_map(|rows| rows.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).collect())
}

proptest! {
    #[test]
    fn jackknives_equal_the_definition(rows in tied()) {
        let (x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        for (_, coefficient) in COEFFICIENTS {
            let found = jackknife(&x, &y, coefficient).unwrap();
            for (element, found) in found.into_iter().enumerate() {
                let without = |column: &[f64]| [&column[..element], &column[element + 1..]].concat();
                let expected = value(coefficient, &without(&x), &without(&y));
                prop_assert!((found - expected).abs() < 1e-12 || (found.is_nan() && expected.is_nan()));
            }
        }
    }

    #[test]
    fn clusters_of_one_are_a_plain_jackknife(rows in tied()) {
        prop_assume!(rows.len() >= 4);
        let (x, y): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        let own: Vec<u64> = (0..x.len() as u64).map(|element| 1000 - element).collect();
        for (_, coefficient) in COEFFICIENTS {
            let plain = jackknife(&x, &y, coefficient).unwrap();
            let clustered = jackknife_clusters(&x, &y, &own, coefficient).unwrap();
            for (plain, clustered) in plain.into_iter().zip(clustered) {
                prop_assert!(plain == clustered || (plain.is_nan() && clustered.is_nan()));
            }
            // And drawing them is a plain bootstrap, replicate by replicate.
            let draws = bootstrap(&x, &y, coefficient, 8, 5).unwrap().replicates;
            let cluster_draws = bootstrap_clusters(&x, &y, &own, coefficient, 8, 5).unwrap().replicates;
            for (draw, cluster_draw) in draws.into_iter().zip(cluster_draws) {
                prop_assert!(draw == cluster_draw || (draw.is_nan() && cluster_draw.is_nan()));
            }
        }
    }
}

/// 300 elements, related, with ties.
fn related() -> (Vec<f64>, Vec<f64>) {
    let x: Vec<f64> = (0..300).map(|i| f64::from(i * 7919 % 300) / 3.0).map(f64::floor).collect();
    let y = x.iter().enumerate().map(|(i, x)| (x + 40.0 * (i as f64).sin()).round()).collect();
    (x, y)
}

#[test]
fn any_number_of_threads_gives_the_same_replicates() {
    let (x, y) = related();
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let draws = bootstrap(&x, &y, Coefficient::TauB, 64, 11).unwrap().replicates;
            (draws, permutation(&x, &y, Coefficient::Spearman, 64, 11).unwrap())
        })
    };
    assert_eq!(run(1), run(3));
    let other_seed = bootstrap(&x, &y, Coefficient::TauB, 64, 12).unwrap().replicates;
    assert_ne!(run(1).0, other_seed);
}

#[test]
fn more_replicates_begin_with_the_same_ones() {
    let (x, y) = related();
    let few = bootstrap(&x, &y, Coefficient::Spearman, 10, 3).unwrap().replicates;
    let more = bootstrap(&x, &y, Coefficient::Spearman, 30, 3).unwrap().replicates;
    assert_eq!(few, more[..10]);
}

#[test]
fn whole_clusters_vary_more_than_elements_when_elements_are_copies() {
    let (x, y) = related();
    let copies = |column: &[f64]| -> Vec<f64> { column.iter().flat_map(|&value| [value; 4]).collect() };
    let clusters: Vec<u64> = (0..300).flat_map(|cluster| [cluster; 4]).collect();
    let (x4, y4) = (copies(&x), copies(&y));
    let width = |draws: Bootstrap| {
        let interval = draws.percentile(0.68).unwrap();
        interval.upper - interval.lower
    };
    let plain = width(bootstrap(&x4, &y4, Coefficient::TauB, 400, 1).unwrap());
    let clustered = width(bootstrap_clusters(&x4, &y4, &clusters, Coefficient::TauB, 400, 1).unwrap());
    // With four copies of everything, a bootstrap of elements underestimates the error by half.
    assert!((1.6..2.5).contains(&(clustered / plain)), "{}", clustered / plain);
}

#[test]
fn a_difference_from_itself_is_zero_in_every_resample() {
    let (x, y) = related();
    let difference = bootstrap_difference(&x, &x, &y, Coefficient::TauB, 20, 1).unwrap();
    assert_eq!(difference.estimate, 0.0);
    assert!(difference.replicates.iter().all(|&value| value == 0.0));
    let negated: Vec<f64> = x.iter().map(|x| -x).collect();
    let twice = bootstrap_difference(&x, &negated, &y, Coefficient::Spearman, 20, 1).unwrap();
    let once = bootstrap(&x, &y, Coefficient::Spearman, 20, 1).unwrap();
    for (twice, once) in twice.replicates.into_iter().zip(once.replicates) {
        assert_close(twice, 2.0 * once, "difference from the negative");
    }
}

#[test]
fn permutations_count_every_arrangement_alike() {
    // Two of the 24 orders of four elements have |tau| = 1, so the chance of at least as much is 1/12.
    let x = [1.0, 2.0, 3.0, 4.0];
    for (_, coefficient) in COEFFICIENTS {
        let test = permutation(&x, &x, coefficient, 24_000, 9).unwrap();
        // Standard deviation 43.
        assert!(test.at_least_as_large.abs_diff(2_000) < 220, "{test:?}");
        assert_eq!(test.p_value, (test.at_least_as_large + 1) as f64 / 24_001.0);
    }
    let (x, y) = related();
    let test = permutation(&x, &y, Coefficient::TauB, 99, 9).unwrap();
    assert_eq!((test.at_least_as_large, test.p_value), (0, 0.01));
}

#[test]
fn columns_too_short_for_a_coefficient_have_none() {
    for (_, coefficient) in COEFFICIENTS {
        assert!(jackknife(&[], &[], coefficient).unwrap().is_empty());
        assert!(jackknife(&[1.0], &[2.0], coefficient).unwrap()[0].is_nan());
        let pair = jackknife(&[1.0, 2.0], &[2.0, 5.0], coefficient).unwrap();
        assert!(pair.iter().all(|value| value.is_nan()));
        assert!(jackknife_clusters(&[], &[], &[], coefficient).unwrap().is_empty());
    }
}

#[test]
fn bad_requests_are_errors() {
    let (x, y) = related();
    assert!(bootstrap(&x, &y, Coefficient::TauB, 0, 1).is_err());
    assert!(bootstrap(&[1.0], &[1.0], Coefficient::TauB, 5, 1).is_err());
    let error = jackknife(&[1.0, f64::NAN], &[1.0, 2.0], Coefficient::TauB).unwrap_err();
    assert!(error.to_string().contains("x holds NaN at position 1"), "{error}");
    assert!(percentile_interval(&[0.5], 1.0).is_err());
    assert!(percentile_interval(&[], 0.9).unwrap().lower.is_nan());
    assert!(permutation(&x, &y, Coefficient::TauB, 0, 1).is_err());
    assert!(bootstrap_clusters(&x, &y, &[7; 300], Coefficient::TauB, 5, 1).is_err());
    let constant = permutation(&[1.0; 300], &y, Coefficient::TauB, 9, 1).unwrap();
    assert!(constant.p_value.is_nan());
}
