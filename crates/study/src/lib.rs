//! A study: from a YAML config to stored scores and their analysis.
//!
//! The steps, each with a type of its own, so that none can be left out:
//!
//! 1. [`config::Config`] is what was typed; [`config::Config::check`] makes a [`checked::Study`] of it, or an error that
//!    names line and field;
//! 2. [`checked::Study::load`] reads the data files ([`Data`]);
//! 3. [`sweep::Sweep`] groups the architectures by the function they compute and scores each function once;
//!    [`store::Store`] keeps what is done, so that a killed sweep continues where it was;
//! 4. [`analysis::analyse`] sets scores against labels;
//! 5. [`run_folder`] writes it all down.
//!
//! [`run::run`] is all of it for one config, or step 3 for one [`Shard`] of it; [`merge::merge`] puts shards together;
//! [`ablation::run`] is all of it for a grid of settings, and [`search::run`] searches with what it gives. What stands behind the names in a config is in one place each:
//! [`spaces`], [`backends`], and the sources of labels in [`checked::LabelKind`].

pub mod ablation;
pub mod analysis;
pub mod backends;
pub mod checked;
pub mod config;
mod data;
mod dry_run;
mod error;
pub mod merge;
pub mod presentation;
pub mod run;
pub mod run_folder;
mod scores;
pub mod search;
mod seed;
mod shard;
pub mod spaces;
mod started;
pub mod store;
pub mod suite_zero;
pub mod sweep;
pub mod verify;

pub use data::{Batch, Data, architectures, usable_architectures};
pub use dry_run::DryRun;
pub use error::{DataError, Error};
pub use scores::{Outcome, Scores};
pub use shard::{Shard, ShardError};
pub use started::config_text;
