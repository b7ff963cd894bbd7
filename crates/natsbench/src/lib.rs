//! NATS-Bench's size space: 32,768 networks that differ in the widths of their stages.
//!
//! All have the same cell of NAS-Bench-201, once in each of three stages: a stem and a cell with the first number of
//! channels, a reduction with the second, a cell with the third, a reduction with the fourth and a cell with the fifth. Each
//! number is a multiple of 8 from 8 to 64. If a cell changes the number of channels, its skip connection becomes a
//! convolution.
//!
//! ```
//! use benchmark::SearchSpace;
//! use natsbench::{SizeSpace, Widths};
//!
//! // Architecture 4 of the benchmark by its official index.
//! let widths = Widths::from_key("4")?;
//! assert_eq!(widths.to_string(), "8:8:8:8:40");
//! // Trained on CIFAR-10: images of 32x32 pixels, ten classes.
//! assert_eq!(SizeSpace::new(32).parse("8:8:8:8:8")?.network(10)?.parameters(), 11_714);
//! # Ok::<(), benchmark::ArchitectureError>(())
//! ```
//!
//! Where to look next: [`SizeSpace`] is all of it as a [`benchmark::SearchSpace`]; [`nasbench201::layered_network`] builds the
//! networks, and [`nasbench201::files`] reads the official files, which are laid out like those of NATS-Bench's topology
//! space.
//!
//! # References
//! X. Dong, L. Liu, K. Musial and B. Gabrys, *NATS-Bench: Benchmarking NAS Algorithms for Architecture Topology and Size*,
//! IEEE TPAMI 2021, arXiv 2009.00437.

mod space;
mod widths;

pub use space::SizeSpace;
pub use widths::Widths;
