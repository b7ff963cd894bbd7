use crate::{Graph, Shape};

/// A whole network of any of the kinds that the benchmarks have.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Network {
    /// A feed-forward network on images.
    Image(Graph),
}

impl Network {
    /// Number of trainable parameters.
    pub fn parameters(&self) -> u64 {
        match self {
            Self::Image(graph) => graph.parameters(),
        }
    }

    /// Multiply-accumulate operations for one sample, which the NAS benchmarks call FLOPs.
    pub fn macs(&self) -> u64 {
        match self {
            Self::Image(graph) => graph.macs(),
        }
    }

    /// Shape of the images that the network takes; `None` where it takes something else.
    pub fn image_shape(&self) -> Option<Shape> {
        match self {
            Self::Image(graph) => graph.input_shape(),
        }
    }
}
