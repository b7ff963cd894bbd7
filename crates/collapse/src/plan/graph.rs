use network::Window;

use crate::kernels::Reduce;

/// Which base of a [`Bases`].
pub(crate) type BaseId = usize;

/// Which batch-norm statistics of a [`Bases`].
pub(crate) type StatsId = usize;

/// What is done to a pixel on its way from a base to where it is used: in this order, each step optional.
/// It is recomputed wherever it is needed, which costs less than a trip to memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Chain {
    pub relu_before: bool,
    /// `count * (weight * x)`.
    pub scale: Option<usize>,
    pub norm: Option<StatsId>,
    pub relu_after: bool,
    /// `count * (weight * x)` again: a convolution of what was normalised.
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
    /// A channel of the image: it is there.
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

/// A map that no chain can give: its pixels have to be made.
#[derive(Clone, Debug)]
pub(crate) struct Base {
    pub make: Make,
    /// Height and width.
    pub sides: [usize; 2],
    /// In which pass it can be made first: batch norm needs all of its map before anything after it.
    pub level: usize,
}

/// A graph of maps, with everything that needs no pixels of its own folded into chains.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bases {
    /// Operands come before what is made of them.
    pub list: Vec<Base>,
    /// What each batch norm takes the statistics of; such a chain holds no norm.
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

    /// In which pass statistics are taken.
    pub fn stats_level(&self, stats: StatsId) -> usize {
        self.list[self.stats[stats].base].level
    }
}
