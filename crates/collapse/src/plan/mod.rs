//! From a graph of maps to passes over memory.
//!
//! `lower` folds what needs no pixels of its own into chains. Batch norm cuts the rest into levels: a pass can make
//! everything whose statistics are known. `store` decides what is kept in memory between passes and what is made
//! again, `build` writes down what each pass does, and `schedule` in which order, row by row.

mod build;
mod graph;
mod lower;
mod pass;
mod schedule;
mod store;

pub(crate) use build::plan;
pub(crate) use graph::{BaseId, Chain, Term};
pub(crate) use pass::{Op, Pass, Place, Plan, Rows, Work};
