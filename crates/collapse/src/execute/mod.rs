//! Runs the passes of a plan over a batch.

mod dispatch;
mod images;
mod pass;
mod rows;
mod run;
mod sinks;
mod work;

pub(crate) use dispatch::Vectors;
pub(crate) use images::Images;
pub(crate) use run::run;
