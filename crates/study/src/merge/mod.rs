//! Shards put together: the same results, byte for byte, as a run that was never divided.

mod combine;
mod error;
mod parts;
mod run;

pub use error::{MergeError, Unfinished};
pub use run::{common_config, default_run, merge};
