//! The analysis against the statistics library itself, and properties that must hold.

use analysis::IntervalMethod::{self, Bca, BonettWright, Fieller, Fisher, Percentile};
use analysis::{
    Clusters, Columns, Control, Correction, Examined, LabelValues, ProxyColumn, Subset, examine,
    number_clusters,
};
use benchmark::Direction;
use config::StatisticsConfig;
use rankstats::{Coefficient, bootstrap, bootstrap_difference};

const N: usize = 300;

/// Pseudo-random numbers: fractions of multiples of an irrational.
fn noise(position: usize, stride: f64) -> f64 {
    ((position as f64 + 1.0) * stride).fract()
}

fn proxy(name: &str, values: Vec<f64>) -> ProxyColumn {
    let status = values.iter().map(|value| if value.is_nan() { "missing" } else { "scored" }).collect();
    ProxyColumn { name: name.to_owned(), values, status }
}

struct TestColumns {
    proxies: Vec<ProxyColumn>,
    labels: Vec<LabelValues>,
    controls: Vec<Control>,
    strata: Option<Control>,
    clusters: Vec<u64>,
}

/// A label, a score that is missing for the worst third, one that covers all, and a copy of the first.
fn columns() -> TestColumns {
    let label: Vec<f64> = (0..N).map(|row| 10.0 * noise(row, 0.618_033_988_749)).collect();
    let full: Vec<f64> = (0..N).map(|row| label[row] + 6.0 * noise(row, 0.414_213_562_373)).collect();
    let partial: Vec<f64> =
        (0..N).map(|row| if label[row] < 3.0 { f64::NAN } else { full[row] + noise(row, 0.732) }).collect();
    let seed = |stride: f64| (0..N).map(|row| label[row] + noise(row, stride)).collect::<Vec<f64>>();
    let seeds = vec![seed(0.236_067_977), seed(0.645_751_311)];
    TestColumns {
        proxies: vec![proxy("partial", partial.clone()), proxy("full", full.clone()), proxy("copy", partial)],
        labels: vec![LabelValues {
            name: "accuracy".to_owned(),
            direction: Direction::Maximize,
            values: label,
            seeds,
        }],
        controls: vec![Control {
            name: "size".to_owned(),
            values: full.iter().map(|value| value.sqrt()).collect(),
        }],
        strata: None,
        clusters: (0..N as u64).map(|row| row / 3).collect(),
    }
}

fn examined(columns: &TestColumns, clustered: bool, change: impl Fn(&mut StatisticsConfig)) -> Examined {
    let mut config = StatisticsConfig { clusters: Some(Clusters::None), ..StatisticsConfig::default() };
    config.intervals.resamples = Some(200);
    change(&mut config);
    config.partial = Some(Vec::new());
    let names: Vec<String> = columns.proxies.iter().map(|proxy| proxy.name.clone()).collect();
    let settings = config.check(&names, false).unwrap();
    let input = Columns {
        proxies: &columns.proxies,
        labels: &columns.labels,
        controls: &columns.controls,
        strata: columns.strata.as_ref(),
        clusters: clustered.then_some(columns.clusters.as_slice()),
        size: None,
        seed: 5,
    };
    examine(&input, &settings, "triples")
}

/// The rows that all proxies score.
fn common(columns: &TestColumns) -> Vec<usize> {
    (0..N).filter(|&row| columns.proxies.iter().all(|proxy| !proxy.values[row].is_nan())).collect()
}

#[test]
fn intervals_and_paired_differences_are_the_library_s() {
    let columns = columns();
    let found = examined(&columns, false, |_| {});
    assert_eq!(found.correlations.len(), 6);
    let kept = common(&columns);
    assert!(kept.len() < N && kept.len() == found.common);
    let pick = |values: &[f64]| -> Vec<f64> { kept.iter().map(|&row| values[row]).collect() };
    let (first, second) = (pick(&columns.proxies[0].values), pick(&columns.proxies[1].values));
    let label = pick(&columns.labels[0].values);

    let own = &found.correlations[0];
    assert_eq!((own.subset, own.statistics.n), (Subset::Own, kept.len()));
    let expected = bootstrap(&first, &label, Coefficient::TauB, 200, 5).unwrap().percentile(0.95).unwrap();
    assert_eq!(own.intervals.unwrap().kendall, expected);

    let pair = &found.details.comparisons[0];
    assert_eq!((pair.first.as_str(), pair.second.as_str(), pair.n), ("partial", "full", kept.len()));
    let expected = bootstrap_difference(&first, &second, &label, Coefficient::Spearman, 200, 5).unwrap();
    let resampled = pair.rho_difference.unwrap();
    assert_eq!(resampled.interval, expected.percentile(0.95).unwrap());
    let below = expected.replicates.iter().filter(|difference| **difference <= 0.0).count();
    let above = expected.replicates.iter().filter(|difference| **difference >= 0.0).count();
    assert_eq!(resampled.p, (2.0 * (below.min(above) + 1) as f64 / 201.0).min(1.0));
    let overlapping =
        rankstats::DependentCorrelations::new(pair.rho[0], pair.rho[1], pair.rho_between, pair.n).unwrap();
    assert_eq!(pair.williams.unwrap().p, overlapping.williams_t().p_value);
    assert_eq!(pair.zou.unwrap(), overlapping.zou_interval(0.95).unwrap());
}

#[test]
fn a_copy_is_no_different_and_p_values_are_corrected_as_one_family() {
    let columns = columns();
    let found = examined(&columns, false, |config| config.comparisons.correction = Some(Correction::Holm));
    let comparisons = &found.details.comparisons;
    assert_eq!(comparisons.len(), 3);
    let copy = comparisons.iter().find(|row| row.first == "partial" && row.second == "copy").unwrap();
    let difference = copy.rho_difference.unwrap();
    assert_eq!((difference.interval.lower, difference.interval.upper, difference.p), (0.0, 0.0, 1.0));
    assert_eq!(copy.williams.unwrap().p, 1.0);
    let p: Vec<f64> = comparisons.iter().map(|row| row.meng.unwrap().p).collect();
    let adjusted: Vec<f64> = comparisons.iter().map(|row| row.meng.unwrap().p_adjusted).collect();
    assert_eq!(adjusted, rankstats::holm(&p));
    let against = examined(&columns, false, |config| config.comparisons.against = Some("full".to_owned()));
    assert_eq!(against.details.comparisons.len(), 2);
    let none = examined(&columns, false, |config| config.comparisons.tests = Vec::new());
    assert!(
        none.details.comparisons.iter().all(|row| row.williams.is_none() && row.rho_difference.is_none())
    );
}

#[test]
fn clusters_are_drawn_whole_and_counted_once() {
    let columns = columns();
    let found = examined(&columns, true, |_| {});
    let summary = found.details.clusters.clone().unwrap();
    assert_eq!((summary.count, summary.largest, summary.kind.as_str()), (100, 3, "triples"));
    let full = &found.correlations[1];
    assert_eq!(full.score, "full");
    let expected = rankstats::bootstrap_clusters(
        &columns.proxies[1].values,
        &columns.labels[0].values,
        &columns.clusters,
        Coefficient::Spearman,
        200,
        5,
    );
    assert_eq!(full.intervals.unwrap().spearman, expected.unwrap().percentile(0.95).unwrap());
    let mean = |values: &[f64]| -> Vec<f64> {
        let mean = |three: &[f64]| {
            let mut mean = rankstats::Mean::default();
            for value in three {
                mean.add(*value);
            }
            mean.value()
        };
        values.chunks(3).map(mean).collect()
    };
    let distinct = full.distinct.unwrap();
    let expected = rankstats::spearman(&mean(&columns.proxies[1].values), &mean(&columns.labels[0].values));
    assert_eq!((distinct.n, distinct.coefficients.spearman), (100, expected));
}

#[test]
fn scores_that_tie_still_tie_as_means_of_clusters_of_any_size() {
    let mut columns = columns();
    // Clusters of sizes 1 to 24 with equal members; only three distinct scores.
    let mut sizes = (1_u64..).flat_map(|size| std::iter::repeat_n(size, size as usize));
    columns.clusters = (0..N).map(|_| sizes.next().unwrap()).collect();
    let score = |cluster: u64| [0.1, 0.3, 0.7][cluster as usize % 3];
    columns.proxies[1].values = columns.clusters.iter().map(|&cluster| score(cluster)).collect();
    let label = |cluster: u64| noise(cluster as usize, 0.618_033_988_749);
    columns.labels[0].values = columns.clusters.iter().map(|&cluster| label(cluster)).collect();
    let found = examined(&columns, true, |_| {});
    let row = found.correlations.iter().find(|row| row.score == "full" && row.subset == Subset::Own);
    let distinct = row.unwrap().distinct.unwrap();
    let (x, y): (Vec<f64>, Vec<f64>) = (1..=24).map(|cluster| (score(cluster), label(cluster))).unzip();
    assert_eq!((distinct.n, distinct.coefficients.spearman), (24, rankstats::spearman(&x, &y)));
    assert_eq!(distinct.coefficients.kendall, rankstats::kendall(&x, &y).tau_b());
}

#[test]
fn missing_scores_are_ranked_and_set_against_the_label() {
    let columns = columns();
    let found = examined(&columns, false, |_| {});
    let missing: Vec<&str> = found.details.missing.iter().map(|row| row.proxy.as_str()).collect();
    assert_eq!(missing, ["partial", "copy"], "the one that covers all has no row");
    let row = &found.details.missing[0];
    // The architectures with the worst labels lack scores: ranking them worst is right, and best is wrong.
    assert!(row.ranked.worst.rho > row.ranked.middle.rho && row.ranked.middle.rho > row.ranked.best.rho);
    assert_eq!(row.against_label.auc, 1.0);
    let expected = rankstats::missing_ranked(&columns.proxies[0].values, &columns.labels[0].values);
    assert_eq!(row.ranked, expected);
}

#[test]
fn every_method_gives_an_interval_around_the_estimate() {
    let columns = columns();
    for method in [Percentile, Bca, Fisher, BonettWright, Fieller] {
        let found = examined(&columns, false, |config| config.intervals.method = Some(method));
        for row in &found.correlations {
            let intervals = row.intervals.unwrap();
            for (interval, estimate) in
                [(intervals.spearman, row.statistics.rho), (intervals.kendall, row.statistics.tau)]
            {
                assert!(interval.lower <= estimate && estimate <= interval.upper, "{method:?}: {row:?}");
            }
        }
    }
    let none = examined(&columns, false, |config| config.intervals.method = Some(IntervalMethod::None));
    assert!(none.correlations.iter().all(|row| row.intervals.is_none()));
}

#[test]
fn the_rest_is_there() {
    let columns = columns();
    let found = examined(&columns, false, |config| {
        config.top_k = Some(vec![5, 50, 1_000]);
        config.bands = Some(4);
        config.permutations = 99;
    });
    let ks: Vec<usize> = found.details.tops.iter().map(|row| row.top.k).collect();
    assert_eq!(ks, [5, 50, 5, 50, 5, 50], "more than there are is left out");
    assert_eq!(found.details.bands.len(), 3 * 4);
    assert_eq!(found.correlations[0].permutation.unwrap().spearman, 0.01);
    let partial = found.correlations[1].partial.unwrap();
    // The control is a monotone function of this score.
    assert!(partial.spearman.is_nan(), "{partial:?}");
    assert!(found.correlations[0].partial.unwrap().spearman.abs() < 1.0);
    let noise = &found.details.noise[0].noise;
    assert!(noise.rho > 0.9 && noise.ceiling(2) > noise.ceiling(1) && noise.ceiling(1) > noise.rho);
    let between = &found.details.between;
    assert_eq!((between.rho[0][2], between.n[0][1]), (1.0, found.common));
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let columns = columns();
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| format!("{:?}", examined(&columns, true, |config| config.permutations = 20)))
    };
    assert!(run(1) == run(3));
}

#[test]
fn few_or_constant_values_are_no_error() {
    let label = |values: Vec<f64>| LabelValues {
        name: "y".to_owned(),
        direction: Direction::Minimize,
        values,
        seeds: Vec::new(),
    };
    for (x, y) in [
        (vec![], vec![]),
        (vec![1.0], vec![2.0]),
        (vec![1.0, 2.0, f64::NAN], vec![2.0, 1.0, 0.0]),
        (vec![1.0; 20], (0..20).map(f64::from).collect()),
        (vec![f64::NAN; 5], vec![1.0; 5]),
        (vec![f64::INFINITY, 1.0, 2.0, -f64::INFINITY, 0.0], vec![1.0, 2.0, 3.0, 4.0, 5.0]),
    ] {
        let columns = TestColumns {
            clusters: number_clusters(vec![None::<u8>; x.len()]),
            proxies: vec![proxy("x", x.clone()), proxy("other", x)],
            labels: vec![label(y)],
            controls: Vec::new(),
            strata: None,
        };
        for method in [Percentile, Bca, Fieller] {
            for clustered in [true, false] {
                examined(&columns, clustered, |config| {
                    config.intervals.method = Some(method);
                    config.permutations = 3;
                });
            }
        }
    }
}

#[test]
fn strata_show_a_mixture_that_is_ordered_backwards() {
    let mut columns = columns();
    // In each stratum the score is the label, but scores of the better stratum are below the other's.
    let chain: Vec<f64> = (0..N).map(|row| [0.0, 1.0, f64::NAN][row % 3]).collect();
    for (row, chain) in chain.iter().enumerate() {
        let label = 10.0 * chain.max(0.0) + noise(row, 0.618_033_988_749);
        columns.labels[0].values[row] = label;
        columns.proxies[1].values[row] = label - 20.0 * chain.max(0.0);
    }
    columns.proxies[1].values[3] = f64::NAN;
    columns.labels[0].values[6] = f64::NAN;
    columns.strata = Some(Control { name: "chain".to_owned(), values: chain });
    let found = examined(&columns, false, |_| ());
    let rows: Vec<_> = found.details.strata.iter().filter(|row| row.proxy == "full").collect();
    assert_eq!(
        rows.iter().map(|row| (row.value, row.n_labelled, row.n)).collect::<Vec<_>>(),
        [(0.0, 99, 98), (1.0, 100, 100)]
    );
    assert!(rows.iter().all(|row| row.rho == 1.0 && row.tau == 1.0));
    assert!(rows[0].label_mean < rows[1].label_mean && rows[0].score_median > rows[1].score_median);
    let whole = found.correlations.iter().find(|row| row.score == "full").unwrap();
    assert!(whole.statistics.rho < 0.0, "{}", whole.statistics.rho);
}
