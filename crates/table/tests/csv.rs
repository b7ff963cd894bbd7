//! CSV files as people have them.

use std::io::Write as _;
use std::path::PathBuf;

use table::{Table, TableError};

/// A file of these bytes.
fn file(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a temporary file");
    path
}

fn read(bytes: &[u8]) -> Result<Table, TableError> {
    let folder = tempfile::tempdir().unwrap();
    Table::read(&file(&folder, "t.csv", bytes))
}

/// The columns, and their cells from top to bottom.
fn cells(text: &str) -> Vec<(String, Vec<String>)> {
    let table = read(text.as_bytes()).unwrap();
    table.columns().iter().map(|name| (name.clone(), table.text(name).unwrap())).collect()
}

fn column(text: &str, name: &str) -> Vec<String> {
    read(text.as_bytes()).unwrap().text(name).unwrap()
}

fn reason(text: &str) -> String {
    read(text.as_bytes()).unwrap_err().to_string().split_once(": ").unwrap().1.to_owned()
}

/// What pandas 3.1 gives for the same text: `read_csv(..., dtype=str, keep_default_na=False, index_col=False)`.
#[test]
fn quotes_are_those_of_pandas() {
    assert_eq!(column("s,x\n\"5\" disk\",1\n\"3\" disk\",2\n\"g\",3\n", "s"), ["5 disk\"", "3 disk\"", "g"]);
    assert_eq!(column("s,x\na,1\nb\",2\nc,3\n", "s"), ["a", "b\"", "c"]);
    assert_eq!(column("s,x\n\"a,\n\"\"b\"\"\",1\n\"\",2\n\"c\"d,3", "s"), ["a,\n\"b\"", "", "cd"]);
    assert_eq!(cells("\"a\"\"b\",x\r\n1,2\r\n")[0], ("a\"b".to_owned(), vec!["1".to_owned()]));
    assert_eq!(column("x\n\n1\n \t\n\"\"\n2\r\r3\r\n\r\n4", "x"), ["1", "", "2", "3", "4"]);
}

#[test]
fn quotes_that_swallow_rows_are_an_error_with_the_row() {
    let end = reason("x,s\n1,\"5 disk\n2,b\n3,c\n");
    assert!(end.ends_with("the quotes that begin in row 2 (the header is row 1) never end"), "{end}");
    // pandas takes rows 3 to 5 as one.
    let end = reason("x,s\n1,a\n2,\"5 disk\n3,b\n4,\"c\"\n5,d\n");
    assert!(
        end.ends_with(
            "row 3 (the header is row 1) has letters after quotes that end: write a quote within quotes twice"
        ),
        "{end}"
    );
    let end = reason("\"a,b\n1,2\n");
    assert!(end.ends_with("the quotes that begin in row 1 (the header is row 1) never end"), "{end}");
}

#[test]
fn blank_lines_count_as_rows_and_are_none() {
    for ends in ["\n", "\r\n", "\r"] {
        let text = format!("{ends}x,y{ends}{ends}1,2{ends} {ends}{ends}\"3{ends}\",oops{ends}");
        let table = read(text.as_bytes()).unwrap();
        assert_eq!(table.height(), 2, "{text:?}");
        let error = table.numbers("y").unwrap_err().to_string();
        assert!(error.contains("row 6 (the header is row 1), column `y`: `oops`"), "{text:?}: {error}");
    }
    assert!(reason("a,b\n\n1,2,3\n").contains("row 3 (the header is row 1) has 3 fields, the header 2"));
    assert!(reason("").ends_with("it is empty: the first row holds the columns' names"));
    assert!(reason("\n \n").ends_with("it is empty: the first row holds the columns' names"));
}

#[test]
fn a_name_that_stands_twice_is_an_error_with_both_places() {
    let error = read(b"x,y,x\n1,2,9\n").unwrap_err().to_string();
    assert!(error.ends_with("has two columns `x`, the 1st and the 3rd: rename one of them"), "{error}");
    // A spreadsheet's empty columns.
    assert_eq!(read(b"x,,\n1,,\n").unwrap().numbers("x").unwrap(), [1.0]);
}

#[test]
fn the_header_says_what_separates() {
    assert_eq!(read(b"x;y\n1,5;2\n-0,5;3\n").unwrap().numbers("x").unwrap(), [1.5, -0.5]);
    assert_eq!(read(b"x\ty\n1.5\t2\n").unwrap().numbers("x").unwrap(), [1.5]);
    assert!(matches!(read(b"x\ty\n1,5\t2\n").unwrap().numbers("x"), Err(TableError::Number { .. })));
    let error = read(b"x;y\n1,234;2\n\n1.5;3\n").unwrap().numbers("x").unwrap_err().to_string();
    assert!(
        error.contains("a point in row 4 (the header is row 1), and a comma in row 2 (the header is row 1)"),
        "{error}"
    );
    // The separator that gives rows of one length, if there is one.
    assert_eq!(cells("k,loss;top1\na,1\n").len(), 2);
    assert_eq!(cells("\"k;l\",x\na,1\n").len(), 2);
}

#[test]
fn a_header_that_two_separators_fit_is_an_error() {
    assert!(reason("a;b,c\n1;2,3\n").ends_with(
        "its header holds ',' and ';', and any of them may separate the columns: put the names that hold one into quotes"
    ));
}

#[test]
fn packed_marked_and_wide_text() {
    let folder = tempfile::tempdir().unwrap();
    let text = "x,y\n1,2\n";
    let mut wide = vec![0xff, 0xfe];
    wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).unwrap();
    for (name, bytes) in [
        ("mark.csv", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("wide.csv", wide),
        ("t.csv.gz", gzip.finish().unwrap()),
        ("T.TSV", text.replace(',', "\t").into_bytes()),
    ] {
        let table = Table::read(&file(&folder, name, &bytes)).unwrap();
        assert_eq!(
            (table.numbers("x").unwrap(), table.numbers("y").unwrap()),
            (vec![1.0], vec![2.0]),
            "{name}"
        );
    }
    for name in ["t.xlsx", "t.gz", "t"] {
        assert!(matches!(Table::read(&file(&folder, name, b"")), Err(TableError::Extension { .. })));
    }
    assert!(read(b"x\n\xe9\n").unwrap_err().to_string().ends_with("byte 2 is not UTF-8 text"));
}

#[test]
fn missing_means_the_same_everywhere() {
    for marker in ["", "NaN", "na", "N/A", "None", "NULL", "<NA>", " nan "] {
        let table = read(format!("k,x\na,1\n{marker},2\n").as_bytes()).unwrap();
        assert_eq!(table.text("k").unwrap(), ["a", ""]);
        let error = table.keys("k").unwrap_err().to_string();
        assert!(
            error.contains("row 3 (the header is row 1): column `k` is empty or says that it is missing")
        );
        let table = read(format!("k,x\na,1\nb,{marker}\n").as_bytes()).unwrap();
        assert!(table.numbers("x").unwrap()[1].is_nan());
    }
    let table = read(b"k,x\n3.0,True\n4.0,false\nb,1\n").unwrap();
    assert_eq!(table.keys("k").unwrap(), ["3", "4", "b"]);
    assert_eq!(table.numbers("x").unwrap(), [1.0, 0.0, 1.0]);
}
