//! Columns in and out of CSV and Parquet files, and nothing else.
//!
//! This is the only crate that knows polars, which is most of the build: everything above works with plain
//! vectors. Files are read whole; a cell that is empty, or `NaN`, is a missing number.

mod error;
mod fields;
mod read;
mod write;

pub use error::TableError;
pub use read::Table;
pub use write::{Column, write_csv, write_parquet};
