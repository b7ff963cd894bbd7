use network::Window;

use crate::symbolic::MapId;

/// Which of a plan's batch-norm statistics.
pub(crate) type StatsId = usize;

/// What is done to a pixel on its way from a stored map into a pass: in this order, each step optional.
/// It is recomputed wherever it is needed, which costs less than a trip to memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Chain {
    pub relu_before: bool,
    /// `count * (weight * x)`.
    pub scale: Option<usize>,
    pub norm: Option<StatsId>,
    pub relu_after: bool,
}

/// A stored map seen through a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Term {
    pub base: MapId,
    pub chain: Chain,
}

impl Term {
    pub fn raw(base: MapId) -> Self {
        Self { base, chain: Chain::default() }
    }
}

/// How a pass makes its map, pixel by pixel.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// It is stored already.
    Stored,
    /// The sum of terms.
    Sum(Vec<Term>),
    /// The sum of `count * (weight * term)`.
    ChannelSum(Vec<(usize, Term)>),
}

/// What a pass does with its map. A chain in a sink never holds a norm.
#[derive(Clone, Debug)]
pub(crate) enum Sink {
    /// Sums windows of the map, seen through the chain, into `to`, and takes its statistics.
    BoxSum { chain: Chain, window: Window, to: MapId, stats: Option<StatsId> },
    /// Averages windows into `to`.
    AvgPool { chain: Chain, window: Window, to: MapId },
    /// Takes the maximum of windows into `to`.
    MaxPool { chain: Chain, window: Window, to: MapId },
    /// Takes the statistics of the map seen through the chain.
    Stats { chain: Chain, stats: StatsId },
    /// Sums all pixels of each sample, for the given place in the output.
    GlobalSum { chain: Chain, output: usize },
}

/// One sweep over the batch.
#[derive(Clone, Debug)]
pub(crate) struct Pass {
    /// The map that is made.
    pub map: MapId,
    pub source: Source,
    /// Whether a later pass reads the map.
    pub store: bool,
    pub sinks: Vec<Sink>,
}

/// All passes of a network, in order.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub passes: Vec<Pass>,
    /// Number of statistics.
    pub stats: usize,
    /// For each map, its height and width.
    pub sides: Vec<[usize; 2]>,
    /// For each map that is an image channel, which one.
    pub channels: Vec<Option<usize>>,
    /// The classifier's input: for each group its number of channels and its map's number of pixels.
    pub output: Vec<(usize, usize)>,
    /// For each pass, the maps that no later pass reads.
    pub last_use: Vec<Vec<MapId>>,
}
