//! Ablations: a grid of settings over one space, with all work shared that settings share.
//!
//! [`Ablation`] is a checked grid: the different settings of the score, each once, and the rows of the table of
//! results, which point to them. [`run`] scores batch by batch, so that one batch is in memory at a time; within a
//! batch a network is passed forward once for each constant, however many pairs contain it, and architectures that
//! compute the same function are passed once.

mod axes;
mod check;
mod choice;
mod dry_run;
mod expand;
mod figures;
mod fingerprint;
mod group;
mod inputs;
mod measure;
mod page;
mod pairs;
mod progress;
mod run;
mod setting;
mod stage;
mod table;

pub use check::Ablation;
pub use choice::widest_pair;
pub use group::{Group, Varying, groups};
pub use measure::{Measured, measure};
pub use page::summary_tables;
pub use run::{AblationRun, run};
pub use setting::{Row, Setting};
