use crate::{Graph, RecurrentNetwork, Shape};

/// A network of either kind that the benchmarks have.
#[derive(Clone, Debug, PartialEq)]
pub enum Network {
    /// A feed-forward network on images.
    Image(Graph),
    /// A recurrent network on sequences of tokens.
    Recurrent(RecurrentNetwork),
}

impl Network {
    /// Number of trainable parameters.
    pub fn parameters(&self) -> u64 {
        match self {
            Self::Image(graph) => graph.parameters(),
            Self::Recurrent(network) => network.parameters(),
        }
    }

    /// Multiply-accumulate operations for one sample (one token of a recurrent network), which the NAS benchmarks call FLOPs.
    pub fn macs(&self) -> u64 {
        match self {
            Self::Image(graph) => graph.macs(),
            Self::Recurrent(network) => network.macs(),
        }
    }

    /// The parameters on a path from the input to the output; see [`Graph::live_parameters`] and
    /// [`RecurrentNetwork::live_parameters`].
    pub fn live_parameters(&self) -> u64 {
        match self {
            Self::Image(graph) => graph.live_parameters(),
            Self::Recurrent(network) => network.live_parameters(),
        }
    }

    /// The multiply-accumulate operations on a path from the input to the output.
    pub fn live_macs(&self) -> u64 {
        match self {
            Self::Image(graph) => graph.live_macs(),
            Self::Recurrent(network) => network.live_macs(),
        }
    }

    /// Shape of the images that the network takes; `None` for a recurrent network or a graph without input.
    pub fn image_shape(&self) -> Option<Shape> {
        match self {
            Self::Image(graph) => graph.input_shape(),
            Self::Recurrent(_) => None,
        }
    }
}
