//! Where the shared tables are, how to read a column of them, and how to write records.

#![allow(dead_code, reason = "each test takes what it needs")]

pub mod encode;

use std::path::{Path, PathBuf};

/// The folder of the shared NAS-Bench-101 files, or `None` (with a line that says so) where it is absent.
pub fn shared() -> Option<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let root = std::env::var_os("EPSILON_SHARED_DATA").map_or(default, PathBuf::from);
    let folder = root.join("nasbench101");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is needed in CI", folder.display());
    eprintln!("skipped: no {}", folder.display());
    None
}

/// The rows of a CSV without quotes in its first columns, as the text of the columns asked for.
pub fn rows<const N: usize>(path: &Path, columns: [&str; N]) -> Vec<[String; N]> {
    let text = fs_err::read_to_string(path).expect("a readable table");
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let places = columns.map(|name| header.iter().position(|c| *c == name).expect("a known column"));
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            places.map(|place| fields[place].to_owned())
        })
        .collect()
}
