//! Every command of docs/reproduction.md runs on a small sample: those on NAS-Bench-201 with files of the right layout instead
//! of the data, the others with the real tables; without these they are checked only.

mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use rayon::prelude::*;
use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The commands in the document's shell blocks, one a line.
fn commands() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("docs/reproduction.md")).unwrap();
    let mut commands = Vec::new();
    for block in text.split("```sh\n").skip(1) {
        let block = block.split("```").next().unwrap().replace("\\\n", " ");
        commands.extend(block.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned));
    }
    commands
}

/// The configs, and data of the right layout where that costs nothing. What is not there is only named by a dry run.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for data in ["cifar10", "nasbench101", "nasbench201"] {
        std::fs::create_dir_all(at.join("data").join(data)).unwrap();
    }
    std::fs::create_dir(at.join("configs")).unwrap();
    for entry in std::fs::read_dir(root().join("configs")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, at.join("configs").join(path.file_name().unwrap())).unwrap();
    }
    let bytes: Vec<u8> =
        (0..1_024 * 3_073_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    std::fs::write(at.join("data/cifar10/data_batch_1.bin"), bytes).unwrap();
    let mut labels = "arch,cifar10_valid,cifar10_test,cifar100_test,imagenet16_test\n".to_owned();
    for (position, cell) in nasbench201::Cell::all().iter().enumerate() {
        let label = position * 7_919 % 15_625;
        let _ = writeln!(labels, "{cell},{label},{label},{label},{label}");
    }
    std::fs::write(at.join("data/nasbench201/accuracy.csv"), labels).unwrap();
    let names = ["synflow", "grad_norm", "grasp", "snip", "fisher", "jacov", "nwot"];
    let mut scores = format!("arch,{}\n", names.join(","));
    for (position, cell) in nasbench201::Cell::all().iter().enumerate() {
        let _ = writeln!(scores, "{cell}{}", format!(",{}", position % 97).repeat(names.len()));
    }
    std::fs::write(at.join("data/nasbench201/proxies_suite_zero_cifar10.csv"), scores).unwrap();
    if let Some(shared) = common::shared() {
        real_tables(&shared, at);
    }
    folder
}

/// The real tables of the other benchmarks, and the lists of a few modules that are in them.
fn real_tables(shared: &Path, at: &Path) {
    std::os::unix::fs::symlink(shared.join("nasbenchnlp"), at.join("data/nasbenchnlp")).unwrap();
    std::fs::create_dir(at.join("data/text")).unwrap();
    // A zip of the texts stands for the first of them: its content says what it is.
    std::os::unix::fs::symlink(shared.join("text/ptb.zip"), at.join("data/text/ptb.train.txt")).unwrap();
    let mut few = String::new();
    for name in ["valid_30001.csv", "test_2520.csv", "proxies_naslib_500.csv"] {
        let table = shared.join("nasbench101").join(name);
        std::os::unix::fs::symlink(&table, at.join("data/nasbench101").join(name)).unwrap();
        let hashes = table::Table::read(&table).unwrap().keys("hash").unwrap();
        for hash in &hashes[..4] {
            let _ = writeln!(few, "{hash}");
        }
        if name == "valid_30001.csv" {
            let header = format!("hash\n{few}");
            std::fs::write(at.join("data/nasbench101/every_15th.csv"), header).unwrap();
        }
    }
    std::fs::write(at.join("few.txt"), few).unwrap();
}

/// The same command with less to do, and whether it only checks: what needs real tables does where there are none.
fn small(command: &str, real: bool) -> (String, bool) {
    let name = command.split_whitespace().nth(1).unwrap_or_default();
    let only_check = !command.contains("accuracy.csv") && name != "weights" && !real;
    let recipes = command.contains("nasbenchnlp");
    let smaller = match name {
        "weights" => {
            let smaller =
                command.replace("--sample 1000", "--sample 4").replace("--batch-size 256", "--batch-size 2");
            return (smaller, false);
        }
        "run" | "ablate" if recipes => "--set batch.size=2 --set batch.steps=2",
        "ablate" => "--set grid.sample='[3]'",
        "run" => "--set batch.size=2",
        "search" => {
            "--set batch.size=2 --set search.runs=2 --set search.budget=12 --set search.pool=9 --set search.best_of='[3]'"
        }
        // Anything else has to be added here with a way to make it small.
        _ => panic!("`{command}` is no command that this test knows"),
    };
    // Recipes come from a file, so there is nothing to draw a sample from; a search needs neighbours.
    let sample = if recipes || name == "search" || command.contains("every_15th") {
        ""
    } else if command.contains("nasbench101") && real {
        "--set space.architectures='{file: few.txt}'"
    } else {
        "--set space.architectures='{sample: 4}'"
    };
    let check = if only_check { "--dry-run" } else { "--out MADE" };
    (format!("{command} {smaller} {sample} {check}"), only_check)
}

#[test]
fn every_command_of_the_reproduction_runs() {
    let commands = commands();
    assert!(commands.len() >= 10, "{commands:?}");
    let folder = folder();
    let program = assert_cmd::cargo::cargo_bin("epsilon");
    let path =
        format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    commands.par_iter().enumerate().for_each(|(number, command)| {
        assert!(command.starts_with("epsilon "), "`{command}` is no command of this program");
        let (small, only_check) = small(command, folder.path().join("few.txt").exists());
        let made = format!("made-{number}");
        let small = small.replace("MADE", &made);
        let output = Command::new("sh")
            .args(["-c", &small])
            .current_dir(folder.path())
            .env("PATH", &path)
            .output()
            .unwrap();
        assert!(output.status.success(), "{small}: {}", String::from_utf8_lossy(&output.stderr));
        let made = folder.path().join(made);
        assert_eq!(made.join("report.html").exists(), !only_check && !small.contains(" weights "), "{small}");
    });
    assert!(!folder.path().join("results").exists(), "dry runs write nothing");
}
