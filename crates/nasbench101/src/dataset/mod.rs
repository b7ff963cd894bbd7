//! The trained modules of an official file.

mod error;
mod label;
mod load;
mod options;
mod trained;

pub use error::LoadError;
pub use label::{Label, LabelError, Metric, Stage, TrialChoice};
pub use options::{LoadOptions, OnCorrupt};
pub use trained::{Dataset, Skipped, TrainedModule};
