//! What each subcommand does.

pub mod arch;
pub mod compare;
pub mod completions;
pub mod config;
pub mod correlate;
pub mod data;
mod labels;
pub mod man;
pub mod merge;
pub mod plot;
pub mod report;
pub mod results;
mod resume;
pub mod run;
pub mod score;
pub mod slurm;
pub mod verify;
pub mod weights;
