//! Searches against closed forms and brute force.

use benchmark::{ArchitectureRef, Direction, SearchSpace as _};
use config::SearchConfig;
use nasbench201::NasBench201;
use study::search::{
    Candidates, Evolution, MissingScores, Ranking, best_of, evolution, exact_best_of, random_search,
};

fn cells() -> Vec<ArchitectureRef> {
    NasBench201::new(32).architectures().unwrap()
}

fn candidates(labels: &[f64]) -> Candidates {
    Candidates::from_labels(
        cells()[..labels.len()].to_vec(),
        labels.to_vec(),
        labels.to_vec(),
        Direction::Maximize,
    )
}

fn ranking(values: &[f64]) -> Ranking {
    Ranking { name: "proxy".to_owned(), values: values.to_vec() }
}

/// Mean, standard deviation and rank of the best of `size`, over all subsets: equal ones share a subset evenly.
fn brute_force(candidates: &Candidates, values: &[f64], missing: MissingScores, size: u32) -> [f64; 3] {
    let count = values.len();
    let (mut subsets, mut sums) = (0.0, [0.0; 3]);
    for subset in 0_u32..1 << count {
        let members: Vec<usize> = (0..count).filter(|position| subset >> position & 1 == 1).collect();
        let skipped = missing == MissingScores::Skip && members.iter().any(|&member| values[member].is_nan());
        if subset.count_ones() != size || skipped {
            continue;
        }
        let best = members.iter().map(|&member| values[member]).fold(f64::NAN, f64::max);
        let chosen: Vec<usize> = members
            .iter()
            .copied()
            .filter(|&member| values[member] == best || (best.is_nan() && values[member].is_nan()))
            .collect();
        for &member in &chosen {
            let share = 1.0 / chosen.len() as f64;
            let label = candidates.truth[member];
            sums[0] += share * label;
            sums[1] += share * label * label;
            sums[2] += share * candidates.rank[member];
        }
        subsets += 1.0;
    }
    let [mean, square, rank] = sums.map(|sum| sum / subsets);
    [mean, (square - mean * mean).max(0.0).sqrt(), rank]
}

#[test]
fn the_closed_form_is_what_all_subsets_give() {
    let nan = f64::NAN;
    let candidates = candidates(&[90.0, 91.5, 88.0, 93.0, 91.5, 70.0, 92.0, 85.0, 89.0]);
    let values = [0.3, nan, 0.7, 0.7, nan, 0.1, 0.3, nan, 0.7];
    for missing in MissingScores::ALL {
        for size in 1..=9 {
            let exact = exact_best_of(&candidates, &ranking(&values), missing, size);
            if missing == MissingScores::Skip && size > 6 {
                assert_eq!(exact, None);
                continue;
            }
            let exact = exact.unwrap();
            let [mean, deviation, rank] = brute_force(&candidates, &values, missing, size as u32);
            // Sums of at most 126 subsets: rounding is far below this.
            assert!((exact.mean - mean).abs() < 1e-11, "{missing:?} {size}: {} {mean}", exact.mean);
            assert!((exact.deviation - deviation).abs() < 1e-6, "{} {deviation}", exact.deviation);
            assert!((exact.rank - rank).abs() < 1e-11, "{} {rank}", exact.rank);
        }
    }
    assert_eq!(exact_best_of(&candidates, &ranking(&values), MissingScores::Count, 10), None);
}

/// A space's worth of labels and scores that follow them loosely, a third of them missing.
fn many() -> (Candidates, Ranking) {
    let labels: Vec<f64> = (0..2_000_u64).map(|i| (i * 7_919 % 2_003) as f64 / 20.0).collect();
    let values = labels
        .iter()
        .enumerate()
        .map(|(i, label)| if i % 3 == 0 { f64::NAN } else { label + (i * 31 % 97) as f64 })
        .collect::<Vec<_>>();
    (candidates(&labels), ranking(&values))
}

#[test]
fn draws_agree_with_the_closed_form() {
    let (candidates, ranking) = many();
    for missing in MissingScores::ALL {
        for size in [1, 10, 200] {
            let runs = 4_000;
            let row = best_of(&candidates, &ranking, missing, size, runs, |run| run as u64).unwrap();
            // Five standard errors; the seeds are fixed, so that this holds once and for all.
            let error = row.exact.deviation / (runs as f64).sqrt();
            assert!((row.mean - row.exact.mean).abs() < 5.0 * error, "{row:?}");
            assert!((row.deviation / row.exact.deviation - 1.0).abs() < 0.15, "{row:?}");
            assert!(row.rank_among_drawn >= 1.0 && row.rank_among_drawn <= size as f64);
        }
    }
    // Of one there is nothing to choose, and its rank among itself is 1.
    let one = best_of(&candidates, &ranking, MissingScores::Count, 1, 50, |run| run as u64).unwrap();
    assert_eq!(one.rank_among_drawn, 1.0);
    assert!(best_of(&candidates, &ranking, MissingScores::Count, 2_001, 50, |run| run as u64).is_none());
}

#[test]
fn random_search_is_as_good_as_the_expected_maximum() {
    let (candidates, _) = many();
    let oracle = ranking(&candidates.seen);
    let runs = 3_000;
    let curves: Vec<Vec<f64>> =
        (0..runs).map(|run| random_search(&candidates, None, 1, 100, run as u64)).collect();
    for trained in [1, 2, 5, 20, 100] {
        let exact = exact_best_of(&candidates, &oracle, MissingScores::Count, trained).unwrap();
        let mean = curves.iter().map(|curve| curve[trained - 1]).sum::<f64>() / f64::from(runs);
        let error = exact.deviation / f64::from(runs).sqrt();
        assert!((mean - exact.mean).abs() < 5.0 * error, "{trained}: {mean} {}", exact.mean);
    }
    assert!(curves.iter().all(|curve| curve.len() == 100 && curve.is_sorted()));
    // A pool ranked by the label itself begins with the best of the pool.
    let first = random_search(&candidates, Some((&oracle, MissingScores::Count)), 500, 3, 7);
    let drawn = random_search(&candidates, None, 1, 500, 7);
    assert_eq!(first[0], drawn[499]);
}

/// All cells, labelled by how many of their edges are 3x3 convolutions: one cell is the best.
fn counted() -> Candidates {
    let cells = cells();
    let labels: Vec<f64> =
        cells.iter().map(|cell| cell.key().matches("nor_conv_3x3").count() as f64).collect();
    Candidates::from_labels(cells, labels.clone(), labels, Direction::Maximize)
}

#[test]
fn evolution_climbs_where_random_search_only_draws() {
    let candidates = counted();
    let settings = Evolution { population: 20, tournament: 5, budget: 300, pool: 1 };
    let evolve = |seed| evolution(&candidates, None, settings, seed);
    let ends: Vec<f64> = (0..20).map(|seed| *evolve(seed).last().unwrap()).collect();
    assert_eq!(evolve(3), evolve(3));
    assert!(evolve(3).is_sorted());
    // Of 300 random cells the best has 6 with probability 300 / 15,625: hardly ever. Evolution gets there.
    assert!(ends.iter().filter(|&&end| end == 6.0).count() >= 18, "{ends:?}");
    let drawn: Vec<f64> =
        (0..20).map(|seed| *random_search(&candidates, None, 1, 300, seed).last().unwrap()).collect();
    assert!(drawn.iter().filter(|&&end| end == 6.0).count() <= 3, "{drawn:?}");
    // What is trained is counted once: the curve never exceeds the budget, and begins with the plain draws.
    let short = Evolution { budget: 7, ..settings };
    let curve = evolution(&candidates, None, short, 5);
    assert_eq!(curve, random_search(&candidates, None, 1, 7, 5));
}

#[test]
fn evolution_on_part_of_a_space_goes_on_from_random_candidates() {
    // Cells that are two changes apart at least: no mutation has a label.
    let all = counted();
    let apart =
        |key: &str| key.matches("none").count().is_multiple_of(2) && key.matches("skip_connect").count() == 3;
    let (cells, labels): (Vec<ArchitectureRef>, Vec<f64>) = all
        .architectures
        .iter()
        .zip(&all.seen)
        .filter(|(cell, _)| apart(cell.key()))
        .map(|(cell, label)| (cell.clone(), *label))
        .unzip();
    let count = cells.len();
    let part = Candidates::from_labels(cells, labels.clone(), labels, Direction::Maximize);
    let settings = Evolution { population: 5, tournament: 2, budget: count * 2, pool: 1 };
    let curve = evolution(&part, None, settings, 1);
    // It ends, with no more than there is.
    assert!(curve.len() <= count && curve.len() > 20, "{} of {count}", curve.len());
}

#[test]
fn wrong_searches_are_refused_with_their_place() {
    let base = "study: s\nspace: {name: nasbench201}\n";
    let label = "labels: [{source: table, file: t.csv, column: acc}]\n";
    for (text, message) in [
        (format!("{base}labels: []\nsearch: {{}}\n"), "labels: a search needs a label"),
        (format!("{base}{label}search: {{runs: 1}}\n"), "search.runs: 1 is out of range: 2 to"),
        (format!("{base}{label}search: {{budget: 0}}\n"), "search.budget: 0 is out of range"),
        (format!("{base}{label}search: {{runs: 1000000, budget: 1000000}}\n"), "too many numbers"),
        (format!("{base}{label}search: {{methods: [evolve]}}\n"), "did you mean `evolution`?"),
        (
            format!("{base}{label}search: {{methods: [random, random]}}\n"),
            "search.methods[1]: `random` stands twice",
        ),
        (format!("{base}{label}search: {{best_of: [5, 5]}}\n"), "search.best_of[1]: 5 stands twice"),
        (format!("{base}{label}search: {{bests: [5]}}\n"), "unknown field `bests`"),
        (format!("{base}{label}proxies: [{{epsilon: {{}}}}]\nsearch: {{}}\n"), "epsilon needs samples"),
    ] {
        let result = SearchConfig::parse("search.yaml", &text, &[])
            .and_then(|(config, source)| config.check(&source).map(|_| ()));
        let error = result.unwrap_err().to_string();
        assert!(error.contains(message), "{text}: {error}");
        assert!(error.starts_with("search.yaml:"), "{error}");
    }
}
