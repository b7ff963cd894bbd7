//! Kendall's family of coefficients and the counting of pairs for it.

mod elements;
mod few;
mod inversions;
mod lexicographic;
mod table;
mod weighted;

pub use table::{Kendall, kendall};
pub use weighted::weighted_tau;

pub(crate) use elements::{Elements, Pairs};
pub(crate) use inversions::inversions;
pub(crate) use lexicographic::lexicographic;
pub(crate) use table::kendall_of_ranks;
