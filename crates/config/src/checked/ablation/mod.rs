//! The grid of an ablation: the values of each dimension, and what they multiply to.

mod axes;
mod check;
mod expand;
mod inputs;
mod pairs;
mod row;

pub use check::Ablation;
pub use row::Row;
