//! The files of results: tables, their rows, and the summary.

mod export;
pub mod records;
mod summary;

pub(crate) use export::write_architectures;
pub use export::{ARCHITECTURES, CLUSTERS, rows_as_csv, write_scores, write_tables};
pub(crate) use summary::write_summary;
