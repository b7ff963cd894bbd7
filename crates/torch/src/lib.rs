//! The full network through libtorch: every channel computed, on a CPU or a GPU.
//!
//! [`TorchBackend`] runs any [`Network`](network::Network) layer by layer, as the original study did. It is the reference
//! for the collapsed engine, and the only backend for weights that are not one constant. It needs libtorch, which
//! `scripts/setup-libtorch.sh` sets up, so this crate is not among the workspace's default members.
//!
//! ```
//! use batch::synthetic;
//! use epsilon::{Precision, Weights, evaluate};
//! use network::{GraphBuilder, Network, Shape};
//! use torch::{Device, TorchBackend};
//!
//! let shape = Shape::new(3, 8, 8);
//! let mut graph = GraphBuilder::new();
//! let image = graph.input(shape);
//! let conv = graph.conv2d(image, 16, 3, 1, 1)?;
//! let norm = graph.batch_norm(conv)?;
//! let relu = graph.relu(norm)?;
//! let pooled = graph.global_avg_pool(relu)?;
//! let output = graph.linear(pooled, 1)?;
//! let network = Network::Image(graph.finish(output));
//!
//! let batch = synthetic::normal(shape, 16, 21)?;
//! let backend = TorchBackend::new(&batch, Precision::F64, Device::Cpu)?;
//! let score = evaluate(&backend, &network, Weights::new(1e-7, 1.0)?)?;
//! assert!(score.is_ok());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Arithmetic
//! An architecture's score, and whether it has one, depends on IEEE arithmetic down to the smallest denormal. TF32 is off,
//! cuDNN deterministic, and denormals are kept; [`TorchBackend::new`] checks on the device itself that products are
//! neither flushed nor truncated, and rejects one where they are.
//!
//! Where to look next: [`Device`] for where to run, [`Limits`] for how much of the machine to use,
//! the crate `verify` to check two backends against each other.

mod arithmetic;
mod backend;
mod device;
mod error;
mod footprint;
mod forward;
mod gate;
mod layer;
mod limits;
mod parameters;
mod recurrent;
mod threads;

/// The version of libtorch at build time, such as `2.13.0+cpu`: another one may round differently.
pub const LIBTORCH_VERSION: &str = env!("EPSILON_LIBTORCH_VERSION");

pub use backend::TorchBackend;
pub use epsilon::Device;
pub use error::SetupError;
pub use limits::Limits;
pub use threads::{set_threads, threads};
