//! The epsilon score: how far a network's outputs disperse between two constant initialisations.
//!
//! The pieces, in the order in which a score is made: a batch of samples ([`ImageBatch`]), an
//! [`Initialisation`], a [`Backend`] that runs a network on the one with the other, and the formula
//! ([`score`]). [`evaluate`] is all of it for one network.
//!
//! # References
//! E. Gracheva, *Neural architecture search: two constant shared weights initialisations*, Artificial Intelligence Review
//! 58:10, 2025, doi 10.1007/s10462-025-11238-2; arXiv 2302.04406 (v1, 2023: *Light and Accurate: Neural Architecture
//! Search via Two Constant Shared Weights Initialisations*).

mod agreement;
mod backend;
mod batch;
mod condition;
mod device;
mod error;
mod formula;
mod initialisation;
mod memory;
pub mod mock;
mod normal;
mod outputs;
mod precision;
mod scheme;
pub mod text;

pub use agreement::{Agreement, Comparison, Quantiles, compare};
pub use backend::{Backend, FunctionId, Prepared, evaluate, evaluate_between};
pub use batch::{ImageBatch, Normalisation, cifar, imagenet16, npy, synthetic};
pub use device::Device;
pub use error::{BackendError, BatchError, DeviceError, SchemeError, WeightError};
pub use formula::{Formula, Missing, Score, score};
pub use initialisation::{Initialisation, Weights};
pub use memory::{MemoryLimitError, memory_limit};
pub use outputs::Outputs;
pub use precision::Precision;
pub use scheme::Scheme;
