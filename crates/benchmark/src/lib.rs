//! What a NAS benchmark is: a search space whose architectures have keys and networks, and labels measured by training
//! them.
//!
//! A new search space implements [`SearchSpace`], and [`Architecture`] for what it parses a text to, once; everything
//! downstream (scoring, statistics, reports) needs only that.
//! Labels are named columns with a [`Direction`], so that no statistic has to guess whether larger is better.

mod index;
mod labels;
pub mod naslib;
mod skipped;
mod space;

pub use index::official_index;
pub use labels::{LabelColumn, LabelError};
pub use rankstats::Direction;
pub use skipped::Skipped;
pub use space::{Architecture, ArchitectureError, ArchitectureRef, SearchSpace, keys};
