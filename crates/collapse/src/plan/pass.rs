use network::Window;

use super::graph::{BaseId, Chain, StatsId, Term};
use crate::kernels::Reduce;

/// A base that a pass reads or makes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub base: BaseId,
    pub rows: Rows,
    /// Height and width.
    pub sides: [usize; 2],
}

/// Where the rows of a base are during a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    /// A channel of the image.
    Channel(usize),
    /// A stored map; `last`: no later pass reads it.
    Loaded { last: bool },
    /// A map that this pass stores.
    Stored,
    /// A map of which only this many of the last rows are kept (a power of two).
    Ring(usize),
}

/// One operation of a pass, run once for every row.
#[derive(Clone, Debug)]
pub(crate) struct Op {
    /// The place whose rows it makes or reads.
    pub place: usize,
    pub kind: OpKind,
    /// Statistics of the base after a chain; that chain has no norm.
    pub stats: Vec<(StatsId, Chain)>,
    /// Sums over all pixels: position in the output, and the chain applied first.
    pub sums: Vec<(usize, Chain)>,
    /// Whether anything but its own statistics reads the rows.
    pub keep: bool,
}

/// How an operation makes its rows. Each operand is a place and the term that gives the chain for its rows.
#[derive(Clone, Debug)]
pub(crate) enum OpKind {
    /// They exist already and are read for statistics or sums.
    Read,
    Sum(Vec<(usize, Term)>),
    /// See [`crate::kernels::Window3`]: one step for each input row, and one more.
    Window3 {
        from: (usize, Term),
        reduce: Reduce,
    },
    /// Any other window: one step for each input row.
    Window {
        from: (usize, Term),
        reduce: Reduce,
        window: Window,
    },
}

impl OpKind {
    pub fn terms(&self) -> &[(usize, Term)] {
        match self {
            Self::Read => &[],
            Self::Sum(terms) => terms,
            Self::Window3 { from, .. } | Self::Window { from, .. } => std::slice::from_ref(from),
        }
    }
}

/// One sweep over the batch, tile by tile; in each tile row by row.
#[derive(Clone, Debug)]
pub(crate) struct Pass {
    pub places: Vec<Place>,
    pub ops: Vec<Op>,
    /// Operations and their steps, in the order in which they run.
    pub schedule: Vec<(u16, u16)>,
}

/// All passes of a network, in order.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub passes: Vec<Pass>,
    /// Number of bases, and of statistics.
    pub bases: usize,
    pub stats: usize,
    /// The classifier's input: for each group its number of channels and its map's number of pixels.
    pub output: Vec<(usize, usize)>,
}
