//! The folder of a run: `results/<study>/<run>/`.
//!
//! Results only ever go into a folder that this program made, which its file `.epsilon-run` says, or that is empty; so
//! they replace nothing but earlier results of their own. Every file is written under another name and moved into place.

mod environment;
mod error;
mod export;
mod folder;
mod inputs;
mod log;
mod marker;
pub mod records;
mod summary;
mod timestamp;

pub use error::FolderError;
pub use export::{rows_as_csv, write_scores, write_tables};
pub use folder::{Owner, RunFolder};
pub use inputs::Inputs;
pub use log::Log;
pub use marker::Maker;
pub use timestamp::Timestamp;

pub(crate) use environment::{platform, write_environment};
pub(crate) use summary::write_summary;

/// Writes a text file, whole or not at all.
pub(crate) fn write_text(path: &std::path::Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    files::write_whole(path, |file| file.write_all(text.as_bytes()))
}
