//! Parquet files that pyarrow wrote (`data/write.py`), and files that are made to do harm.

use std::path::{Path, PathBuf};

use table::{Column, Table, TableError, write_parquet};

fn data(name: &str) -> Table {
    Table::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)).unwrap()
}

fn file(folder: &tempfile::TempDir, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join("t.parquet");
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn every_encoding_and_packing() {
    for name in ["none", "snappy", "gzip", "brotli", "zstd", "lz4", "delta-1", "delta-2", "lengths"] {
        let table = data(&format!("{name}.parquet"));
        assert_eq!(table.columns(), ["key", "x", "i"], "{name}");
        let keys: Vec<String> = (0..40).map(|row| format!("net-{}/{row}", row / 2)).collect();
        assert_eq!(table.keys("key").unwrap(), keys, "{name}");
        let x = table.numbers("x").unwrap();
        assert!(x[2].is_nan() && x.len() == 40, "{name}");
        assert!((0..40).all(|row| row == 2 || x[row] == row as f64 / 8.0), "{name}");
        let i: Vec<f64> = (0..40).map(|row| f64::from(row) * 1000.0).collect();
        assert_eq!(table.numbers("i").unwrap(), i, "{name}");
        assert_eq!(table.keys("i").unwrap()[39], "39000", "{name}");
    }
}

#[test]
fn every_type() {
    let table = data("types.parquet");
    let numbers = |name: &str| {
        let numbers = table.numbers(name).unwrap();
        assert!(numbers[2].is_nan() && numbers.len() == 3, "{name}");
        [numbers[0], numbers[1]]
    };
    assert_eq!(numbers("bool"), [1.0, 0.0]);
    for name in ["int8", "int16", "int32", "int64"] {
        assert_eq!(numbers(name), [1.0, 3.0], "{name}");
    }
    for (name, most) in
        [("uint8", 255.0), ("uint16", 65_535.0), ("uint32", 4_294_967_295.0), ("uint64", 2f64.powi(64))]
    {
        assert_eq!(numbers(name), [1.0, most], "{name}");
    }
    assert_eq!(numbers("half"), [0.5, -2.0]);
    assert_eq!(numbers("float"), [0.5, 3.0]);
    assert_eq!(numbers("double"), [0.1, 3.0]);
    assert_eq!(numbers("decimal"), [1.25, -0.05]);
    assert_eq!(numbers("wide"), [3.0, -12.0]);
    assert_eq!(numbers("duration"), [1.0, 2.0]);
    let text = |name: &str| table.text(name).unwrap();
    assert_eq!(text("text"), ["a", "", ""]);
    assert_eq!(text("category"), ["b", "a", ""]);
    assert_eq!(text("binary"), ["a", "b", ""]);
    assert_eq!(text("wide"), ["3", "-12", ""]);
    assert_eq!(text("double"), ["0.1", "3", ""]);
    assert_eq!(text("date")[0], "2026-11-26");
    assert!(text("timestamp")[0].starts_with("2026-11-26 12:30:15"), "{}", text("timestamp")[0]);
    for name in ["text", "date", "time", "timestamp", "nanoseconds"] {
        let error = table.numbers(name).unwrap_err();
        assert!(matches!(error, TableError::Number { .. }), "{name}: {error}");
        assert!(error.to_string().contains("row 1 (the first is row 1)"), "{name}: {error}");
    }
    for name in ["list", "struct"] {
        let error = table.numbers(name).unwrap_err().to_string();
        assert!(error.ends_with(&format!(
            "column `{name}`: the column holds lists or structures, not one value a row"
        )));
    }
    let error = table.keys("text").unwrap_err().to_string();
    assert!(error.contains("row 2 (the first is row 1): column `text` is empty"), "{error}");
}

#[test]
fn a_name_that_stands_twice_is_an_error_with_both_places() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/twice.parquet");
    let error = Table::read(&path).unwrap_err().to_string();
    assert!(error.ends_with("has two columns `x`, the 1st and the 3rd: rename one of them"), "{error}");
}

/// A footer whose columns are structures within structures, in eight bytes each.
#[test]
fn structures_within_structures_are_refused() {
    let nested = |deep: usize| {
        let mut footer = vec![0x15, 2, 0x19, 0xfc];
        let mut size = deep + 1;
        while size > 0x7f {
            footer.push(size as u8 | 0x80);
            size >>= 7;
        }
        footer.push(size as u8);
        for _ in 0..deep {
            footer.extend([0x35, 0, 0x18, 1, b'a', 0x15, 2, 0]);
        }
        footer.extend([0x15, 2, 0x25, 0, 0x18, 1, b'a', 0, 0x16, 0, 0x19, 0x0c, 0]);
        let length = u32::try_from(footer.len()).unwrap().to_le_bytes();
        [b"PAR1", &footer[..], &length, b"PAR1"].concat()
    };
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Table::read(&file(&folder, &nested(2))).unwrap().columns(), ["a"]);
    for deep in [100, 500_000] {
        let error = Table::read(&file(&folder, &nested(deep))).unwrap_err().to_string();
        assert!(error.ends_with("structures within structures, more than 64 deep"), "{error}");
    }
}

#[test]
fn a_small_file_has_no_more_rows_than_a_benchmark() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.parquet");
    let column = |rows: usize| [("x", Column::Integer(vec![0; rows]))];
    write_parquet(&path, &column(1 << 19)).unwrap();
    assert_eq!(Table::read(&path).unwrap().numbers("x").unwrap().len(), 1 << 19);
    write_parquet(&path, &column((1 << 19) + 1)).unwrap();
    let error = Table::read(&path).unwrap_err().to_string();
    assert!(
        error.contains("bytes hold 524289 rows, and more rows than bytes are believed up to 524288 only"),
        "{error}"
    );
}
