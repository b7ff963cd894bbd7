//! What a neural network is: a typed graph of field-standard operations.
//!
//! A [`Graph`] is built node by node; every node's output [`Shape`] is inferred as it is added, so a graph
//! that exists is well-formed, and its nodes are in topological order. There are no weights and no
//! numerics here: a search space builds graphs, a backend runs them, and neither knows the other. A language model
//! is a [`RecurrentNetwork`], and [`Network`] is either.
//!
//! # Example
//!
//! ```
//! use network::{GraphBuilder, Shape};
//!
//! let mut graph = GraphBuilder::new();
//! let image = graph.input(Shape::new(3, 32, 32));
//! let stem = graph.conv2d(image, 16, 3, 1, 1)?;
//! let conv = graph.conv2d(stem, 16, 3, 1, 1)?;
//! let sum = graph.add(&[stem, conv])?;
//! let pooled = graph.global_avg_pool(sum)?;
//! let output = graph.linear(pooled, 10)?;
//! let graph = graph.finish(output);
//! assert_eq!(graph.parameters(), 9 * 3 * 16 + 9 * 16 * 16 + 16 * 10 + 10);
//! // Past the second convolution and through it.
//! assert_eq!((graph.shortest_chain(), graph.depth()), (Some(2), Some(3)));
//! # Ok::<(), network::ShapeError>(())
//! ```
//!
//! Where to look next: [`Operation`] for the vocabulary, [`Graph::parameters`] and [`Graph::macs`] for the two size
//! measures, [`Graph::live_parameters`] and [`Graph::shortest_chain`] for measures of the paths from input to output.

mod builder;
mod cost;
mod error;
mod graph;
mod network;
mod operation;
mod paths;
mod property;
mod recurrent;
mod shape;

pub use builder::GraphBuilder;
pub use error::ShapeError;
pub use graph::{Graph, Node, NodeId};
pub use network::Network;
pub use operation::{Operation, Window};
pub use property::Property;
pub use recurrent::{
    CellNode, CellOperation, CellValue, RecurrentCell, RecurrentConfig, RecurrentError, RecurrentNetwork,
};
pub use shape::Shape;
