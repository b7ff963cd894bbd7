use std::fmt;

use crate::Network;

/// A number that the graph of a network alone determines: the cheapest proxy, and a baseline for all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Property {
    /// Trainable parameters.
    Params,
    /// Multiply-accumulate operations for one sample.
    Flops,
    /// The parameters on a path from the input to the output.
    LiveParams,
    /// The multiply-accumulate operations on a path from the input to the output.
    LiveFlops,
    /// The most weighted layers on a path.
    Depth,
    /// Convolutions.
    Convolutions,
    /// The fewest weighted layers on a path.
    ShortestChain,
}

impl Property {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Params,
        Self::Flops,
        Self::LiveParams,
        Self::LiveFlops,
        Self::Depth,
        Self::Convolutions,
        Self::ShortestChain,
    ];

    /// The name in configs and tables: `params`, `flops`, `live_params`, `live_flops`, `depth`, `convolutions`,
    /// `shortest_chain`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Params => "params",
            Self::Flops => "flops",
            Self::LiveParams => "live_params",
            Self::LiveFlops => "live_flops",
            Self::Depth => "depth",
            Self::Convolutions => "convolutions",
            Self::ShortestChain => "shortest_chain",
        }
    }

    /// The property of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|property| property.name() == name)
    }

    /// The number. `None` if the network has none: it has no path from its input to its output, or it is recurrent and
    /// the property is one of image networks.
    pub fn of(self, network: &Network) -> Option<u64> {
        let graph = match network {
            Network::Image(graph) => Some(graph),
            Network::Recurrent(_) => None,
        };
        Some(match self {
            Self::Params => network.parameters(),
            Self::Flops => network.macs(),
            Self::LiveParams => network.live_parameters(),
            Self::LiveFlops => network.live_macs(),
            Self::Depth => graph?.depth()? as u64,
            Self::Convolutions => graph?.convolutions() as u64,
            Self::ShortestChain => graph?.shortest_chain()? as u64,
        })
    }

    /// Whether only image networks have it.
    pub const fn is_of_images(self) -> bool {
        matches!(self, Self::Depth | Self::Convolutions | Self::ShortestChain)
    }
}

impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
