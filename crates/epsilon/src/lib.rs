//! The epsilon score: how far a network's outputs disperse between two constant initialisations.
//!
//! The pieces, in the order in which a score is made: an [`Initialisation`], a [`Backend`] that runs a network with it on
//! the batch of samples that it was made for, and a [`Formula`] over the [`Outputs`] for two initialisations.
//! [`evaluate`] is all of it for one network, [`evaluate_all`] for many scores of one network.
//!
//! # References
//! E. Gracheva, *Neural architecture search: two constant shared weights initialisations*, Artificial Intelligence Review
//! 58:10, 2025, doi 10.1007/s10462-025-11238-2; arXiv 2302.04406 (v1, 2023: *Light and Accurate: Neural Architecture
//! Search via Two Constant Shared Weights Initialisations*).

mod backend;
mod device;
mod error;
mod evaluate;
mod formula;
mod initialisation;
mod initialisations;
pub mod mock;
mod outputs;
mod precision;
mod scheme;
mod signal;

pub use backend::{Backend, FunctionId, Prepared, evaluate, evaluate_between};
pub use device::Device;
pub use error::{BackendError, DeviceError, WeightError};
pub use evaluate::{ScoreSpec, evaluate_all};
pub use formula::{Formula, Missing, Score, score};
pub use initialisation::{Initialisation, Weights};
pub use initialisations::Initialisations;
pub use outputs::Outputs;
pub use precision::Precision;
pub use scheme::Scheme;
pub use signal::{output_magnitude, underflows};
