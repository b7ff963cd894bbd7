//! NAS-Bench-201: 15,625 cells of four nodes and six edges, five operations an edge.
//!
//! A [`Cell`] parses from and prints to the benchmark's own strings, [`Cell::all`] enumerates the space in
//! the official index order, and [`network()`] builds the network in which a cell was trained.
//! [`NasBench201`] is all of it as a [`benchmark::SearchSpace`].
//!
//! # References
//! X. Dong and Y. Yang, *NAS-Bench-201: Extending the Scope of Reproducible Neural Architecture Search*,
//! ICLR 2020, arXiv 2001.00326.

mod cell;
pub mod files;
mod isomorphism;
mod macro_network;
mod order;
mod space;

pub use cell::{Cell, CellOperation, EDGES};
pub use macro_network::{MacroConfig, network};
pub use space::NasBench201;
