//! The files of results: tables, their rows, and the summary.

mod export;
pub mod records;
mod summary;

pub use export::{rows_as_csv, write_scores, write_tables};
pub(crate) use summary::write_summary;
