//! The official training logs: one JSON file a run.

mod error;
mod label;
mod literal;
mod log;
mod runs;
mod source;

pub use error::LogError;
pub use label::{Epoch, RunLabel, RunLabelError, Split, Unit};
pub(crate) use literal::{Loss, quote_literals};
pub use log::TrainingLog;
pub use runs::{RecipeRuns, RunGroups, RunStatistic, RunSummary};
pub use source::LogFiles;
