//! NAS-Bench-201: 15,625 cells of four nodes and six edges, with five operations to choose from on each.
//!
//! A [`Cell`] parses from and prints to the benchmark's own strings, [`Cell::all`] enumerates the space in
//! the official index order, and [`network()`] builds the network in which a cell was trained.
//!
//! ```
//! use nasbench201::{Cell, MacroConfig, network};
//!
//! // Architecture 1 of the benchmark by its official index, and the same cell as NASLib's tuple.
//! let cell = Cell::from_key("1")?;
//! assert_eq!(cell, Cell::from_key("(2, 2, 0, 4, 2, 0)")?);
//! let text = "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|";
//! assert_eq!(cell.to_string(), text);
//! // Trained on CIFAR-10: images of 32x32 pixels, ten classes.
//! assert_eq!(network(cell, &MacroConfig::new(32, 10))?.parameters(), 802_426);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Where to look next: [`NasBench201`] is all of it as a [`benchmark::SearchSpace`], and [`files`] reads the labels that were
//! published.
//!
//! # References
//! X. Dong and Y. Yang, *NAS-Bench-201: Extending the Scope of Reproducible Neural Architecture Search*,
//! ICLR 2020, arXiv 2001.00326.

mod cell;
pub mod files;
mod isomorphism;
mod keys;
mod macro_network;
mod order;
mod space;

pub use cell::{Cell, CellOperation, EDGES};
pub use macro_network::{Layer, MacroConfig, layered_network, network};
pub use space::NasBench201;
