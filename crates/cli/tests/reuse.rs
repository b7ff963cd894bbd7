//! Scores of earlier runs are taken where they are of the very same settings, and nowhere else; results have the same bytes.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{assert_same, call, folder};

/// Two settings of epsilon.
const EPSILON: [&str; 2] = ["--set", "proxies=[epsilon: {precision: f32}, epsilon: {precision: f64}]"];

/// The same two among twelve proxies, of which three are columns of a table.
const TWELVE: &str = "\
study: twelve
space: {name: nasbench201, image_size: 8, architectures: {sample: 200}}
batch: {kind: grey, size: 4}
proxies:
  - epsilon: {precision: f32}
  - params
  - flops
  - live_params
  - live_flops
  - depth
  - convolutions
  - shortest_chain
  - epsilon: {precision: f64}
  - column: {column: accuracy, file: labels.csv, name: first}
  - column: {column: accuracy, file: labels.csv, name: second}
  - column: {column: accuracy, file: labels.csv, name: third}
labels:
  - {name: test, source: table, file: labels.csv, column: accuracy}
";

const PLOTS: [&str; 2] = ["epsilon_f32-test.svg", "epsilon_f64-test.csv"];

/// Runs a config, and gives what it says.
fn run(at: &Path, arguments: &[&str]) -> String {
    let (code, _, stderr) = call(at, arguments);
    assert_eq!(code, 0, "{stderr}");
    stderr
}

/// The only run of a study under `results/`.
fn only_run(at: &Path, study: &str) -> PathBuf {
    let runs = fs::read_dir(at.join("results").join(study)).unwrap().map(|entry| entry.unwrap());
    let mut runs = runs.filter(|entry| entry.file_type().unwrap().is_dir()).map(|entry| entry.path());
    let run = runs.next().unwrap();
    assert_eq!(runs.next(), None);
    run
}

/// A folder in which `run` was called with both settings.
fn after_a_run() -> tempfile::TempDir {
    let folder = folder();
    fs::write(folder.path().join("twelve.yaml"), TWELVE).unwrap();
    let said = run(folder.path(), &[&["run", "small.yaml"][..], &EPSILON].concat());
    assert!(!said.contains("earlier runs"), "{said}");
    folder
}

#[test]
fn twelve_proxies_after_a_run_evaluate_nothing_and_have_the_same_bytes() {
    let folder = after_a_run();
    let at = folder.path();
    let (_, found, _) = call(at, &["run", "twelve.yaml", "--dry-run"]);
    assert!(found.contains("settings of epsilon, 0 functions to evaluate; earlier runs have"), "{found}");
    let said = run(at, &["run", "twelve.yaml", "--out", "reused"]);
    assert!(said.contains("400 scores are taken from earlier runs (results/small/"), "{said}");
    assert!(said.contains(" 2 settings: 0 functions to evaluate, "), "{said}");
    let said = run(at, &["run", "twelve.yaml", "--fresh", "--out", "fresh"]);
    assert!(!said.contains("earlier runs") && !said.contains(": 0 functions"), "{said}");
    assert_same(at, "fresh", "reused", &PLOTS);
    // A run keeps what it took, so it is a source itself, and is resumed without the other.
    fs::remove_dir_all(at.join("results")).unwrap();
    fs::create_dir_all(at.join("results")).unwrap();
    fs::rename(at.join("reused"), at.join("results/moved")).unwrap();
    let said = run(at, &["run", "twelve.yaml", "--out", "again"]);
    assert!(said.contains("400 scores are taken from earlier runs (results/moved/"), "{said}");
    assert_same(at, "fresh", "again", &PLOTS);
}

#[test]
fn another_setting_takes_nothing() {
    let folder = after_a_run();
    let at = folder.path();
    let others = [
        "proxies=[epsilon: {weights: [1e-7, 2]}]",
        "batch.size=5",
        "batch.kind=normal",
        "space.image_size=12",
        "proxies=[epsilon: {initialisation: kaiming}]",
    ];
    for other in others {
        let (code, _, said) = call(at, &["run", "small.yaml", "--set", other, "--dry-run"]);
        // A build without libtorch has no random weights.
        assert!(code == 0 || other.contains("kaiming"), "{other}: {said}");
        let (code, _, said) = call(at, &["run", "small.yaml", "--set", other, "--out", "other"]);
        assert!(!said.contains("earlier runs"), "{other}: {said}");
        if code == 0 {
            fs::remove_dir_all(at.join("other")).unwrap();
        }
    }
    // One of two settings is the same.
    let said = run(
        at,
        &["run", "small.yaml", "--set", "proxies=[epsilon: {weights: [1e-7, 2]}, epsilon]", "--out", "one"],
    );
    assert!(said.contains("200 scores are taken from earlier runs"), "{said}");
}

#[test]
fn what_is_damaged_or_foreign_is_no_source() {
    let folder = after_a_run();
    let at = folder.path();
    let plain = [&["run", "small.yaml", "--fresh", "--out", "fresh"][..], &EPSILON].concat();
    run(at, &plain);
    let source = only_run(at, "small");
    let store = source.join("scores.store");
    let sound = fs::read(&store).unwrap();
    // A score, and the checksum of the header.
    let header = sound.len() - 400 * 24;
    for (number, (position, part)) in
        [(sound.len() - 24 * 100, "is damaged"), (header - 1, "its header")].into_iter().enumerate()
    {
        let mut damaged = sound.clone();
        damaged[position] ^= 1;
        fs::write(&store, &damaged).unwrap();
        let out = format!("damaged{number}");
        let said = run(at, &[&["run", "small.yaml", "--out", &out][..], &EPSILON].concat());
        assert!(said.contains("warning: its scores are not used: results/small/"), "{said}");
        assert!(said.contains(part) && !said.contains("are taken"), "{said}");
        assert_same(at, "fresh", &out, &PLOTS);
        assert_eq!(fs::read(&store).unwrap(), damaged, "it is left as it is");
    }
    // A store in a folder that this program did not mark, or that a link leads to.
    fs::write(&store, &sound).unwrap();
    fs::rename(source.join(".epsilon-run"), at.join("marker")).unwrap();
    let said = run(at, &[&["run", "small.yaml", "--out", "unmarked"][..], &EPSILON].concat());
    assert!(!said.contains("are taken") && !said.contains("warning: its"), "{said}");
    fs::rename(at.join("marker"), source.join(".epsilon-run")).unwrap();
    // What was torn by a crash is sound up to there.
    fs::write(&store, &sound[..sound.len() - 24 * 10 - 7]).unwrap();
    let said = run(at, &[&["run", "small.yaml", "--out", "torn"][..], &EPSILON].concat());
    assert!(said.contains("389 scores are taken"), "{said}");
    assert_same(at, "fresh", "torn", &PLOTS);
    #[cfg(unix)]
    {
        fs::write(&store, &sound).unwrap();
        fs::rename(at.join("results"), at.join("elsewhere")).unwrap();
        fs::create_dir_all(at.join("results")).unwrap();
        std::os::unix::fs::symlink(at.join("elsewhere/small"), at.join("results/small")).unwrap();
        let said = run(at, &[&["run", "small.yaml", "--out", "linked"][..], &EPSILON].concat());
        assert!(!said.contains("are taken"), "{said}");
    }
}

#[test]
fn a_sample_takes_from_the_whole_space() {
    let folder = folder();
    let at = folder.path();
    let whole = "space={name: nasbench201, image_size: 4, architectures: all}";
    run(at, &[&["run", "small.yaml", "--set", whole, "--set", "batch.size=2"][..], &EPSILON].concat());
    let sample = "space={name: nasbench201, image_size: 4, architectures: {sample: 300, of: labelled}}";
    let sampled = [&["--set", sample, "--set", "batch.size=2"][..], &EPSILON].concat();
    let said = run(at, &[&["run", "small.yaml", "--out", "reused"][..], &sampled].concat());
    assert!(said.contains("600 scores are taken") && said.contains(": 0 functions to evaluate"), "{said}");
    run(at, &[&["run", "small.yaml", "--out", "fresh", "--fresh"][..], &sampled].concat());
    assert_same(at, "fresh", "reused", &PLOTS);
}

#[test]
fn another_sample_takes_what_both_have() {
    let folder = after_a_run();
    let at = folder.path();
    // Of equal seeds, the smaller sample is part of the larger one.
    let more = [&["--set", "space.architectures={sample: 230}"][..], &EPSILON].concat();
    let said = run(at, &[&["run", "small.yaml", "--out", "reused"][..], &more].concat());
    assert!(said.contains("400 scores are taken"), "{said}");
    run(at, &[&["run", "small.yaml", "--out", "fresh", "--fresh"][..], &more].concat());
    assert_same(at, "fresh", "reused", &PLOTS);
    // The list is that of the run, or it is no use: its checksum is in the store.
    let source = only_run(at, "small");
    fs::copy(at.join("fresh/architectures.parquet"), source.join("architectures.parquet")).unwrap();
    let said = run(at, &[&["run", "small.yaml", "--out", "forged"][..], &more].concat());
    assert!(!said.contains("are taken"), "{said}");
}

#[test]
fn shards_and_resumed_runs_take_scores_and_give_them() {
    let folder = after_a_run();
    let at = folder.path();
    run(at, &[&["run", "small.yaml", "--fresh", "--out", "fresh"][..], &EPSILON].concat());
    // Shards take only what is theirs, so that they can be merged.
    for shard in ["1/2", "2/2"] {
        let said = run(at, &[&["run", "small.yaml", "--shard", shard][..], &EPSILON].concat());
        assert!(said.contains("scores are taken") && said.contains(": 0 functions to evaluate"), "{said}");
    }
    run(at, &["merge", "results/small/2-shards"]);
    assert_same(at, "fresh", "results/small/2-shards", &PLOTS);
    // And give them to a run that was torn.
    fs::remove_dir_all(only_run_but_shards(at)).unwrap();
    fs::create_dir(at.join("torn")).unwrap();
    for name in ["scores.store", ".epsilon-run"] {
        fs::copy(at.join("fresh").join(name), at.join("torn").join(name)).unwrap();
    }
    let store = at.join("torn/scores.store");
    let bytes = fs::read(&store).unwrap();
    fs::write(&store, &bytes[..bytes.len() - 24 * 50 - 3]).unwrap();
    let said = run(at, &[&["run", "small.yaml", "--out", "torn", "--resume"][..], &EPSILON].concat());
    assert!(said.contains("51 scores are taken from earlier runs (results/small/2-shards/shards/"), "{said}");
    assert!(said.contains("and 1 more"), "{said}");
    assert_same(at, "fresh", "torn", &PLOTS);
}

fn only_run_but_shards(at: &Path) -> PathBuf {
    let runs = fs::read_dir(at.join("results/small")).unwrap().map(|entry| entry.unwrap());
    let mut runs =
        runs.filter(|entry| entry.file_type().unwrap().is_dir() && entry.file_name() != "2-shards");
    runs.next().unwrap().path()
}

#[test]
fn ablations_and_searches_take_the_scores_of_runs() {
    let folder = after_a_run();
    let at = folder.path();
    let head = "study: other\nspace: {name: nasbench201, image_size: 8, architectures: {sample: 200}}\n";
    let labels = "labels:\n  - {name: test, source: table, file: labels.csv, column: accuracy}\n";
    let grid = "grid: {weights: {constants: [1e-7, 1]}, precision: [f32, f64], input: [{kind: grey}], batch_size: [4]}\n";
    let search = "batch: {kind: grey, size: 4}\nproxies: [epsilon, params]\n\
                  search: {runs: 5, budget: 20, pool: 30, population: 5, tournament: 2, best_of: [10]}\n";
    for (command, config, scores, result) in [
        ("ablate", format!("{head}{labels}{grid}"), 400, "scores.parquet"),
        ("search", format!("{head}{labels}{search}"), 200, "curves.csv"),
    ] {
        let file = format!("{command}.yaml");
        fs::write(at.join(&file), config).unwrap();
        let (reused, fresh) = (format!("{command}-reused"), format!("{command}-fresh"));
        let said = run(at, &[command, &file, "--out", &reused]);
        assert!(said.contains(&format!("{scores} scores are taken")), "{command}: {said}");
        run(at, &[command, &file, "--fresh", "--out", &fresh]);
        for name in [result, "config.yaml", "page.yaml", "report.html"] {
            let read = |run: &str| fs::read(at.join(run).join(name)).unwrap();
            assert!(read(&reused) == read(&fresh), "{command}: {name}");
        }
    }
}

#[test]
fn a_comparison_takes_the_scores_of_the_one_before() {
    let folder = folder();
    let at = folder.path();
    // Modules in two spellings: their keys are the same.
    let table = "\
hash,accuracy,proxy
100110100001001010101:02001,0.93,1
100000100001000111101:11010,0.89,2
100010100101000101101:02121,0.92,3
101000100001001100101:10212,0.91,5
111:0,0.80,4
";
    fs::write(at.join("mine.csv"), table).unwrap();
    let other = table
        .replace("accuracy,proxy", "accuracy,another")
        .replace("100110100001001010101:02001", "00005c142e6f48ac74fdcf73e3439874");
    fs::write(at.join("other.csv"), other).unwrap();
    let compare = |table: &str, more: &[&str]| {
        let asked = ["compare", table, "--space", "nasbench101", "--label", "accuracy", "--epsilon"];
        run(at, &[&asked[..], more].concat())
    };
    let said = compare("mine.csv", &[]);
    assert!(!said.contains("are taken"), "{said}");
    let said = compare("other.csv", &["--out", "reused"]);
    assert!(said.contains("10 scores are taken from earlier runs (results/compare/"), "{said}");
    let said = compare("other.csv", &["--out", "fresh", "--fresh"]);
    assert!(!said.contains("are taken"), "{said}");
    let read = |run: &str| fs::read(at.join(run).join("scores.csv")).unwrap();
    assert!(read("fresh") == read("reused"));
}
