//! The official training logs: one JSON file per run.

mod error;
mod label;
mod log;
mod loss;
mod source;
mod whole;

pub use error::LogError;
pub use label::{Epoch, RunLabel, RunLabelError, Split, Unit};
pub use log::TrainingLog;
pub(crate) use loss::Loss;
pub use source::LogFiles;
pub(crate) use whole::Whole;
