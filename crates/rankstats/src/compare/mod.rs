//! Comparing scores: tests for two correlations that share a label, and corrections for many tests.

mod dependent;
mod multiple;

pub use dependent::{DependentCorrelations, Test};
pub use multiple::{benjamini_hochberg, holm};
