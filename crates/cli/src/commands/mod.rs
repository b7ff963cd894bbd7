//! What each subcommand does.

pub mod completions;
pub mod correlate;
pub mod data;
pub mod run;
pub mod score;
