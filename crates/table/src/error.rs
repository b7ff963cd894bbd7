use std::path::PathBuf;

/// What can go wrong with a table file.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file could not be opened, read or written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
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
    /// The name ends in neither `.csv` nor `.parquet`.
    #[error("{path} is neither .csv nor .parquet: rename it, or convert it to one of them")]
    Extension {
        /// The file.
        path: PathBuf,
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
    #[error("{path}, row {row} (the header is row 1), column `{column}`: `{text}` is not a number")]
    Number {
        /// The file.
        path: PathBuf,
        /// The row, counted from 1, the header being row 1.
        row: usize,
        /// The column.
        column: String,
        /// The cell.
        text: String,
    },
    /// A cell of a key column is empty.
    #[error("{path}, row {row} (the header is row 1): column `{column}` is empty, but every row needs a key")]
    EmptyKey {
        /// The file.
        path: PathBuf,
        /// The row, counted from 1, the header being row 1.
        row: usize,
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
