use std::fmt;
use std::str::FromStr;

use benchmark::ArchitectureError;

/// The space's name in configs and error messages.
pub(crate) const SPACE: &str = "nasbench201";

/// The six edges (from, to) of a cell, in the order in which a cell string names them.
pub const EDGES: [(usize, usize); 6] = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)];

/// The operation of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellOperation {
    /// Zeros: no edge.
    None,
    /// The identity.
    SkipConnect,
    /// ReLU, 1x1 convolution, batch norm.
    NorConv1x1,
    /// ReLU, 3x3 convolution, batch norm.
    NorConv3x3,
    /// 3x3 average pooling.
    AvgPool3x3,
}

impl CellOperation {
    /// All five, in the benchmark's order.
    pub const ALL: [Self; 5] =
        [Self::None, Self::SkipConnect, Self::NorConv1x1, Self::NorConv3x3, Self::AvgPool3x3];

    /// The benchmark's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::SkipConnect => "skip_connect",
            Self::NorConv1x1 => "nor_conv_1x1",
            Self::NorConv3x3 => "nor_conv_3x3",
            Self::AvgPool3x3 => "avg_pool_3x3",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.name() == name)
    }
}

/// One cell: an operation for each of the six [`EDGES`].
///
/// Its text form is the benchmark's own, such as
/// `|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    edges: [CellOperation; 6],
}

impl Cell {
    /// A cell from its operations in the order of [`EDGES`].
    pub const fn new(edges: [CellOperation; 6]) -> Self {
        Self { edges }
    }

    /// The operations in the order of [`EDGES`].
    pub const fn edges(&self) -> [CellOperation; 6] {
        self.edges
    }

    /// The edges that end in `node`, as start node and operation.
    pub fn incoming(&self, node: usize) -> impl Iterator<Item = (usize, CellOperation)> + '_ {
        EDGES
            .iter()
            .zip(self.edges)
            .filter(move |((_, to), _)| *to == node)
            .map(|(&(from, _), op)| (from, op))
    }

    /// The cell at this position of the lexicographic order: base-5 digits, first edge most significant.
    pub(crate) fn lexicographic(position: usize) -> Self {
        let mut edges = [CellOperation::None; 6];
        let mut rest = position;
        for edge in edges.iter_mut().rev() {
            *edge = CellOperation::ALL[rest % 5];
            rest /= 5;
        }
        Self { edges }
    }

    /// The position from which [`lexicographic`](Self::lexicographic) makes it.
    pub(crate) fn place(self) -> usize {
        self.edges.iter().fold(0, |place, edge| place * 5 + *edge as usize)
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, (&(from, _), operation)) in EDGES.iter().zip(self.edges).enumerate() {
            // Nodes 2 and 3 begin at edges 1 and 3.
            if position == 1 || position == 3 {
                f.write_str("|+")?;
            }
            write!(f, "|{}~{from}", operation.name())?;
        }
        f.write_str("|")
    }
}

impl FromStr for Cell {
    type Err = ArchitectureError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = |reason: String| ArchitectureError::new(SPACE, text, reason);
        let nodes: Vec<&str> = text.trim().split('+').collect();
        if nodes.len() != 3 {
            return Err(error(format!("it has {} nodes between `+`, a cell has 3", nodes.len())));
        }
        let mut edges = [CellOperation::None; 6];
        let mut position = 0;
        for (node, part) in (1..).zip(nodes) {
            let inner = part
                .strip_prefix('|')
                .and_then(|part| part.strip_suffix('|'))
                .ok_or_else(|| error(format!("node {node} (`{part}`) does not stand between two `|`")))?;
            let inputs: Vec<&str> = inner.split('|').collect();
            if inputs.len() != node {
                return Err(error(format!("node {node} has {} inputs instead of {node}", inputs.len())));
            }
            for (from, input) in inputs.into_iter().enumerate() {
                let (name, source) = input
                    .split_once('~')
                    .ok_or_else(|| error(format!("`{input}` at node {node} is not OPERATION~NODE")))?;
                if source != from.to_string() {
                    return Err(error(format!(
                        "input {from} of node {node} comes from `{source}`, not from {from}"
                    )));
                }
                edges[position] = CellOperation::from_name(name).ok_or_else(|| {
                    let known: Vec<_> = CellOperation::ALL.iter().map(|op| op.name()).collect();
                    error(format!("operation `{name}` is not one of {}", known.join(", ")))
                })?;
                position += 1;
            }
        }
        Ok(Self { edges })
    }
}
