//! The collapsed engine against the full network: how far their scores differ, and whether that is within tolerance.
//!
//! [`compare`] runs networks on two backends, for one pair of constants, and returns an [`Agreement`]. [`verify`] does that
//! for every batch, pair and precision of a study; a [`Verification`] is the result for one of each, and [`Tolerance`]
//! says how much the two may differ and why.
//!
//! ```
//! use epsilon::{Weights, mock::MockBackend};
//! use network::{GraphBuilder, Network, Shape};
//! use verify::compare;
//!
//! let mut graph = GraphBuilder::new();
//! let image = graph.input(Shape::new(3, 8, 8));
//! let pooled = graph.global_avg_pool(image)?;
//! let output = graph.linear(pooled, 1)?;
//! let network = Network::Image(graph.finish(output));
//!
//! let (first, second) = (MockBackend::default(), MockBackend::default());
//! let agreement = compare(&first, &second, Weights::new(1e-7, 1.0)?, [("linear".to_owned(), network)])?;
//! assert!(agreement.masks_equal());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod agreement;
mod case;
mod compare;
mod condition;
mod sample;
mod table;
mod tolerance;

pub use agreement::{Agreement, Comparison, Quantiles, compare};
pub use case::{Case, cases};
pub use compare::{Verification, verify, verify_with};
pub use sample::{sample_of, sample_space};
pub use table::verification_table;
pub use tolerance::Tolerance;
