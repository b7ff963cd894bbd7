//! The real binary in a temporary folder with a small study.
#![allow(dead_code, reason = "each test file uses its part")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

pub const CONFIG: &str = "\
study: small
space: {name: nasbench201, image_size: 8, architectures: {sample: 200}}
batch: {kind: grey, size: 4}
proxies:
  - epsilon: {weights: [1e-7, 1], precision: f32}
  - params
labels:
  - {name: test, source: table, file: labels.csv, column: accuracy}
";

pub const CELL: &str = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|nor_conv_1x1~2|";

/// A folder with a config, and labels for all cells.
pub fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("small.yaml"), CONFIG).unwrap();
    let mut labels = "arch,accuracy,empty\n".to_owned();
    for (position, cell) in nasbench201::Cell::all().iter().enumerate() {
        let _ = writeln!(labels, "{cell},{},", position * 7919 % 15_625);
    }
    std::fs::write(folder.path().join("labels.csv"), labels).unwrap();
    folder
}

pub fn epsilon(folder: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("epsilon").unwrap().current_dir(folder).args(arguments).output().unwrap()
}

/// Exit code, stdout, stderr.
pub fn call(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = epsilon(folder, arguments);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// What a run's results consist of, but for its plots.
const RESULTS: [&str; 7] = [
    "config.yaml",
    "scores.csv",
    "scores.parquet",
    "correlations.csv",
    "summary.json",
    "page.yaml",
    "report.html",
];

/// Two runs have the same results, to the byte, and nothing half written.
pub fn assert_same(at: &Path, first: &str, second: &str, plots: &[&str]) {
    let plots = plots.iter().map(|plot| format!("plots/{plot}"));
    for name in RESULTS.iter().map(ToString::to_string).chain(plots) {
        let read = |run: &str| std::fs::read(at.join(run).join(&name)).unwrap();
        assert!(read(first) == read(second), "{name} of {first} and of {second}");
    }
    for entry in std::fs::read_dir(at.join(second)).unwrap() {
        let name = entry.unwrap().file_name();
        assert!(!name.to_string_lossy().ends_with(".part"), "{} is left over in {second}", name.display());
    }
}

/// The folder of the shared benchmark files, or `None` (with a line that says so) where it is absent.
pub fn shared() -> Option<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("EPSILON_SHARED_DATA").map_or(default, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is needed in CI", folder.display());
    eprintln!("skipped: no {}", folder.display());
    None
}
