//! Tables written and read back, and files that are not what they should be.

use std::path::PathBuf;

use proptest::prelude::*;
use table::{Column, Row, Table, TableError, write_csv, write_parquet};

fn file(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a temporary file");
    path
}

#[test]
fn both_formats_read_back_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let numbers = vec![0.1, f64::NAN, 1e-300];
    let columns = [
        ("arch", Column::Text(vec!["|a~0|".to_owned(), "b,c".to_owned(), "d".to_owned()])),
        ("score", Column::Number(numbers.clone())),
    ];
    let (csv, parquet) = (folder.path().join("t.csv"), folder.path().join("t.parquet"));
    write_csv(&csv, &columns).unwrap();
    write_parquet(&parquet, &columns).unwrap();
    for path in [csv, parquet] {
        let table = Table::read(&path).unwrap();
        assert_eq!(table.columns(), ["arch", "score"]);
        assert_eq!(table.keys("arch").unwrap(), ["|a~0|", "b,c", "d"]);
        let read = table.numbers("score").unwrap();
        assert!(read[1].is_nan());
        assert_eq!([read[0].to_bits(), read[2].to_bits()], [numbers[0].to_bits(), numbers[2].to_bits()]);
    }
}

#[test]
fn errors_name_the_column_and_the_row() {
    let folder = tempfile::tempdir().unwrap();
    let table = Table::read(&file(&folder, "t.csv", b"arch,acc\na,1\nb,oops\n,3\n")).unwrap();
    assert!(matches!(
        table.numbers("acc"),
        Err(TableError::Number { row: Row { number: 3, header: true }, .. })
    ));
    assert!(matches!(
        table.keys("arch"),
        Err(TableError::EmptyKey { row: Row { number: 4, header: true }, .. })
    ));
    for (name, text, end) in [
        (
            "long.csv",
            "a,b\n1,2\n1,2,3\n",
            "row 3 (the header is row 1) has 3 fields, the header 2: put a field that holds a comma into quotes",
        ),
        (
            "short.csv",
            "a,b\n1,2\n1",
            "row 3 (the header is row 1) has 1 field, the header 2: is the file complete?",
        ),
    ] {
        let error = Table::read(&file(&folder, name, text.as_bytes())).unwrap_err().to_string();
        assert!(error.ends_with(end), "{error}");
    }
}

#[test]
fn a_truncated_parquet_file_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.parquet");
    write_parquet(&path, &[("x", Column::Number((0..100).map(f64::from).collect()))]).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    for length in [0, 3, 4, 11, bytes.len() / 2, bytes.len() - 1] {
        assert!(Table::read(&file(&folder, "cut.parquet", &bytes[..length])).is_err(), "{length} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_reads_back(texts in proptest::collection::vec("[\"',;=+@\r\n\t -]{0,6}|\\PC{0,6}", 1..20)) {
        let folder = tempfile::tempdir().unwrap();
        let wanted: Vec<String> = texts
            .iter()
            .map(|text| if files::is_missing(text) { String::new() } else { text.clone() })
            .collect();
        for columns in [1, 2] {
            let columns = &[("a", Column::Text(texts.clone())), ("b;c", Column::Text(texts.clone()))][..columns];
            let (csv, parquet) = (folder.path().join("t.csv"), folder.path().join("t.parquet"));
            write_csv(&csv, columns).unwrap();
            write_parquet(&parquet, columns).unwrap();
            for path in [csv, parquet] {
                let table = Table::read(&path).unwrap();
                for (name, _) in columns {
                    prop_assert_eq!(table.text(name).unwrap(), wanted.clone());
                }
            }
        }
    }

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let folder = tempfile::tempdir().unwrap();
        let _ = Table::read(&file(&folder, "t.csv", &bytes)).map(|table| {
            table.columns().iter().for_each(|column| drop((table.numbers(column), table.keys(column))));
        });
        let _ = Table::read(&file(&folder, "t.parquet", &bytes));
    }
}
