//! Columns in and out of CSV and Parquet files, and nothing else.
//!
//! This is the only crate that knows polars, which is most of the build: everything above works with plain
//! vectors. A cell that is empty or says `NaN`, `NA`, `N/A`, `None`, `null` or `<NA>` is missing, in numbers, text and keys
//! ([`files::is_missing`]).

mod cell;
mod csv;
mod error;
mod parquet;
mod read;
mod row;
mod write;

pub use error::TableError;
pub use read::Table;
pub use row::Row;
pub use write::{Column, write_csv, write_parquet};
