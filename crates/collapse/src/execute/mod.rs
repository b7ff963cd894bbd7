//! Runs a plan on a batch.

mod images;
mod pass;
mod run;

pub(crate) use images::Images;
pub(crate) use run::run;
