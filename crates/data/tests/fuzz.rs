//! Damaged JSON files of scores give data or an error, quickly and with little memory.

#[path = "../../study/tests/common/mod.rs"]
mod common;

use std::path::Path;

use data::Data;

/// The most memory that a process may take; all tests run in one.
const MEMORY: u64 = 400 << 20;

/// Reads each file as a list of architectures, as a proxy and as a label.
#[test]
fn damaged_json_files() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let seeds = ["suite_zero_older.json", "suite_zero_newer.json"];
    let seeds = seeds.map(|name| fs_err::read(fixtures.join(name)).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let (path, table) = (folder.path().join("zero.json"), folder.path().join("cells.csv"));
    fs_err::write(&table, "cell\n\"(0, 1, 3, 3, 4, 4)\"\n17\n").unwrap();
    let (zero, table) = (path.display(), table.display());
    let study = |file: &str, more: &str| {
        common::study(&format!(
            "study: zero\nspace: {{name: nasbench201, architectures: {{{file}}}}}\nproxies:\n{more}"
        ))
    };
    let list = study(&format!("file: '{zero}'"), "  - params\n");
    let values = study(
        &format!("file: '{table}', key: cell"),
        &format!(
            "  - column: {{file: '{zero}', dataset: cifar10, column: grasp}}\n\
             labels:\n  - {{source: table, file: '{zero}', dataset: cifar10, column: val_accuracy}}\n"
        ),
    );
    let report = fuzz::run("suite-zero", &seeds, 10_000, |bytes| {
        fs_err::write(&path, bytes).unwrap();
        let listed = Data::load(&list).is_ok();
        Data::load(&values).is_ok() || listed
    });
    assert!(report.accepted > report.runs / 20, "{report:?}");
    assert!(report.peak < MEMORY, "{report:?}");
}
