//! Shards put together are the run that was never divided, byte for byte; and nothing else is put together.

mod common;

use std::path::Path;

use common::{call, folder};

/// What two settings of the collapsed engine and a proxy come to. Small, but with functions that several
/// architectures share.
const SETTINGS: [&str; 6] = [
    "--set",
    "space={name: nasbench201, image_size: 8, architectures: {sample: 300}}",
    "--set",
    "batch={kind: normal, size: 4}",
    "--set",
    "proxies=[epsilon: {precision: f32}, epsilon: {precision: f64}, epsilon: {weights: [1e-3, 1]}, params]",
];

const PLOTS: [&str; 3] =
    ["epsilon_1e-7_1e0_f64-test.svg", "epsilon_1e-7_1e0_f64-test.png", "epsilon_1e-7_1e0_f64-test.csv"];

fn run(at: &Path, more: &[&str]) -> (i32, String, String) {
    call(at, &[&["run", "small.yaml"][..], &SETTINGS, more].concat())
}

fn assert_same(at: &Path, first: &str, second: &str) {
    common::assert_same(at, first, second, &PLOTS);
}

/// Outcomes in a shard's store, which must be all that it should have, and each once.
fn outcomes(store: &Path) -> usize {
    let contents = sweep::store::read(store).unwrap();
    let (_, wanted) = contents.fingerprint.shard().unwrap();
    assert_eq!(contents.scores.known(), wanted);
    assert_eq!(contents.records as usize, wanted);
    wanted
}

#[test]
fn shards_together_are_the_undivided_run() {
    let folder = folder();
    let at = folder.path();
    let (code, table, stderr) = run(at, &["--out", "plain", "--threads", "1"]);
    assert_eq!(code, 0, "{stderr}");
    for count in [2, 3] {
        let whole = format!("results/small/{count}-shards");
        let mut sum = 0;
        // Backwards: the order in which shards are run does not matter.
        for index in (1..=count).rev() {
            let (code, stdout, stderr) = run(at, &["--shard", &format!("{index}/{count}"), "--threads", "2"]);
            assert_eq!((code, stdout.as_str()), (0, ""), "{stderr}");
            assert!(stderr.contains(&format!("epsilon merge {whole}")), "{stderr}");
            let outcomes = outcomes(&at.join(format!("{whole}/shards/{index}-of-{count}/scores.store")));
            // Each has something to do, and no function is evaluated in two of them.
            assert!(outcomes > 300 / count, "{outcomes}");
            sum += outcomes;
        }
        assert_eq!(sum, 900);
        // The run's folder is enough: its shards hold their config.
        let (code, stdout, stderr) = call(at, &["merge", &whole]);
        assert_eq!(code, 0, "{stderr}");
        assert_eq!(stdout, table);
        assert_same(at, "plain", &whole);
    }
    // The shards' folders, one by one, in any order, to another place.
    let shards: Vec<String> =
        [3, 1, 2].iter().map(|index| format!("results/small/3-shards/shards/{index}-of-3")).collect();
    let shards: Vec<&str> = shards.iter().map(String::as_str).collect();
    let (code, _, stderr) = call(at, &[&["merge"][..], &shards, &["--out", "elsewhere"]].concat());
    assert_eq!(code, 0, "{stderr}");
    assert_same(at, "plain", "elsewhere");
    assert_eq!(call(at, &[&["merge"][..], &shards].concat()).0, 2, "without --out");

    // A config stands for its run in shards, unless there are two of them.
    let config = |more: &[&str]| call(at, &[&["merge", "small.yaml"][..], &SETTINGS, more].concat());
    let (code, _, stderr) = config(&["--out", "again"]);
    assert_eq!(code, 4);
    assert!(stderr.contains("2-shards") && stderr.contains("3-shards"), "{stderr}");
    std::fs::remove_dir_all(at.join("results/small/2-shards")).unwrap();
    let (code, _, stderr) = config(&["--out", "again"]);
    assert_eq!(code, 0, "{stderr}");
    assert_same(at, "plain", "again");

    // Other labels need no new scores; other scores are needed for other settings.
    let (code, _, stderr) = config(&["--out", "labels", "--set", "labels.0.name=other"]);
    assert_eq!(code, 0, "{stderr}");
    let read = |run: &str, name: &str| std::fs::read_to_string(at.join(run).join(name)).unwrap();
    assert_eq!(read("labels", "scores.csv"), read("plain", "scores.csv"));
    assert!(read("labels", "correlations.csv").contains("\nother,"));
    let (code, _, stderr) = config(&["--out", "weights", "--set", "proxies.1.epsilon.weights=[1, 2]"]);
    assert_eq!(code, 3);
    assert!(
        stderr.contains("settings[1].weights: \"1e-7,1.0\" is stored, \"1.0,2.0\" is asked for"),
        "{stderr}"
    );
    assert!(!at.join("weights").exists());
}

#[test]
fn ablations_and_searches_are_divided_alike() {
    let folder = folder();
    let at = folder.path();
    let head = "study: small\nspace: {name: nasbench201, image_size: 8, architectures: {sample: 60}}\n";
    let labels = "labels:\n  - {name: test, source: table, file: labels.csv, column: accuracy}\n";
    let grid = "grid: {weights: {constants: [1e-7, 1e-3, 1]}, input: [{kind: grey}, {kind: normal}], batch_size: [4], \
                sample: [20, 60]}\nrepeats: 2\n";
    let search = "batch: {kind: grey, size: 4}\nproxies: [epsilon, params]\n\
                  search: {runs: 5, budget: 20, pool: 30, population: 5, tournament: 2, best_of: [10]}\n";
    for (command, config, results) in [
        ("ablate", format!("{head}{labels}{grid}"), &["ablation.csv", "scores.parquet"][..]),
        ("search", format!("{head}{labels}{search}"), &["curves.csv", "best_of.csv"]),
    ] {
        let file = format!("{command}.yaml");
        std::fs::write(at.join(&file), config).unwrap();
        let (plain, divided) = (format!("{command}-plain"), format!("{command}-divided"));
        let (code, table, stderr) = call(at, &[command, &file, "--out", &plain]);
        assert_eq!(code, 0, "{stderr}");
        for shard in ["2/2", "1/2"] {
            let (code, stdout, stderr) = call(at, &[command, &file, "--shard", shard, "--out", &divided]);
            assert_eq!((code, stdout.as_str()), (0, ""), "{command} {shard}: {stderr}");
        }
        let (code, merged, stderr) = call(at, &["merge", &divided]);
        assert_eq!(code, 0, "{stderr}");
        assert_eq!(merged, table);
        for name in results.iter().chain(&["config.yaml", "page.yaml", "report.html"]) {
            let read = |run: &str| std::fs::read(at.join(run).join(name)).unwrap();
            assert!(read(&plain) == read(&divided), "{command}: {name}");
        }
    }
}

#[test]
fn what_is_missing_is_named() {
    let folder = folder();
    let at = folder.path();
    for shard in ["1/3", "3/3"] {
        assert_eq!(run(at, &["--shard", shard, "--out", "run"]).0, 0);
    }
    let (code, stdout, stderr) = call(at, &["merge", "run"]);
    assert_eq!((code, stdout.as_str()), (4, ""));
    assert!(stderr.contains("1 shard is missing: 2/3"), "{stderr}");
    assert!(stderr.contains("of 300 architectures have no outcome, the first of them |"), "{stderr}");
    assert!(!at.join("run/scores.csv").exists());

    // A shard that is not complete is named with what it has; resumed, it evaluates only the rest.
    assert_eq!(run(at, &["--shard", "2/3", "--out", "run"]).0, 0);
    let store = at.join("run/shards/2-of-3/scores.store");
    let bytes = std::fs::read(&store).unwrap();
    let wanted = outcomes(&store);
    std::fs::write(&store, &bytes[..bytes.len() - 10 * 24 - 7]).unwrap();
    let (code, _, stderr) = call(at, &["merge", "run"]);
    assert_eq!(code, 4);
    let part = format!("shard 2/3 has {} of {wanted} outcomes: run/shards/2-of-3", wanted - 11);
    assert!(stderr.contains(&part), "{stderr}");
    let (code, _, stderr) = run(at, &["--shard", "2/3", "--out", "run"]);
    assert_eq!(code, 4);
    assert!(stderr.contains("continue it with --resume"), "{stderr}");
    assert_eq!(run(at, &["--shard", "2/3", "--out", "run", "--resume"]).0, 0);
    assert_eq!(outcomes(&store), wanted);
    assert_eq!(call(at, &["merge", "run"]).0, 0);
    assert_eq!(run(at, &["--out", "plain"]).0, 0);
    assert_same(at, "plain", "run");
}

#[test]
fn shards_that_do_not_belong_together_are_refused() {
    let folder = folder();
    let at = folder.path();
    for shard in ["1/2", "2/2"] {
        assert_eq!(run(at, &["--shard", shard, "--out", "run"]).0, 0);
    }
    let refused = |expected: i32, part: &str, arguments: &[&str]| {
        let (code, stdout, stderr) = call(at, &[&["merge", "--out", "out"][..], arguments].concat());
        assert_eq!((code, stdout.as_str()), (expected, ""), "{stderr}");
        assert!(stderr.contains(part), "{part}: {stderr}");
        assert!(!at.join("out").exists());
    };
    // The same one twice, by the same name and as a copy.
    let (first, second) = ("run/shards/1-of-2", "run/shards/2-of-2");
    refused(4, "shard 1/2 is there twice", &[first, second, first]);
    std::fs::create_dir(at.join("copy")).unwrap();
    for name in ["scores.store", "config.yaml"] {
        std::fs::copy(at.join(first).join(name), at.join("copy").join(name)).unwrap();
    }
    refused(4, "run/shards/1-of-2/scores.store and in copy/scores.store", &["run", "copy"]);
    // One of another division.
    assert_eq!(run(at, &["--shard", "2/3", "--out", "three"]).0, 0);
    refused(4, "is one of 2 shards, three/shards/2-of-3/scores.store is one of 3", &[first, "three"]);
    // One of another config: settings that decide scores, and others.
    let other = ["--shard", "2/2", "--out", "other", "--set", "batch.size=5"];
    assert_eq!(run(at, &other).0, 0);
    let given = [&["small.yaml"][..], &SETTINGS, &[first, "other"]].concat();
    refused(3, "settings[0].batch: \"5 normal\" is stored, \"4 normal\" is asked for", &given);
    refused(3, "proxies[0].epsilon.batch.size: 4 in the first, 5 in the second", &[first, "other"]);
    let labels = ["--shard", "2/2", "--out", "labels", "--set", "labels.0.name=other"];
    assert_eq!(run(at, &labels).0, 0);
    refused(3, "labels[0].name: \"test\" in the first, \"other\" in the second", &[first, "labels"]);
    // A run that is no shard, a folder without any, no folder at all, and two configs.
    assert_eq!(run(at, &["--out", "plain"]).0, 0);
    refused(4, "plain/scores.store is no shard", &["plain"]);
    std::fs::create_dir(at.join("empty")).unwrap();
    refused(4, "empty holds no shard", &["empty"]);
    refused(4, "absent", &["absent"]);
    refused(2, "give one config", &["small.yaml", "absent", first]);
    // A damaged store.
    let store = at.join(second).join("scores.store");
    let mut bytes = std::fs::read(&store).unwrap();
    let middle = bytes.len() - 24 * 20;
    bytes[middle] ^= 1;
    std::fs::write(&store, &bytes).unwrap();
    refused(4, "is damaged, but sound ones follow", &["run"]);
    // Results never go into the folder of an undivided run.
    bytes[middle] ^= 1;
    std::fs::write(&store, &bytes).unwrap();
    let (code, _, stderr) = call(at, &["merge", "run", "--out", "plain"]);
    assert_eq!(code, 4);
    assert!(stderr.contains("plain holds an undivided run"), "{stderr}");
    for wrong in ["0/2", "3/2", "2", "x/y"] {
        let (code, _, stderr) = run(at, &["--shard", wrong]);
        assert_eq!(code, 2);
        assert!(stderr.contains("write INDEX/COUNT"), "{stderr}");
    }
}
