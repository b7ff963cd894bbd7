//! Runs the passes of a plan over a batch.
//!
//! `run` runs all passes with one weight constant. `pass` sweeps one of them over the batch tile by tile (a tile is a cache
//! line of samples side by side), and within a tile row by row: `operation` computes the rows of each map, `rows` holds
//! those still needed, and `sinks` reduces them to statistics for batch norm and sums for the classifier. `state` lasts
//! from pass to pass.

mod images;
mod operation;
mod pass;
mod rows;
mod run;
mod sinks;
mod state;

pub(crate) use images::Images;
pub(crate) use run::run;
