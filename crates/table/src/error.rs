use std::path::PathBuf;

use crate::Row;

/// What can go wrong with a table file.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file could not be written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The file could not be opened, read, unpacked or decoded.
    #[error(transparent)]
    File(#[from] files::FileError),
    /// The file is not what its name says.
    #[error("{path} can't be read as {format}: {reason}")]
    Format {
        /// The file.
        path: PathBuf,
        /// `CSV` or `Parquet`.
        format: &'static str,
        /// What the reader says.
        reason: String,
    },
    /// The name does not say what it is.
    #[error("{path} is neither .csv, .tsv nor .parquet: rename it, or convert it to one of them")]
    Extension {
        /// The file.
        path: PathBuf,
    },
    /// Two columns have the same name.
    #[error("{path} has two columns `{column}`, the {} and the {}: rename one of them", ordinal(*first), ordinal(*second))]
    Twice {
        /// The file.
        path: PathBuf,
        /// The name.
        column: String,
        /// The first one's position, from 1.
        first: usize,
        /// The second one's position, from 1.
        second: usize,
    },
    /// There is no column of that name.
    #[error("{path} has no column `{column}`; it has {}", known.join(", "))]
    Column {
        /// The file.
        path: PathBuf,
        /// The column asked for.
        column: String,
        /// The columns that exist.
        known: Vec<String>,
    },
    /// A cell of a numeric column is not a number.
    #[error("{path}, {row}, column `{column}`: `{text}` is not a number")]
    Number {
        /// The file.
        path: PathBuf,
        /// The row.
        row: Row,
        /// The column.
        column: String,
        /// The cell.
        text: String,
    },
    /// A column has numbers with a decimal point and others with a decimal comma.
    #[error(
        "{path}, column `{column}`: a number has a point in {point}, and a comma in {comma}: write the same decimal mark everywhere"
    )]
    DecimalMark {
        /// The file.
        path: PathBuf,
        /// The column.
        column: String,
        /// The first row with a point.
        point: Row,
        /// The first row with a comma.
        comma: Row,
    },
    /// A cell of a key column says that there is no value.
    #[error(
        "{path}, {row}: column `{column}` is empty or says that it is missing, but every row needs a key"
    )]
    EmptyKey {
        /// The file.
        path: PathBuf,
        /// The row.
        row: Row,
        /// The column.
        column: String,
    },
    /// The columns of a table to be written differ in length, or writing failed.
    #[error("{path} can't be written: {reason}")]
    Write {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        reason: String,
    },
}

/// A position in words: 1st, 2nd, 3rd, 4th, 11th.
fn ordinal(position: usize) -> String {
    let ending = match (position % 10, position % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{position}{ending}")
}
