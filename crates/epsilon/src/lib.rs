//! The epsilon score: how far a network's outputs disperse between two constant initialisations.
//!
//! In the order in which a score is computed: an [`Initialisation`] sets the weights, a [`Backend`] runs the network with
//! them on its batch, and a [`Formula`] turns the [`Outputs`] for two initialisations into the score. [`evaluate`] does
//! all of this, [`evaluate_all`] does it for many scores of one network.
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
