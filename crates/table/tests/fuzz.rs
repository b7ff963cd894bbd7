//! Damaged CSV and Parquet files: an answer or an error, soon and in little memory.

use std::path::Path;

use table::Table;

/// Reads a file, and all of its columns in each way.
fn read(path: &Path, bytes: &[u8]) -> bool {
    std::fs::write(path, bytes).unwrap();
    let Ok(table) = Table::read(path) else { return false };
    let mut whole = true;
    for column in table.columns() {
        let rows = [
            table.numbers(column).map(|cells| cells.len()),
            table.text(column).map(|cells| cells.len()),
            table.keys(column).map(|cells| cells.len()),
        ];
        whole &= rows[1].is_ok();
        rows.into_iter().flatten().for_each(|rows| assert_eq!(rows, table.height()));
    }
    whole
}

#[test]
fn damaged_csv() {
    let seeds = [
        "arch,score,note\na,1,\"x, \"\"y\"\"\"\nb,2,\n\"c\nd\",NaN,z\n",
        "x;y\r\n1,5;2\r\n\r\n-0,5;\"3\"\r\n",
        "k\tx\n3.0\tTrue\n4.0\tFalse\n",
        "x\n\"5\" disk\"\n\"\"\n1e-300\n",
    ];
    let folder = tempfile::tempdir().unwrap();
    let seeds = seeds.map(|text| text.as_bytes().to_vec());
    let report = fuzz::run("csv", &seeds, 10_000, |bytes| read(&folder.path().join("t.csv"), bytes));
    assert!(report.accepted > report.runs / 10, "{report:?}");
}

#[test]
fn damaged_parquet() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut files: Vec<_> = std::fs::read_dir(data).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "parquet"));
    let seeds: Vec<Vec<u8>> = files.iter().map(|path| std::fs::read(path).unwrap()).collect();
    let folder = tempfile::tempdir().unwrap();
    let report = fuzz::run("parquet", &seeds, 3_000, |bytes| read(&folder.path().join("t.parquet"), bytes));
    assert!(report.accepted > report.runs / 50, "{report:?}");
    assert!(report.peak < 400 << 20, "{report:?}");
}
