//! Ablations: what becomes of the scores of a grid of settings.
//!
//! The grid itself, its different settings and the rows of its table of results, is a [`config::Ablation`]; its settings
//! are scored like those of any study. Here the rows are measured and shown.

mod choice;
mod figures;
mod group;
mod measure;
mod page;
mod table;

pub use choice::widest_pair;
pub use group::{Group, Varying, groups};
pub use measure::{Measured, measure};
pub(crate) use measure::{check_samples, names};
pub(crate) use page::page;
pub use page::summary_tables;
pub(crate) use table::{write_results, write_scores};
