//! The exact collapsed engine: one map stands for all equal channels.
//!
//! When every weight of a network is the same constant `w`, all filters of a convolution are equal and see the same input.
//! So all its output channels are one and the same map: `w` times the sum over input channels of the box-filtered input.
//! Batch norm, ReLU, pooling and sums keep channels equal. A tensor of C channels is therefore a short list of (map, number
//! of channels), and the work shrinks by a factor between C and C squared. This is an identity: nothing is approximated.
//!
//! By hand, for a 1x1 convolution from two channels to two and one pixel with the values 3 and 5:
//!
//! ```text
//! full network:  y1 = w*3 + w*5 = 8w    y2 = w*3 + w*5 = 8w     four products
//! collapsed:     y  = w*(3 + 5) = 8w    with the number 2       one product
//! next layer:    z  = w*y1 + w*y2       is  2 * (w*y)           the number is a factor
//! ```
//!
//! The same with the engine, in a network of one convolution and a classifier:
//!
//! ```
//! use batch::ImageBatch;
//! use epsilon::{Backend, Initialisation, Outputs, Precision};
//! use network::{GraphBuilder, Network, Shape};
//!
//! let shape = Shape::new(2, 1, 1);
//! let mut graph = GraphBuilder::new();
//! let x = graph.input(shape);
//! let y = graph.conv2d(x, 2, 1, 1, 0)?;
//! let pooled = graph.global_avg_pool(y)?;
//! let z = graph.linear(pooled, 1)?;
//! let network = Network::Image(graph.finish(z));
//!
//! let batch = ImageBatch::new(shape, vec![3.0, 5.0, 1.0, 1.0])?;
//! let engine = collapse::Collapsed::new(&batch, Precision::F64);
//! let outputs = engine.forward(&network, &Initialisation::Constant(0.5))?;
//! // w * 8w + w * 8w for the first sample, with w = 0.5.
//! assert_eq!(outputs, Outputs::F64(vec![4.0, 1.0]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A network goes through this crate in three steps:
//!
//! 1. `symbolic` turns the graph of layers into a graph of maps: groups of equal channels, zeros and
//!    repeated work removed, sums sorted. Two networks with the same graph of maps compute the same function.
//! 2. `plan` cuts that graph into passes over memory: batch norm needs the whole batch before anything
//!    after it can be computed, and everything between two such barriers happens in one pass.
//! 3. `execute` runs the passes, row by row, a cache line of samples side by side; `kernels` are the loops and `simd` the
//!    vector instructions.
//!
//! This is for networks that read images. Recurrent ones collapse further, to one number for each state, step and sample:
//! see [`recurrent`].
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
mod simd;
mod stats;
mod symbolic;

pub use backend::Collapsed;

/// Raised with every change that moves the last bits of any output, so that stored scores of one revision are not
/// continued by another.
pub const REVISION: u32 = 3;
