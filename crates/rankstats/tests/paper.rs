//! The paper's statistics, on columns simple enough to check by hand.

use rankstats::{Direction, paper_statistics};

fn close(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= 1e-12 * expected.abs().max(1.0),
        "found {found}, expected {expected}"
    );
}

/// 200 architectures, the label a permutation, the score the label with the first two exchanged.
fn nearly_perfect() -> (Vec<f64>, Vec<f64>) {
    let label: Vec<f64> = (0..200).map(|i| f64::from(i * 77 % 200)).collect();
    let score = label
        .iter()
        .map(|&label| match label {
            199.0 => 179.0,
            179.0 => 199.0,
            other => other,
        })
        .collect();
    (score, label)
}

#[test]
fn the_top_is_counted() {
    let (score, label) = nearly_perfect();
    let paper = paper_statistics(&score, &label, Direction::Maximize);
    assert_eq!((paper.n, paper.n_top10), (200, 20));
    // 199 is scored as the 21st: 19 of 20 remain.
    close(paper.top10_overlap, 95.0);
    // The best 5 % are ten, and all of them are among the 64 best-scored.
    close(paper.top64_in_top5, 10.0);
    // Within the top 20 the best is scored worst, and the rest is in order: 19 of 190 pairs are wrong.
    close(paper.tau_top10, 1.0 - 2.0 * 19.0 / 190.0);
    close(paper.rho_top10, 1.0 - 6.0 * (19.0 * 19.0 + 19.0) / (20.0 * 399.0));
}

#[test]
fn a_loss_keeps_its_sign_and_its_top_is_the_lowest() {
    let (score, label) = nearly_perfect();
    let loss: Vec<f64> = label.iter().map(|label| 5.0 - label / 100.0).collect();
    let by_accuracy = paper_statistics(&score, &label, Direction::Maximize);
    let by_loss = paper_statistics(&score, &loss, Direction::Minimize);
    close(by_loss.rho, -by_accuracy.rho);
    close(by_loss.tau, -by_accuracy.tau);
    close(by_loss.rho_top10, -by_accuracy.rho_top10);
    close(by_loss.tau_top10, -by_accuracy.tau_top10);
    close(by_loss.top10_overlap, by_accuracy.top10_overlap);
    close(by_loss.top64_in_top5, by_accuracy.top64_in_top5);
}

#[test]
fn a_constant_score_is_worth_a_random_choice() {
    let (_, label) = nearly_perfect();
    let paper = paper_statistics(&[1.0; 200], &label, Direction::Maximize);
    assert!(paper.rho.is_nan() && paper.tau.is_nan());
    close(paper.top10_overlap, 10.0);
    close(paper.top64_in_top5, 64.0 * 0.05);
}

#[test]
fn ties_never_let_more_than_64_into_the_top_64() {
    // 84 share the best score, all of them among the 100 that are the top 5 % of 2,000.
    let label: Vec<f64> = (0..2000).map(f64::from).collect();
    let score: Vec<f64> = label.iter().map(|&label| if label >= 1916.0 { 1.0 } else { 0.0 }).collect();
    close(paper_statistics(&score, &label, Direction::Maximize).top64_in_top5, 64.0);
}

#[test]
fn the_cut_in_tied_labels_is_an_expectation_for_sets_and_inclusive_for_coefficients() {
    // Twenty architectures, two places: one label at the top, three share the second place.
    let mut label = vec![10.0; 20];
    label[0] = 95.0;
    label[1..4].fill(90.0);
    let mut score: Vec<f64> = (0..20).map(f64::from).collect();
    (score[0], score[3]) = (50.0, 40.0);
    let paper = paper_statistics(&score, &label, Direction::Maximize);
    assert_eq!(paper.n_top10, 4);
    // The two best-scored are 0 (surely in the top) and 3 (in it with probability 1/3).
    close(paper.top10_overlap, 100.0 * (1.0 + 1.0 / 3.0) / 2.0);
    let four = paper_statistics(&score[..4], &label[..4], Direction::Maximize);
    close(paper.rho_top10, four.rho);
    close(paper.tau_top10, four.tau);
}

#[test]
fn nothing_and_nan_have_no_statistics() {
    let paper = paper_statistics(&[], &[], Direction::Maximize);
    assert!(paper.rho.is_nan() && paper.top10_overlap.is_nan());
    let paper = paper_statistics(&[1.0, f64::NAN], &[1.0, 2.0], Direction::Maximize);
    assert!(paper.tau.is_nan() && paper.top64_in_top5.is_nan());
}
