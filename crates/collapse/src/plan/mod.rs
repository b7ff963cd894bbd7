//! From a graph of maps to passes over memory.
//!
//! `lower` folds pointwise operations into chains. Batch norm cuts the rest into levels: a pass can make everything
//! whose statistics are known. `store` decides which maps are kept in memory between passes and which are recomputed,
//! `build` lists the operations of each pass, and `schedule` orders them, row by row.

mod build;
mod graph;
mod lower;
mod pass;
mod schedule;
mod store;

pub(crate) use build::plan;
pub(crate) use graph::{BaseId, Chain, Term};
pub(crate) use pass::{Op, OpKind, Pass, Place, Plan, Rows};
