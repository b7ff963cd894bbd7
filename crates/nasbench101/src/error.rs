use crate::limits::{MAX_EDGES, MAX_RAW_VERTICES, MAX_VERTICES};

/// Why a matrix and its operations are not a module of the space.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpecError {
    /// The text has no colon between adjacency and operations.
    #[error(
        "a module is written ADJACENCY:OPS (upper triangle row by row, then one digit a vertex), \
         but there is no colon in {text:?}"
    )]
    NoColon {
        /// The text, cut to its first characters.
        text: String,
    },
    /// A character of the adjacency is neither 0 nor 1.
    #[error("adjacency bit {position} is {found:?}, not 0 or 1")]
    AdjacencyBit {
        /// Position in the adjacency, from 0.
        position: usize,
        /// The character.
        found: char,
    },
    /// The adjacency does not have the number of bits that the operations call for.
    #[error("{vertices} vertices need {expected} adjacency bits, but there are {found}")]
    AdjacencyLength {
        /// Number of vertices, input and output included.
        vertices: usize,
        /// Bits needed.
        expected: usize,
        /// Bits found.
        found: usize,
    },
    /// An operation digit other than 0, 1 and 2.
    #[error("operation of vertex {vertex} is {found:?}, not 0 (conv3x3), 1 (conv1x1) or 2 (maxpool3x3)")]
    OperationDigit {
        /// The vertex; the input is vertex 0.
        vertex: usize,
        /// The character.
        found: char,
    },
    /// More vertices than any matrix of this benchmark could have, even before pruning.
    #[error("{found} vertices before pruning; at most {MAX_RAW_VERTICES} are accepted")]
    TooManyRawVertices {
        /// Number of vertices.
        found: usize,
    },
    /// An edge on or below the diagonal.
    #[error("edge {from} -> {to} is not in the upper triangle: edges must lead to later vertices")]
    NotUpperTriangular {
        /// Start of the edge.
        from: usize,
        /// End of the edge.
        to: usize,
    },
    /// The output can't be reached from the input.
    #[error("the output is not connected to the input")]
    Disconnected,
    /// Too many vertices are left after pruning.
    #[error("{found} vertices after pruning; the space has at most {MAX_VERTICES}")]
    TooManyVertices {
        /// Number of vertices, input and output included.
        found: usize,
    },
    /// Too many edges are left after pruning.
    #[error("{found} edges after pruning; the space has at most {MAX_EDGES}")]
    TooManyEdges {
        /// Number of edges.
        found: usize,
    },
    /// A packed number that does not encode a pruned module.
    #[error("packed spec {packed:#x} is not a pruned module of the space")]
    Packed {
        /// The packed number.
        packed: u64,
    },
}

/// The text is not a module hash.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a module hash is 32 hexadecimal digits, not {text:?}")]
pub struct HashError {
    /// The text, cut to its first characters.
    pub text: String,
}

/// The first characters of a text, enough to recognise it in a message.
pub(crate) fn excerpt(text: &str) -> String {
    const SHOWN: usize = 48;
    let mut short: String = text.chars().take(SHOWN).collect();
    if short.len() < text.len() {
        short.push_str("...");
    }
    short
}
