//! The folder of a run: `results/<study>/<run>/`.

mod environment;
mod export;
mod folder;
mod log;
pub mod records;
mod summary;
mod timestamp;
mod whole;

pub use export::{rows_as_csv, write_scores, write_tables};
pub use folder::RunFolder;
pub use log::Log;
pub use timestamp::Timestamp;

pub(crate) use environment::{platform, write_environment};
pub(crate) use summary::write_summary;
pub(crate) use whole::write_whole;
