//! What `epsilon arch` says of whole spaces, and that every spelling leads back to the architecture.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use common::{CELL, call, shared};
use table::Table;

/// The table of `epsilon arch`.
fn table(at: &Path, arguments: &[&str]) -> Table {
    let (code, text, stderr) = call(at, &[&["arch"][..], arguments].concat());
    assert_eq!((code, stderr.as_str()), (0, ""), "{arguments:?}");
    let path = at.join("found.csv");
    std::fs::write(&path, text).unwrap();
    Table::read(&path).unwrap()
}

/// The architectures that the texts of one column are read as.
fn read_back(at: &Path, space: &str, texts: &[String]) -> Vec<String> {
    std::fs::write(at.join("archs.txt"), texts.join("\n")).unwrap();
    table(at, &["--space", space, "--archs", "archs.txt"]).text("arch").unwrap()
}

#[test]
fn every_cell_is_found_by_its_index_and_its_tuple() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let found = table(at, &["--space", "nasbench201", "all"]);
    let archs = found.text("arch").unwrap();
    let all: Vec<String> = nasbench201::Cell::all().iter().map(ToString::to_string).collect();
    assert_eq!(archs, all);
    assert_eq!(found.text("index").unwrap(), (0..15_625).map(|index| index.to_string()).collect::<Vec<_>>());
    for column in ["arch", "index", "naslib"] {
        assert_eq!(read_back(at, "nasbench201", &found.text(column).unwrap()), archs, "{column}");
    }
    // The paper's number of classes up to isomorphism; and isomorphic cells compute the same function.
    let (functions, classes) = (found.text("function").unwrap(), found.text("isomorphism").unwrap());
    let mut function_of: BTreeMap<&String, BTreeSet<&String>> = BTreeMap::new();
    for (class, function) in classes.iter().zip(&functions) {
        function_of.entry(class).or_default().insert(function);
    }
    assert_eq!(function_of.len(), 6_466);
    assert!(function_of.values().all(|functions| functions.len() == 1));
}

#[test]
fn every_size_is_found_by_its_index() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let found = table(at, &["--space", "natsbench-sss", "--archs", "all"]);
    let archs = found.text("arch").unwrap();
    assert_eq!(archs.len(), 32_768);
    assert_eq!(read_back(at, "natsbench-sss", &found.text("index").unwrap()), archs);
    let Some(shared) = shared() else { return };
    let official = Table::read(&shared.join("natsbench_sss/accuracy.csv")).unwrap();
    assert_eq!(official.text("arch").unwrap(), archs);
    assert_eq!(official.numbers("cifar10_params").unwrap(), found.numbers("params").unwrap());
}

#[test]
fn hashes_lead_to_adjacencies_and_back() {
    let Some(shared) = shared() else { return };
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    // All modules are listed once, and kept here.
    std::fs::create_dir_all(at.join("data/nasbench101")).unwrap();
    let official = Table::read(&shared.join("nasbench101/valid_30001.csv")).unwrap();
    let hashes = official.text("hash").unwrap();
    assert_eq!(hashes.len(), 30_001);
    std::fs::write(at.join("archs.txt"), hashes.join("\n")).unwrap();
    let found = table(at, &["--space", "nasbench101", "--archs", "archs.txt"]);
    assert_eq!(found.text("arch").unwrap(), hashes);
    assert_eq!(found.numbers("params").unwrap(), official.numbers("trainable_parameters").unwrap());
    for column in ["adjacency", "naslib"] {
        assert_eq!(read_back(at, "nasbench101", &found.text(column).unwrap()), hashes, "{column}");
    }
    // As the official file writes them.
    let cells = official.text("adj_upper_rowmajor").unwrap().into_iter().zip(official.text("ops").unwrap());
    let cells: Vec<String> = cells.map(|(adjacency, ops)| format!("{adjacency}:{ops}")).collect();
    assert_eq!(read_back(at, "nasbench101", &cells), hashes);
}

#[test]
fn one_that_is_named_gets_a_card() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let (code, card, stderr) = call(at, &["arch", "--space", "nasbench201", CELL]);
    assert_eq!(code, 0, "{stderr}");
    let (_, csv, _) = call(at, &["arch", "--space", "nasbench201", CELL, "--format", "csv"]);
    let fields: Vec<&str> = csv.lines().nth(1).unwrap().split(',').collect();
    assert!(
        card.starts_with(&format!("{CELL}\n"))
            && card.contains(&format!("official index            {}\n", fields[1])),
        "{card}"
    );
    // By another name it is the same.
    assert_eq!(call(at, &["arch", "--space", "nasbench201", fields[1]]).1, card);
    let (code, _, stderr) = call(at, &["arch", "--space", "nasbench201", "15625"]);
    assert_eq!(code, 4);
    assert!(stderr.contains("from 0 to 15624"), "{stderr}");
    let (code, _, stderr) = call(at, &["arch", "--space", "nasbench301", "0"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("nasbench101, nasbench201"), "{stderr}");
    // A recipe says all of itself.
    let recipe = r#"{"f": {"op": "linear", "input": ["x", "h_prev_0"]}, "h_new_0": {"op": "activation_tanh", "input": ["f"]}}"#;
    let (code, card, stderr) = call(at, &["arch", "--space", "nasbenchnlp", recipe]);
    assert!(code == 0 && card.contains("function"), "{stderr}{card}");
}
