//! The real binary in a temporary folder: what it prints where, what it writes, and its exit codes.

mod common;

use std::fmt::Write as _;
use std::path::Path;

use common::{CELL, call, folder};

#[test]
fn a_run_leaves_everything_in_its_folder() {
    let folder = folder();
    let (code, stdout, stderr) = call(folder.path(), &["run", "small.yaml", "--out", "first"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("epsilon_f32") && stdout.contains("200 / 200"), "{stdout}");
    let first = folder.path().join("first");
    for name in [
        "config.yaml",
        "environment.json",
        "scores.csv",
        "scores.parquet",
        "correlations.csv",
        "comparisons.csv",
        "top_k.csv",
        "bands.csv",
        "ties.csv",
        "proxies.csv",
        "summary.json",
        "plots/coverage-test.svg",
        "plots/bands-test.svg",
        "plots/epsilon_f32-test.svg",
        "plots/epsilon_f32-test.png",
        "plots/epsilon_f32-test.csv",
        "report.html",
        "log.jsonl",
    ] {
        assert!(first.join(name).is_file(), "{name}");
    }
    let scores = std::fs::read_to_string(first.join("scores.csv")).unwrap();
    assert_eq!(scores.lines().count(), 1 + 2 * 200);
    assert_eq!(scores.lines().next(), Some("arch,proxy,score,status"));

    // The resolved config is the same run, on any number of threads.
    let again = ["run", "first/config.yaml", "--out", "again", "--threads", "1"];
    assert_eq!(call(folder.path(), &again).0, 0);
    for name in [
        "config.yaml",
        "scores.csv",
        "correlations.csv",
        "comparisons.csv",
        "summary.json",
        "plots/epsilon_f32-test.svg",
    ] {
        let read = |run: &str| std::fs::read(folder.path().join(run).join(name)).unwrap();
        assert!(read("first") == read("again"), "{name}");
    }
}

#[test]
fn a_store_that_was_cut_off_is_continued() {
    let folder = folder();
    assert_eq!(call(folder.path(), &["run", "small.yaml"]).0, 0);
    let runs = || -> Vec<_> {
        let entries = std::fs::read_dir(folder.path().join("results/small")).unwrap();
        // Beside them is the link to the latest.
        entries.map(|entry| entry.unwrap().path()).filter(|path| !path.is_symlink()).collect()
    };
    let run = runs().pop().unwrap();
    let scores = std::fs::read(run.join("scores.csv")).unwrap();
    let store = std::fs::read(run.join("scores.store")).unwrap();
    std::fs::write(run.join("scores.store"), &store[..store.len() - 24 * 50 - 5]).unwrap();
    std::fs::remove_file(run.join("scores.csv")).unwrap();
    let (code, _, stderr) = call(folder.path(), &["run", "small.yaml", "--resume"]);
    assert_eq!(code, 0, "{stderr}");
    // Architectures of one function share their score, so 51 scores less are at most 51 functions to evaluate.
    let number = |behind: &str| -> usize {
        let (before, _) = stderr.split_once(behind).unwrap();
        before.rsplit(' ').next().unwrap().parse().unwrap()
    };
    let (left, done) = (number(" functions to evaluate"), number(" done before"));
    assert!((1..=51).contains(&left) && left + done == 150, "{stderr}");
    assert_eq!(runs(), std::slice::from_ref(&run));
    assert!(std::fs::read(run.join("scores.csv")).unwrap() == scores);

    let (code, _, stderr) = call(folder.path(), &["run", "small.yaml", "--resume", "--set", "batch.size=5"]);
    assert_eq!(code, 3, "{stderr}");
    assert!(stderr.contains("\"4 grey\" is stored, \"5 grey\" is asked for"), "{stderr}");
    let out = run.to_str().unwrap();
    let (code, _, stderr) = call(folder.path(), &["run", "small.yaml", "--out", out]);
    assert_eq!(code, 4, "{stderr}");
    assert!(stderr.contains("continue it with --resume"), "{stderr}");
}

#[test]
fn exit_codes_tell_whose_fault_it_is() {
    let folder = folder();
    let at = folder.path();
    std::fs::write(at.join("wrong.csv"), "arch,accuracy\nx,1\n").unwrap();
    for (code, part, arguments) in [
        (2, "Usage", &["walk"][..]),
        (2, "--set", &["run", "small.yaml", "--sett", "x=1"]),
        (3, "small.yaml: batch.size: a batch of 1", &["run", "small.yaml", "--set", "batch.size=1"]),
        (3, "a weight of 0", &["run", "small.yaml", "--set", "proxies.0.epsilon.weights=[0, 1]"]),
        (4, "the config absent.yaml can't be read: No such file", &["run", "absent.yaml"]),
        (4, "did you mean small.yaml?", &["run", "small.yml"]),
        (4, "it is a folder: give one of the .yaml files in it", &["run", "."]),
        (4, "relative paths start at /", &["run", "small.yaml", "--set", "labels.0.file=absent.csv"]),
        (4, "absent.csv: a table of labels", &["run", "small.yaml", "--set", "labels.0.file=absent.csv"]),
        (4, "no column `acuracy`", &["run", "small.yaml", "--set", "labels.0.column=acuracy"]),
        (4, "no column `cell`", &["run", "small.yaml", "--set", "labels.0.key=cell"]),
        (
            4,
            "`15625` is not a nasbench201 architecture: an index of the official order is a whole number from 0 to 15624",
            &["score", "--space", "nasbench201", "--batch", "grey", "15625"],
        ),
        (
            4,
            "row 2 (the header is row 1): `x` is not a nasbench201 architecture",
            &["run", "small.yaml", "--set", "labels.0.file=wrong.csv"],
        ),
        (4, "no finite value", &["run", "small.yaml", "--set", "labels.0.column=empty"]),
        (
            2,
            "two different constants",
            &["score", "--space", "nasbench201", "--batch", "grey", "--weights", "0,1", CELL],
        ),
        (2, "not a search space", &["score", "--space", "nasbench", "--batch", "grey", CELL]),
        (2, "not a kind of batch", &["score", "--space", "nasbench201", "--batch", "gray-ish", CELL]),
        (
            4,
            "is not a nasbench201 architecture",
            &["score", "--space", "nasbench201", "--batch", "grey", "|x|"],
        ),
        (4, "absent.bin", &["score", "--space", "nasbench201", "--batch", "cifar10:absent.bin", CELL]),
        (4, "no finite value", &["correlate", "labels.csv", "--score", "accuracy", "--label", "empty"]),
        (2, "no data set `nothing`", &["data", "fetch", "nothing"]),
    ] {
        let (found, stdout, stderr) = call(at, arguments);
        assert_eq!(found, code, "{arguments:?}: {stderr}");
        assert!(stderr.contains(part), "{arguments:?}: {stderr}");
        assert_eq!(stdout, "", "{arguments:?}");
    }
    assert!(!at.join("results").exists(), "nothing that failed before the sweep left a folder");
}

#[test]
fn a_dry_run_names_missing_files_and_writes_nothing() {
    let folder = folder();
    let arguments = ["run", "small.yaml", "--dry-run", "--set", "labels.0.file=absent.csv"];
    let (code, stdout, stderr) = call(folder.path(), &arguments);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("missing: absent.csv") && stdout.contains("200 architectures"), "{stdout}");
    assert!(!folder.path().join("results").exists());
    let batch = "batch={kind: cifar10, file: absent.bin, size: 4}";
    let arguments = ["run", "small.yaml", "--dry-run", "--set", batch, "--set", "space.image_size=32"];
    let (code, stdout, _) = call(folder.path(), &arguments);
    assert_eq!(code, 0);
    assert!(stdout.contains("missing: absent.bin") && stdout.contains("functions to evaluate"), "{stdout}");
}

#[test]
fn every_config_that_comes_with_the_program_is_right() {
    let configs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../configs");
    let empty = tempfile::tempdir().unwrap();
    // The modules of NAS-Bench-101 are enumerated once, and kept here for the next config.
    std::fs::create_dir_all(empty.path().join("data/nasbench101")).unwrap();
    let mut seen = 0;
    for entry in std::fs::read_dir(configs).unwrap() {
        let config = entry.unwrap().path();
        let text = std::fs::read_to_string(&config).unwrap();
        if text.contains("backend: torch") && !cfg!(feature = "torch") {
            // The test script checks these with a program that has libtorch.
            continue;
        }
        let command = config::command(&text).unwrap();
        // A small sample and batch: whether it is right does not depend on them.
        // (Recipes come from a file, so there is nothing to draw a sample from.)
        let sample = ["--set", "space.architectures={sample: 3}"];
        let sample = if text.contains("name: nasbenchnlp") { &[][..] } else { &sample };
        let small = match command {
            "ablate" => &["--set", "grid.sample=[3]"][..],
            "search" => &["--set", "batch.size=2", "--set", "search.best_of=[2]"],
            // A study with a batch.
            _ => &["--set", "batch.size=2"],
        };
        let arguments = [&[command, config.to_str().unwrap(), "--dry-run"][..], sample, small].concat();
        let (code, _, stderr) = call(empty.path(), &arguments);
        assert_eq!(code, 0, "{}: {stderr}", config.display());
        seen += 1;
    }
    assert!(seen >= 4);
}

#[test]
fn scores_are_printed_as_rows() {
    let folder = folder();
    let none = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|";
    let arguments = [
        "score",
        "--space",
        "nasbench201",
        "--batch",
        "normal",
        "--batch-size",
        "8",
        "--precision",
        "f64",
        "--image-size",
        "8",
        CELL,
        none,
    ];
    let (code, stdout, stderr) = call(folder.path(), &arguments);
    assert_eq!(code, 0, "{stderr}");
    let lines: Vec<&str> = stdout.lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0], "arch,epsilon,status");
    let [cell, value, status] = lines[1].split(',').collect::<Vec<_>>()[..] else { panic!("{}", lines[1]) };
    assert_eq!((cell, status), (CELL, "ok"));
    assert!(value.parse::<f64>().unwrap() >= 0.0, "{value}");
    assert_eq!(lines[2], format!("{none},NaN,constant_output"));

    std::fs::write(folder.path().join("archs.txt"), format!("{CELL}\n\n{none}\n")).unwrap();
    let arguments = [&arguments[..arguments.len() - 2], &["--archs", "archs.txt"]].concat();
    assert_eq!(call(folder.path(), &arguments).1, stdout);

    // Why the published constants leave a chain of convolutions without a score: it underflows.
    let chain = "|none~0|+|none~0|nor_conv_3x3~1|+|nor_conv_3x3~0|none~1|none~2|";
    let skip = "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|";
    let explained =
        [&arguments[..7], &["--image-size", "8", "--format", "csv", "--explain", chain, skip, none]].concat();
    let (code, why, stderr) = call(folder.path(), &explained);
    assert_eq!(code, 0, "{stderr}");
    let lines: Vec<Vec<&str>> = why.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(lines[0][3..], ["shortest_chain", "log10_output", "epsilon_f64"]);
    assert_eq!((lines[1][2], lines[1][3]), ("constant_output", "19"), "{why}");
    assert!(
        lines[1][4].parse::<f64>().unwrap() < -45.2 && lines[1][5].parse::<f64>().unwrap() >= 0.0,
        "{why}"
    );
    assert_eq!(lines[2][2], "ok");
    assert!(lines[2][4].parse::<f64>().unwrap() > -45.2, "{why}");
    assert_eq!(lines[3][1..], ["NaN", "constant_output", "NaN", "NaN", "NaN"]);
    assert!(stderr.contains("10^-45.2"), "{stderr}");

    // Lines that are no architecture, or the same again, end it or are counted.
    std::fs::write(folder.path().join("archs.txt"), format!("{CELL}\n|oops\n{none}\n{CELL}\n")).unwrap();
    let (code, _, stderr) = call(folder.path(), &arguments);
    assert_eq!(code, 4);
    assert!(stderr.contains("line 2: ") && stderr.contains("|oops"), "{stderr}");
    let (code, skipping, stderr) =
        call(folder.path(), &[&arguments[..], &["--bad-records", "skip"]].concat());
    assert_eq!((code, skipping), (0, stdout), "{stderr}");
    assert!(
        stderr.contains("2 lines") && stderr.contains("line 2: ") && stderr.contains("line 4"),
        "{stderr}"
    );
}

#[test]
fn own_scores_are_compared_without_a_config() {
    let folder = tempfile::tempdir().unwrap();
    let row = |index: usize| format!("{index},{},{}\n", (index * 17) % 41, (index * 13) % 40);
    let rows: String = (0..40).map(row).collect();
    std::fs::write(folder.path().join("mine.csv"), format!("index,mine,accuracy\n{rows}")).unwrap();
    let compare = ["compare", "mine.csv", "--space", "nasbench201", "--label", "accuracy", "--out", "run"];
    let (code, stdout, stderr) = call(folder.path(), &compare);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("mine") && stdout.contains("live_params"), "{stdout}");
    assert!(folder.path().join("run/report.html").exists());
    // The config that is printed gives the same tables.
    let (_, config) = stderr.split_once("with this config:\n").unwrap();
    std::fs::write(folder.path().join("same.yaml"), config).unwrap();
    let (code, _, stderr) = call(folder.path(), &["run", "same.yaml", "--out", "again"]);
    assert_eq!(code, 0, "{stderr}");
    let table = |run: &str| std::fs::read(folder.path().join(run).join("correlations.csv")).unwrap();
    assert!(table("run") == table("again"));

    for (arguments, part) in [
        (&["--label", "accuracy", "--key", "none"][..], "none"),
        (&["--label", "cifar100_test"], "--labels FILE"),
        (&["--label", "cifar10_test"], "epsilon data fetch analog-nasbench"),
        (&["--label", "accuracy", "--against", "epsilon_f32"], "against"),
    ] {
        let arguments = [&["compare", "mine.csv", "--space", "nasbench201"], arguments].concat();
        let (code, _, stderr) = call(folder.path(), &arguments);
        assert!(code != 0 && stderr.contains(part), "{arguments:?}: {stderr}");
    }
}

#[test]
fn correlations_come_as_table_json_and_csv() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "arch,a,b,loss\nw,1,4,10\nx,2,,20\ny,3,2,30\nz,4,1,25\n";
    std::fs::write(folder.path().join("t.csv"), rows).unwrap();
    let base =
        ["correlate", "t.csv", "--score", "a,b", "--label", "loss", "--direction", "minimize", "--format"];
    let with = |format: &'static str| call(folder.path(), &[&base[..], &[format]].concat());
    let (code, stdout, stderr) = with("json");
    assert_eq!(code, 0, "{stderr}");
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(json[0]["score"], "a");
    assert_eq!(json[0]["label"], "loss");
    // Coefficients keep the sign of the raw label.
    assert_eq!(json[0]["spearman"], 0.8);
    assert_eq!((&json[1]["n"], &json[1]["n_total"]), (&3.into(), &4.into()));
    assert_eq!(json[1]["kendall_tau_b"], -1.0 / 3.0);
    let (_, csv, _) = with("csv");
    assert_eq!(csv.lines().count(), 3);
    assert!(csv.starts_with("label,score,direction,subset,n,n_total,"), "{csv}");
    assert!(with("table").1.contains("3 / 4"));
}

#[test]
fn scores_of_zero_count_or_do_not() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("t.csv"), "a,label\n0,5\n1,1\n2,2\n3,3\n").unwrap();
    let base = ["correlate", "t.csv", "--score", "a", "--label", "label", "--format", "json"];
    for (how, n, rho) in [(&[][..], 4, -0.2), (&["--zero-scores", "missing"], 3, 1.0)] {
        let (code, stdout, stderr) = call(folder.path(), &[&base[..], how].concat());
        assert_eq!(code, 0, "{stderr}");
        let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        assert_eq!((&json[0]["n"], &json[0]["spearman"]), (&n.into(), &rho.into()));
    }
    let (code, _, stderr) = call(folder.path(), &[&base[..], &["--zero-scores", "kep"]].concat());
    assert_eq!(code, 2);
    assert!(stderr.contains("--zero-scores") && stderr.contains("keep"), "{stderr}");
}

#[test]
fn correlate_does_all_of_it_without_a_config() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = "score,other,label,size,class,s1,s2\n".to_owned();
    for row in 0..200_u64 {
        let mixed = row * 7919 % 200;
        let score = if row % 5 == 0 { String::new() } else { (row + mixed % 40).to_string() };
        let _ = writeln!(
            rows,
            "{score},{mixed},{row},{},c{},{},{}",
            row / 2,
            row / 4,
            row + mixed % 7,
            row + mixed % 5
        );
    }
    std::fs::write(folder.path().join("t.csv"), rows).unwrap();
    let base = ["correlate", "t.csv", "--score", "score,other", "--label", "label"];
    let more = [
        "--partial",
        "size",
        "--cluster",
        "class",
        "--seeds",
        "s1,s2",
        "--top-k",
        "5,20",
        "--bands",
        "4",
        "--resamples",
        "50",
        "--permutations",
        "19",
        "--format",
        "json",
        "--out",
        "tables",
    ];
    let (code, stdout, stderr) = call(folder.path(), &[&base[..], &more].concat());
    assert_eq!(code, 0, "{stderr}");
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let first = &json[0];
    assert_eq!((&first["n"], &first["n_total"]), (&160.into(), &200.into()));
    assert!(first["spearman_low"].as_f64().unwrap() < first["spearman"].as_f64().unwrap());
    assert_eq!(first["spearman_p"], 0.05);
    assert_eq!(first["n_distinct"], 50);
    assert!(first["spearman_partial"].is_number());
    assert_eq!(first["missing_ranked"]["n_missing"], 40);
    assert_eq!(first["top_k"].as_array().unwrap().len(), 2);
    assert_eq!(first["bands"].as_array().unwrap().len(), 4);
    assert_eq!(first["comparisons"][0]["second"], "other");
    assert_eq!(first["common"]["n"], 160);
    assert!(first["label_noise"]["spearman_between_seeds"].as_f64().unwrap() > 0.9);
    assert_eq!(json[1]["missing_ranked"], serde_json::Value::Null);
    for name in
        ["correlations.csv", "missing.csv", "comparisons.csv", "top_k.csv", "bands.csv", "label_noise.csv"]
    {
        assert!(folder.path().join("tables").join(name).is_file(), "{name}");
    }
    let table = call(folder.path(), &base).1;
    for part in ["Proxies against each other", "Three ways to treat", "ranked last", "The best-scored"] {
        assert!(table.contains(part), "{part}: {table}");
    }
    for (part, arguments) in [
        (
            "'bcas' for '--interval <METHOD>'\n  [possible values: percentile, bca, fisher",
            ["--interval", "bcas"],
        ),
        ("--level: 2 is not between 0 and 1", ["--level", "2"]),
        ("'--tests <TEST[,TEST]>': `wiliams` is not a test", ["--tests", "wiliams"]),
        (
            "'bonferroni' for '--correction <METHOD>'\n  [possible values: holm, bh, none]",
            ["--correction", "bonferroni"],
        ),
        ("--against: `nothing` is not a proxy", ["--against", "nothing"]),
        ("--top-k: the best 0", ["--top-k", "0"]),
    ] {
        let (code, _, stderr) = call(folder.path(), &[&base[..], &arguments].concat());
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains(part), "{stderr}");
    }
    let twice = ["correlate", "t.csv", "--score", "score,score", "--label", "label"];
    assert_eq!(call(folder.path(), &twice).0, 2);
    let unknown = [&base[..], &["--partial", "sise"]].concat();
    assert_eq!(call(folder.path(), &unknown).0, 4);
}

#[test]
fn constants_are_chosen_by_the_rule() {
    let folder = tempfile::tempdir().unwrap();
    let base = ["weights", "--space", "nasbench201", "--batch", "grey", "--batch-size", "16"];
    let options =
        ["--sample", "30", "--constants", "1e-7,1e-2,1", "--missing-below", "0.2", "--format", "csv"];
    let arguments = [&base[..], &options].concat();
    let (code, stdout, stderr) = call(folder.path(), &arguments);
    assert_eq!(code, 0, "{stderr}");
    let lines: Vec<&str> = stdout.lines().collect();
    assert_eq!(lines.len(), 4, "{stdout}");
    assert!(lines[0].starts_with("smaller,larger,ratio,scored,asked,missing,chosen"), "{stdout}");
    // Underflow takes far more than a fifth with 1e-7, and nearly nothing with 0.01.
    assert!(lines[3].starts_with("0.01,1,") && lines[3].ends_with(",yes"), "{stdout}");
    assert!(
        stderr.contains("the published pair is 1e-7,1.0") && stderr.contains("not the rule's choice"),
        "{stderr}"
    );
    for (part, more) in [
        ("grid.weights.constants[1]: a weight of 0", &["--constants", "1,0"][..]),
        ("1 constants: give 2 to 64", &["--constants", "1"]),
        ("7 is not a share", &["--missing-below", "7"]),
    ] {
        let (code, _, stderr) = call(folder.path(), &[&base[..], more].concat());
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains(part), "{stderr}");
    }
}

#[test]
fn a_search_leaves_curves_and_tables() {
    let folder = folder();
    let config = "study: look\nspace: {name: nasbench201, image_size: 8, architectures: {sample: 300}}\n\
                  batch: {kind: grey, size: 4}\nproxies: [epsilon, params]\n\
                  labels: [{name: test, source: table, file: labels.csv, column: accuracy}]\n\
                  search: {runs: 20, budget: 40, pool: 100, population: 10, best_of: [50]}\n";
    std::fs::write(folder.path().join("look.yaml"), config).unwrap();
    let (code, stdout, stderr) = call(folder.path(), &["search", "look.yaml", "--out", "first"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("test of the best of N by a proxy, over 20 draws"), "{stdout}");
    let again = ["search", "first/config.yaml", "--out", "again", "--threads", "1"];
    assert_eq!(call(folder.path(), &again).0, 0);
    for name in ["config.yaml", "curves.csv", "best_of.csv", "plots/search-evolution.svg"] {
        let read = |run: &str| std::fs::read(folder.path().join(run).join(name)).unwrap();
        assert!(read("first") == read("again"), "{name}");
    }
    // Two methods, four ways to rank the pool each (some scores are missing, which is taken in two ways), 40 numbers of
    // trained architectures.
    let curves = std::fs::read_to_string(folder.path().join("first/curves.csv")).unwrap();
    assert_eq!(curves.lines().count(), 1 + 2 * 4 * 40);
    assert!(folder.path().join("first/report.html").is_file());
    let (code, _, stderr) = call(folder.path(), &["run", "look.yaml", "--dry-run"]);
    assert_eq!(code, 3);
    assert!(stderr.contains("this config is for `epsilon search`"), "{stderr}");
}

#[test]
fn an_ablation_leaves_its_table() {
    let folder = folder();
    let config = "study: grid\nspace: {name: nasbench201, image_size: 8, architectures: {sample: 100}}\n\
                  batch: {kind: grey, size: 4}\ngrid: {weights: {constants: [1e-7, 1e-3, 1]}}\n\
                  labels: [{name: test, source: table, file: labels.csv, column: accuracy}]\n";
    std::fs::write(folder.path().join("grid.yaml"), config).unwrap();
    let (code, stdout, stderr) = call(folder.path(), &["ablate", "grid.yaml", "--out", "grid"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("1e-7 and 1e-3") && stdout.contains(" / 100 "), "{stdout}");
    let table = std::fs::read_to_string(folder.path().join("grid/ablation.csv")).unwrap();
    assert_eq!(table.lines().count(), 1 + 3);
    for name in ["report.html", "scores.parquet", "plots/weights-rho-test.svg", "plots/weights-coverage.csv"]
    {
        assert!(folder.path().join("grid").join(name).is_file(), "{name}");
    }
    let (code, _, stderr) = call(folder.path(), &["ablate", "grid.yaml", "--set", "grid.batch_size=[1]"]);
    assert_eq!(code, 3);
    assert!(stderr.contains("grid.batch_size"), "{stderr}");
}

#[test]
fn help_documents_the_exit_codes() {
    let folder = tempfile::tempdir().unwrap();
    let (code, stdout, _) = call(folder.path(), &["--help"]);
    assert_eq!(code, 0);
    assert!(
        stdout.contains("75  interrupted (SIGINT, SIGTERM) in run, ablate, search or compare"),
        "{stdout}"
    );
    assert!(call(folder.path(), &["completions", "bash"]).1.contains("_epsilon()"));
}

/// Killed in any way, a run keeps what it has; stopped cleanly, it says how to go on.
#[cfg(unix)]
#[test]
fn a_run_that_is_killed_is_continued() {
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    let folder = folder();
    let out = folder.path().join("run");
    let store = out.join("scores.store");
    let start = |more: &[&str]| -> Child {
        Command::new(assert_cmd::cargo::cargo_bin("epsilon"))
            .current_dir(folder.path())
            .args(["run", "small.yaml", "--out", "run", "--set", "proxies.0.epsilon.backend=collapse"])
            .args(["--set", "space.architectures=all", "--set", "batch.size=32"])
            .args(more)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let length = || std::fs::metadata(&store).map_or(0, |data| data.len());
    // Waits for scores on the disk, and sends the signal.
    let signal = |child: &mut Child, name: &str, before: u64| {
        let begun = Instant::now();
        while length() < before + 2_400 && child.try_wait().unwrap().is_none() {
            assert!(begun.elapsed() < Duration::from_mins(5), "nothing is stored");
            std::thread::sleep(Duration::from_millis(5));
        }
        let status = Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
        assert!(status.success());
    };

    let mut child = start(&[]);
    signal(&mut child, "-KILL", 0);
    assert_eq!(child.wait_with_output().unwrap().status.code(), None);
    let kept = length();

    let mut child = start(&["--resume"]);
    signal(&mut child, "-TERM", kept);
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(75), "{stderr}");
    assert!(stderr.contains(" done before"), "{stderr}");
    assert!(
        stderr.contains("epsilon run small.yaml --set") && stderr.contains("--out run --resume"),
        "{stderr}"
    );
    assert!(length() > kept);
    // Nothing is there twice, and the store reads back whole.
    let contents = sweep::store::read(&store).unwrap();
    assert_eq!(contents.records as usize, contents.scores.known());
    assert_eq!(contents.torn_bytes, 0);
}

#[cfg(not(feature = "torch"))]
#[test]
fn without_libtorch_what_needs_it_says_how_to_build_it() {
    let folder = folder();
    let (code, stdout, stderr) = call(folder.path(), &["verify", "--sample", "3"]);
    assert_eq!((code, stdout.as_str()), (3, ""));
    assert!(stderr.contains("verify compares with the full network"), "{stderr}");
    assert!(stderr.contains("cargo build --release --features epsilon-cli/torch"), "{stderr}");
    let score = ["score", "--space", "nasbench201", "--batch", "grey", "--backend", "torch", CELL];
    let (code, _, stderr) = call(folder.path(), &score);
    assert_eq!(code, 3);
    assert!(stderr.contains("cargo build --release --features epsilon-cli/torch"), "{stderr}");
    let set = ["run", "small.yaml", "--set", "proxies.0.epsilon.backend=torch"];
    let (code, _, stderr) = call(folder.path(), &set);
    assert_eq!(code, 3);
    assert!(
        stderr.contains("proxies[0].epsilon.backend: this program was built without libtorch"),
        "{stderr}"
    );
}

#[cfg(feature = "torch")]
#[test]
fn the_collapsed_engine_is_verified_against_the_full_network() {
    let folder = folder();
    let arguments =
        ["verify", "--space", "nasbench201", "--sample", "4", "--batch-size", "4", "--image-size", "8"];
    let (code, stdout, stderr) = call(folder.path(), &arguments);
    assert_eq!(code, 0, "{stderr}");
    for words in ["f32 ", "f64 ", "4 normal", "4 / 4"] {
        assert!(stdout.contains(words), "{words}: {stdout}");
    }
    // The same of a config, and a device that no machine has.
    let (code, stdout, stderr) =
        call(folder.path(), &["verify", "small.yaml", "--sample", "2", "--precision", "f64"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("4 grey"), "{stdout}");
    let (code, _, stderr) = call(folder.path(), &["verify", "--sample", "2", "--device", "cuda:999"]);
    assert_eq!(code, 4, "{stderr}");
    assert!(stderr.contains("cuda:999 was asked for, but "), "{stderr}");
    let score = [
        "score",
        "--space",
        "nasbench201",
        "--batch",
        "grey",
        "--batch-size",
        "2",
        "--image-size",
        "8",
        "--backend",
        "torch",
        "--precision",
        "f64",
        CELL,
    ];
    let (code, stdout, stderr) = call(folder.path(), &score);
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(stdout.lines().count(), 2);
}
