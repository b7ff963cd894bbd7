//! From a graph of maps to passes over memory.

mod builder;
mod pass;

pub(crate) use builder::plan;
pub(crate) use pass::{Chain, Pass, Plan, Sink, Source, StatsId, Term};
