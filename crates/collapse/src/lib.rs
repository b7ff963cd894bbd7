//! The exact collapsed engine: one map stands for all equal channels.
//!
//! When every weight of a network is the same constant `w`, all filters of a convolution see the same input
//! with the same weights, so all its output channels are one and the same map: `w` times the sum over input
//! channels of the box-filtered input. Batch norm, ReLU, pooling and sums keep that. A tensor of C channels
//! is therefore a short list of (map, number of channels), and the work shrinks by a factor between C and
//! C squared. This is an identity: nothing is approximated.
//!
//! The way of a network through this crate:
//!
//! 1. `symbolic` turns the graph of layers into a graph of maps: groups of equal channels, zeros and
//!    repeated work removed, sums sorted. Two networks with the same graph of maps compute the same function.
//! 2. `plan` cuts that graph into passes over memory: batch norm needs the whole batch before anything
//!    after it can be computed, and everything between two such barriers happens in one pass.
//! 3. `execute` runs the passes, row by row, a cache line of samples side by side; `kernels` are the loops.
//!
//! # Precision
//! In single precision every product with a weight is rounded as the full network rounds it, before it is
//! summed over channels and pixels, so that signals underflow exactly where they do in the full network.
//! Sums of subnormal numbers are exact in any order, so sharing and sorting them changes nothing there.
//! No operation is contracted or reassociated by the compiler: results are the same bytes on any processor.

mod backend;
mod buffers;
mod execute;
mod kernels;
mod plan;
mod real;
pub mod recurrent;
mod stats;
mod symbolic;

pub use backend::Collapsed;

/// Which numbers the engine computes: raised with every change that moves the last bits of any output, so that stored
/// scores of one revision are not continued by another.
pub const REVISION: u32 = 3;
