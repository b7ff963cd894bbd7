//! A task from beginning to end: a config becomes stored scores, tables, plots and a page.
//!
//! A [`Task`] is a checked config of `epsilon run`, `ablate` or `search`. All three have one lifecycle, [`run`]: find the
//! folder, load the data, sweep, and hand the scores to what the task is for. [`Task::dry_run`] says what that would
//! take, [`merge`] puts shards of it together.
//!
//! ```no_run
//! use std::sync::atomic::AtomicBool;
//!
//! use study::{Options, Task, run};
//! use sweep::Quiet;
//!
//! let task = Task::read("configs/nasbench201-cifar10.yaml".as_ref(), &[])?;
//! let run = run(&task, Options::default(), &Quiet, &AtomicBool::new(false))?;
//! println!("{}", run.folder.display());
//! # Ok::<(), study::Error>(())
//! ```
//!
//! Where to look next: what stands in a config is checked in the crate `config`, files are read in `data`, scores are made
//! and stored in `sweep`, statistics are taken in `analysis`. Here are [`run_folder`], which keeps what belongs to a user
//! apart from what is ours, and what is shown of results: [`presentation`], [`ablation`], [`search`].

pub mod ablation;
pub mod analyse;
mod describe;
mod dry_run;
mod error;
mod lifecycle;
pub mod merge;
mod options;
pub mod presentation;
pub mod results;
mod reuse;
pub mod run_folder;
pub mod search;
mod started;
mod task;

pub use describe::{Described, describe};
pub use dry_run::DryRun;
pub use error::Error;
pub use lifecycle::{Run, run};
pub use options::Options;
pub use task::{Outcomes, Task};
