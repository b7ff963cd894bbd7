use network::Window;

use crate::kernels::Reduce;

/// A base's position in [`Bases::list`].
pub(crate) type BaseId = usize;

/// The position of batch-norm statistics in [`Bases::stats`].
pub(crate) type StatsId = usize;

/// Pointwise operations between a base and its use: in this order, each of them optional. They are recomputed at
/// every use, which costs less than a trip to memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Chain {
    pub relu_before: bool,
    /// `count * (weight * x)`.
    pub scale: Option<usize>,
    pub norm: Option<StatsId>,
    pub relu_after: bool,
    /// `count * (weight * x)` again: a convolution of the normalised map.
    pub rescale: Option<usize>,
}

/// A base with the chain that is applied to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Term {
    pub base: BaseId,
    pub chain: Chain,
}

impl Term {
    pub fn raw(base: BaseId) -> Self {
        Self { base, chain: Chain::default() }
    }
}

/// How a base is made, pixel by pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Make {
    /// A channel of the image: nothing to make.
    Channel(usize),
    /// The sum of terms. Where it runs over channels, their chains hold the number of channels.
    Sum(Vec<Term>),
    /// A sum, mean or maximum over a window that slides over a term.
    Window { term: Term, window: Window, reduce: Reduce },
}

impl Make {
    pub fn terms(&self) -> &[Term] {
        match self {
            Self::Channel(_) => &[],
            Self::Sum(terms) => terms,
            Self::Window { term, .. } => std::slice::from_ref(term),
        }
    }
}

/// A map whose pixels are computed, since no chain over another base gives it.
#[derive(Clone, Debug)]
pub(crate) struct Base {
    pub make: Make,
    /// Height and width.
    pub sides: [usize; 2],
    /// The first pass that can make it: batch norm needs the whole map before anything after it can be computed.
    pub level: usize,
}

/// A graph of maps with all pointwise operations folded into chains.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bases {
    /// Operands come before what is made of them.
    pub list: Vec<Base>,
    /// The input of each batch norm; its chain holds no norm.
    pub stats: Vec<Term>,
    /// The classifier's input: number of channels, number of pixels, and the map.
    pub output: Vec<(usize, usize, Term)>,
}

impl Bases {
    /// The first pass in which a term can be computed.
    pub fn level(&self, term: &Term) -> usize {
        let normed = term.chain.norm.map_or(0, |stats| self.stats_level(stats) + 1);
        normed.max(self.list[term.base].level)
    }

    /// The pass that computes these statistics.
    pub fn stats_level(&self, stats: StatsId) -> usize {
        self.list[self.stats[stats].base].level
    }
}
