//! Whole benchmarks with real samples and labels come to the known numbers: how many architectures have a score in each
//! precision, and how well the scores rank the rest.
//!
//! Where nothing else is said the numbers are those of an implementation that is independent of this one, in the digits
//! that are known of them.

mod common;

use std::collections::HashSet;
use std::path::Path;

use rand_mt::Mt;
use table::Table;

/// Neither resampling nor tests: they take longer than the scores.
const STATISTICS: &str = "statistics: {intervals: {method: none}, comparisons: {tests: []}}\n";

/// What a table of correlations has of a score and a label, over the architectures that the score has.
struct Found {
    table: Table,
}

impl Found {
    /// Runs a config into `folder/run`.
    fn run(folder: &Path, config: &str) -> Self {
        std::fs::write(folder.join("config.yaml"), config).unwrap();
        let (code, _, stderr) = common::call(folder, &["run", "config.yaml", "--out", "run"]);
        assert_eq!(code, 0, "{stderr}");
        Self { table: Table::read(&folder.join("run/correlations.csv")).unwrap() }
    }

    /// Number of scored architectures, Spearman's rho, Kendall's tau-b.
    fn of(&self, score: &str, label: &str) -> (usize, f64, f64) {
        let text = |column| self.table.text(column).unwrap();
        let number = |column| self.table.numbers(column).unwrap();
        let (scores, labels, subsets) = (text("score"), text("label"), text("subset"));
        let row = (0..self.table.height())
            .find(|&row| scores[row] == score && labels[row] == label && subsets[row] == "own")
            .unwrap_or_else(|| panic!("no row of {score} and {label}"));
        (number("n")[row] as usize, number("spearman")[row], number("kendall_tau_b")[row])
    }
}

#[track_caller]
fn assert_near(found: f64, known: f64, tolerance: f64) {
    assert!((found - known).abs() <= tolerance, "{found} is not {known} +- {tolerance}");
}

#[test]
fn all_of_nasbench201_in_both_precisions() {
    let Some(shared) = common::shared() else { return };
    let folder = tempfile::tempdir().unwrap();
    let images = shared.join("images/cifar10_train_first4000.bin");
    let (test, train) =
        (shared.join("nasbench201/accuracy.csv"), shared.join("nasbench201/train_accuracy.csv"));
    let label = |file: &Path, name: &str| format!("  - {{source: table, file: {file:?}, column: {name}}}\n");
    let config = format!(
        "study: published\nspace: {{name: nasbench201}}\nbatch: {{kind: cifar10, file: {images:?}, size: 256}}\n\
         proxies:\n  - epsilon: {{weights: [1e-7, 1], precision: f32}}\n  - epsilon: {{weights: [1e-7, 1], precision: f64}}\n\
         \x20 - params\n  - live_params\n  - shortest_chain\nlabels:\n{}{}{}{STATISTICS}",
        label(&test, "cifar10_test"),
        label(&test, "imagenet16_test"),
        label(&train, "cifar10_train"),
    );
    let found = Found::run(folder.path(), &config);
    let (n, rho, tau) = found.of("epsilon_f32", "cifar10_test");
    assert_eq!(15_625 - n, 6_399, "cells without a score in single precision");
    assert_near(rho, 0.853, 0.001);
    assert_near(tau, 0.668, 0.001);
    let (n, rho, _) = found.of("epsilon_f64", "cifar10_test");
    assert_eq!(n, 15_191);
    assert_near(rho, 0.446, 0.002);
    assert_near(found.of("epsilon_f32", "imagenet16_test").1, 0.851, 0.001);
    assert_near(found.of("epsilon_f64", "imagenet16_test").1, 0.498, 0.001);
    // The abstract's own label, and the cheapest fair control.
    let (_, rho, tau) = found.of("epsilon_f32", "cifar10_train");
    assert_near(rho, 0.901, 0.0005);
    assert_near(tau, 0.723, 0.0005);
    assert_near(found.of("epsilon_f64", "cifar10_train").1, 0.551, 0.0005);
    assert_near(found.of("params", "cifar10_train").1, 0.724, 0.0005);
    let (n, rho, tau) = found.of("live_params", "cifar10_test");
    assert_eq!(n, 15_625);
    assert_near(rho, 0.822, 0.0005);
    assert_near(tau, 0.654, 0.0005);
    assert_near(found.of("live_params", "cifar10_train").1, 0.802, 0.0005);
    assert_near(found.of("live_params", "imagenet16_test").1, 0.776, 0.0005);

    let scores = Table::read(&folder.path().join("run/scores.parquet")).unwrap();
    let (proxies, values) = (scores.text("proxy").unwrap(), scores.numbers("score").unwrap());
    let of = |proxy: &str| -> Vec<f64> {
        let rows = proxies.iter().zip(&values).filter(|(name, _)| *name == proxy);
        rows.map(|(_, value)| *value).collect()
    };
    let (single, double) = (of("epsilon_f32"), of("epsilon_f64"));
    assert_eq!((single.len(), double.len()), (15_625, 15_625));
    // Which cells single precision scores is known from the graph: those with a path that holds no convolution of the cell,
    // past the stem, the two reduction blocks and the classifier, which are four weighted layers.
    let chains = of("shortest_chain");
    let scored = |cell: usize| !single[cell].is_nan();
    assert!((0..15_625).all(|cell| scored(cell) == (chains[cell] == 4.0)), "the mask is structural");
    // Five cells a stage, three stages: each convolution that a path can't get around counts fifteen times.
    let with = |convolutions: f64| chains.iter().filter(|chain| **chain == 4.0 + 15.0 * convolutions).count();
    assert_eq!([0.0, 1.0, 2.0, 3.0].map(with), [9_226, 5_618, 432, 8]);
    assert_eq!(chains.iter().filter(|chain| chain.is_nan()).count(), 341);
    let mut differences: Vec<f64> = single
        .iter()
        .zip(&double)
        .filter(|(single, double)| !single.is_nan() && !double.is_nan())
        .map(|(single, double)| ((single - double) / double).abs())
        .collect();
    differences.sort_by(f64::total_cmp);
    assert_eq!(differences.len(), 9_226, "what single precision scores, double precision scores");
    assert!(differences[differences.len() / 2] < 1e-5, "{}", differences[differences.len() / 2]);
}

/// `random.seed(seed); random.sample(range(count), size)` in Python, for samples that are small beside the whole.
fn python_sample(seed: u32, count: u32, size: usize) -> Vec<usize> {
    let mut generator = Mt::new_with_key([seed]);
    let bits = u32::BITS - count.leading_zeros();
    let (mut taken, mut sample) = (HashSet::new(), Vec::new());
    while sample.len() < size {
        let candidate = generator.next_u32() >> (u32::BITS - bits);
        if candidate < count && taken.insert(candidate) {
            sample.push(candidate as usize);
        }
    }
    sample
}

#[test]
fn a_sample_of_nasbench101_in_both_precisions() {
    let Some(shared) = common::shared() else { return };
    // python3 -c 'import random; random.seed(1); print(random.sample(range(30001), 4))'
    assert_eq!(python_sample(1, 30_001, 4), [4_402, 18_651, 27_768, 26_288]);
    let folder = tempfile::tempdir().unwrap();
    let labels = shared.join("nasbench101/valid_30001.csv");
    let hashes = Table::read(&labels).unwrap().text("hash").unwrap();
    let sample: Vec<&str> =
        python_sample(1, hashes.len() as u32, 1_500).into_iter().map(|row| hashes[row].as_str()).collect();
    std::fs::write(folder.path().join("trial.txt"), sample.join("\n")).unwrap();
    let images = shared.join("images/cifar10_train_first4000.bin");
    let config = format!(
        "study: published\nspace: {{name: nasbench101, architectures: {{file: trial.txt}}}}\n\
         batch: {{kind: cifar10, file: {images:?}, size: 64}}\n\
         proxies:\n  - epsilon: {{weights: [1e-4, 10], precision: f32}}\n  - epsilon: {{weights: [1e-4, 10], precision: f64}}\n  - params\n\
         labels:\n  - {{source: table, file: {labels:?}, key: hash, column: val_108}}\n{STATISTICS}",
    );
    let found = Found::run(folder.path(), &config);
    let (n, rho, tau) = found.of("epsilon_f32", "val_108");
    assert_eq!(n, 630, "42 % of 1,500");
    assert_near(rho, 0.598, 0.0005);
    assert_near(tau, 0.411, 0.0005);
    let (n, rho, tau) = found.of("epsilon_f64", "val_108");
    assert_eq!(n, 1_500);
    assert_near(rho, 0.307, 0.0005);
    assert_near(tau, 0.208, 0.0005);
    assert_near(found.of("params", "val_108").1, 0.450, 0.0005);
}

/// A small batch will do: which networks have a score does not depend on it.
#[test]
fn all_of_the_size_space_in_single_precision() {
    let Some(shared) = common::shared() else { return };
    let folder = tempfile::tempdir().unwrap();
    let images = shared.join("images/cifar10_train_first4000.bin");
    let labels = shared.join("natsbench_sss/accuracy.csv");
    let config = format!(
        "study: sizes\nspace: {{name: natsbench-sss}}\nbatch: {{kind: cifar10, file: {images:?}, size: 16}}\n\
         proxies:\n  - epsilon: {{weights: [1e-7, 1], precision: f32}}\n  - params\n  - column: {{file: {labels:?}, column: cifar10_naswot}}\n\
         labels:\n  - {{source: table, file: {labels:?}, column: cifar10_test}}\n{STATISTICS}",
    );
    let found = Found::run(folder.path(), &config);
    assert_near(found.of("params", "cifar10_test").1, 0.872, 0.0005);
    assert_near(found.of("cifar10_naswot", "cifar10_test").1, 0.603, 0.0005);
    assert_eq!(found.of("epsilon_f32", "cifar10_test").0, 7_680);
    let scores = Table::read(&folder.path().join("run/scores.parquet")).unwrap();
    let (keys, proxies) = (scores.text("arch").unwrap(), scores.text("proxy").unwrap());
    let values = scores.numbers("score").unwrap();
    let mut networks = 0;
    for ((key, _), value) in
        keys.iter().zip(&proxies).zip(&values).filter(|((_, proxy), _)| *proxy == "epsilon_f32")
    {
        // Some path has at most one convolution where it could have none.
        let widths: Vec<&str> = key.split(':').collect();
        assert_eq!(!value.is_nan(), widths[1] == widths[2] || widths[3] == widths[4], "{key}");
        networks += 1;
    }
    assert_eq!(networks, 32_768);
}

#[test]
fn all_of_nasbenchnlp_in_both_precisions() {
    let Some(shared) = common::shared() else { return };
    let folder = tempfile::tempdir().unwrap();
    let recipes = shared.join("nasbenchnlp/architectures.jsonl");
    let (runs, text) = (shared.join("nasbenchnlp/ptb_runs.csv"), shared.join("text/ptb.zip"));
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let config = std::fs::read_to_string(repository.join("configs/nasbenchnlp-ptb.yaml")).unwrap();
    let config = config.replace("data/text/ptb.train.txt", text.to_str().unwrap());
    // The study's own scores and nothing of others; recipes and losses as tables instead of logs.
    let (scores, _) = config.split_once("  # One row a training run").unwrap();
    let scores = scores.replace("data/nasbenchnlp/train_logs_multi_runs.zip", recipes.to_str().unwrap());
    let labels = format!(
        "labels:\n  - {{name: test_loss, source: table, file: {runs:?}, key: arch_index, column: final_test_loss, \
         aggregate: mean, direction: minimize}}\n"
    );
    let found = Found::run(folder.path(), &(scores + &labels));
    let (n, rho, tau) = found.of("epsilon_f32", "test_loss");
    // Another implementation's; its order of summation differs (docs/nlp-precision.md).
    assert!((3_250..3_270).contains(&n), "{n} is not about 3,260");
    assert_near(rho, -0.356, 0.004);
    assert_near(tau, -0.244, 0.003);
    let (n, rho, tau) = found.of("epsilon_f64", "test_loss");
    assert_eq!(n, 3_339);
    assert_near(rho, -0.368, 0.0006);
    assert_near(tau, -0.253, 0.0006);
}
