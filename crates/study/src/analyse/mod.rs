//! A study's scores and labels, put side by side for the statistics of the crate `analysis`.

mod clusters;
mod columns;
mod of_study;

pub(crate) use columns::proxy_columns;
pub use columns::{GraphNumbers, read_score};
pub use of_study::{Analysis, analyse};
