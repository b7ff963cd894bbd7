//! Results replace nothing but earlier results of their own: a folder is empty, new, or one that the program made.

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::{call, folder};

const GRID: &str = "study: grid\nspace: {name: nasbench201, image_size: 8, architectures: {sample: 20}}\n\
                    batch: {kind: grey, size: 4}\ngrid: {weights: {constants: [1e-7, 1]}}\n";
const SEARCH: &str = "study: look\nspace: {name: nasbench201, architectures: {sample: 300}}\n\
                      proxies: [params]\nlabels: [{name: test, source: table, file: labels.csv, column: accuracy}]\n\
                      search: {runs: 3, budget: 10, pool: 20, population: 5, best_of: [20]}\n";

/// Every file below a folder, with its bytes.
fn files(at: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(at).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.display().to_string(), std::fs::read(path).unwrap());
        }
    }
    found
}

/// The command fails with this code and words, and touches nothing.
fn refused(at: &Path, arguments: &[&str], code: i32, parts: &[&str]) {
    let before = files(at);
    let (found, stdout, stderr) = call(at, arguments);
    assert_eq!((found, stdout.as_str()), (code, ""), "{arguments:?}: {stderr}");
    for part in parts {
        assert!(stderr.contains(part), "{arguments:?}: {part}: {stderr}");
    }
    assert!(files(at) == before, "{arguments:?} touched a file");
}

#[test]
fn a_folder_with_files_of_the_user_is_refused_by_every_command() {
    let folder = folder();
    let at = folder.path();
    for (name, text) in [("grid.yaml", GRID), ("search.yaml", SEARCH), ("config.yaml", common::CONFIG)] {
        std::fs::write(at.join(name), text).unwrap();
    }
    assert_eq!(call(at, &["run", "small.yaml", "--shard", "1/1", "--out", "shards"]).0, 0);
    std::fs::create_dir(at.join("mine")).unwrap();
    std::fs::write(at.join("mine/scores.csv"), "arch,accuracy\n").unwrap();
    for out in [".", "mine", "./mine/../mine"] {
        let parts = ["is no folder of results", "--out"];
        for command in [
            &["run", "config.yaml"][..],
            &["run", "config.yaml", "--resume"],
            &["run", "small.yaml", "--shard", "1/2"],
            &["ablate", "grid.yaml"],
            &["search", "search.yaml"],
            &["merge", "shards"],
            &["slurm", "small.yaml", "--shards", "2"],
            &["correlate", "labels.csv", "--score", "accuracy", "--label", "accuracy"],
        ] {
            refused(at, &[command, &["--out", out]].concat(), 4, &parts);
        }
    }
    refused(at, &["run", "small.yaml", "--out", "mine"], 4, &["\"scores.csv\""]);
    refused(at, &["run", "small.yaml", "--out", "."], 4, &["and 4 more"]);
    refused(at, &["run", "small.yaml", "--out", "labels.csv"], 4, &["labels.csv is a file"]);
    // An empty folder, and one that has no parent yet, are as good as a new one.
    std::fs::create_dir(at.join("empty")).unwrap();
    for out in ["empty", "deep/down"] {
        assert_eq!(call(at, &["run", "small.yaml", "--out", out]).0, 0);
    }
}

#[test]
fn what_is_read_is_never_written_over() {
    let folder = folder();
    let at = folder.path();
    assert_eq!(call(at, &["run", "small.yaml", "--out", "run"]).0, 0);
    // Its own config continues it, since the same bytes would be written.
    let (code, _, stderr) = call(at, &["run", "run/config.yaml", "--out", "run", "--resume"]);
    assert_eq!(code, 0, "{stderr}");
    let resume = |config| ["run", config, "--out", "run", "--resume"];
    let lies = ["is read, and lies in run"];
    let config = std::fs::read_to_string(at.join("run/config.yaml")).unwrap();
    std::fs::write(at.join("run/config.yaml"), format!("# Mine.\n{config}")).unwrap();
    refused(at, &resume("run/config.yaml"), 4, &lies);
    std::fs::write(at.join("run/config.yaml"), &config).unwrap();
    // Labels that were put into the folder, plainly or through a link.
    std::fs::copy(at.join("labels.csv"), at.join("run/scores.csv")).unwrap();
    let labels = ["--set", "labels.0.file=run/scores.csv"];
    refused(at, &[&resume("small.yaml")[..], &labels].concat(), 4, &lies);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at.join("run/scores.csv"), at.join("link.csv")).unwrap();
        let labels = ["--set", "labels.0.file=link.csv"];
        refused(at, &[&resume("small.yaml")[..], &labels].concat(), 4, &lies);
        std::fs::remove_file(at.join("link.csv")).unwrap();
    }
    // A table that correlate wrote is not correlated into the same folder.
    let correlate =
        ["correlate", "labels.csv", "--score", "accuracy", "--label", "accuracy", "--out", "tables"];
    for _ in 0..2 {
        assert_eq!(call(at, &correlate).0, 0);
    }
    let bands = ["correlate", "tables/bands.csv", "--score", "n", "--label", "spearman", "--out", "tables"];
    refused(at, &bands, 4, &["tables/bands.csv is read, and lies in tables"]);
    // Nor do two commands share a folder.
    refused(
        at,
        &["run", "small.yaml", "--out", "tables"],
        4,
        &["tables holds results of `epsilon correlate`"],
    );
    let into_run = [&correlate[..7], &["run"]].concat();
    refused(at, &into_run, 4, &["run holds results of `epsilon run`"]);
}

#[cfg(unix)]
#[test]
fn planted_links_are_not_followed() {
    let folder = folder();
    let at = folder.path();
    std::fs::write(at.join("precious"), "mine").unwrap();
    let shard = ["run", "small.yaml", "--shard", "1/1", "--out", "run"];
    assert_eq!(call(at, &shard).0, 0);
    for name in ["report.html.part", "report.html", "scores.csv", "log.jsonl", "environment.json"] {
        std::os::unix::fs::symlink(at.join("precious"), at.join("run").join(name)).unwrap();
    }
    let (code, _, stderr) = call(at, &["merge", "run"]);
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(std::fs::read_to_string(at.join("precious")).unwrap(), "mine");
    assert!(!at.join("run/report.html").is_symlink());
}

#[test]
fn the_latest_run_is_the_one_that_began_last() {
    let folder = folder();
    let at = folder.path();
    let results = at.join("results/small");
    let scores = |name: &str| results.join(name).join("scores.csv");
    let resumed = |expected: &str| {
        std::fs::remove_file(scores(expected)).unwrap();
        let (code, _, stderr) = call(at, &["run", "small.yaml", "--resume"]);
        assert_eq!(code, 0, "{stderr}");
        assert!(scores(expected).is_file(), "{expected} was not resumed: {stderr}");
    };
    // Later ones with lesser names, in every way in which names and times may differ.
    for name in ["my-own", "20261126-100000-9", "20261126-100000-12", "20261126-100000"] {
        let out = format!("results/small/{name}");
        assert_eq!(call(at, &["run", "small.yaml", "--out", &out]).0, 0);
        resumed(name);
    }
    // A run of another study, or of another command, is none of this study.
    let other = ["run", "small.yaml", "--set", "study=other", "--out", "results/small/other"];
    assert_eq!(call(at, &other).0, 0);
    std::fs::write(at.join("grid.yaml"), GRID.replace("study: grid", "study: small")).unwrap();
    assert_eq!(call(at, &["ablate", "grid.yaml", "--out", "results/small/z"]).0, 0);
    resumed("20261126-100000");
}

#[test]
fn a_folder_that_another_process_writes_is_left_alone() {
    let folder = folder();
    let at = folder.path();
    assert_eq!(call(at, &["run", "small.yaml", "--shard", "1/1", "--out", "run"]).0, 0);
    let busy = ["run is being written by another process"];
    let marker = std::fs::File::open(at.join("run/.epsilon-run")).unwrap();
    marker.lock().unwrap();
    refused(at, &["merge", "run"], 4, &busy);
    drop(marker);
    assert_eq!(call(at, &["merge", "run"]).0, 0);

    assert_eq!(call(at, &["run", "small.yaml", "--out", "plain"]).0, 0);
    let marker = std::fs::File::open(at.join("plain/.epsilon-run")).unwrap();
    marker.lock().unwrap();
    let busy = ["plain is being written by another process"];
    refused(at, &["run", "small.yaml", "--out", "plain", "--resume"], 4, &busy);
}

#[test]
fn a_run_of_a_version_without_markers_is_continued() {
    let folder = folder();
    let at = folder.path();
    assert_eq!(call(at, &["run", "small.yaml"]).0, 0);
    let run = at.join("results/small/latest").canonicalize().unwrap();
    for name in [".epsilon-run", "scores.csv"] {
        std::fs::remove_file(run.join(name)).unwrap();
    }
    let (code, _, stderr) = call(at, &["run", "small.yaml", "--resume"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains(" 0 functions to evaluate") && run.join("scores.csv").is_file(), "{stderr}");
    // What a killed program left goes away.
    std::fs::write(run.join(".scores.csv.AbCdEf012345.part"), "half").unwrap();
    assert_eq!(call(at, &["run", "small.yaml", "--resume"]).0, 0);
    assert!(!run.join(".scores.csv.AbCdEf012345.part").exists());
}

/// A log is of use, but no reason to lose anything else.
#[test]
fn a_log_that_can_not_be_written_ends_no_run() {
    let folder = folder();
    let at = folder.path();
    assert_eq!(call(at, &["run", "small.yaml", "--shard", "1/1", "--out", "run"]).0, 0);
    std::fs::create_dir(at.join("run/log.jsonl")).unwrap();
    let (code, _, stderr) = call(at, &["merge", "run"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(at.join("run/report.html").is_file());
}
