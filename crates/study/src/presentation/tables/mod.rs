//! The tables beside that of correlations.

mod all;
mod by_label;
mod coefficients;
mod columns;
mod comparisons;
mod missing;
mod strata;
mod tops;

pub use all::tables;

use all::three;
