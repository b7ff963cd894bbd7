use super::CellOperation;

/// Why a recurrent cell or network is invalid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecurrentError {
    /// A cell without a hidden state has no output.
    #[error("a recurrent cell needs one hidden state or more: state 0 is its output")]
    NoState,
    /// An operation has a wrong number of inputs.
    #[error(
        "node {node} ({operation}) has {found} inputs; it takes {} to {}",
        operation.arity().0,
        operation.arity().1
    )]
    Arity {
        /// Index of the node.
        node: usize,
        /// Its operation.
        operation: CellOperation,
        /// Number of its inputs.
        found: usize,
    },
    /// A state is read that the cell does not have.
    #[error("hidden state {state} is read, but the cell has only {states}")]
    State {
        /// Index of the state.
        state: usize,
        /// Number of states.
        states: usize,
    },
    /// A node is read before it is computed.
    #[error("node {node} is read where only the {limit} nodes before it are computed")]
    Order {
        /// Index of the node that is read.
        node: usize,
        /// Number of nodes that exist at that point.
        limit: usize,
    },
    /// An operation on values of the hidden width reads the layer's input.
    #[error(
        "node {node} ({operation}) reads the input x, whose width is not the hidden one; only linear can"
    )]
    Width {
        /// Index of the node.
        node: usize,
        /// Its operation.
        operation: CellOperation,
    },
    /// The layer's input becomes a hidden state without a linear map between.
    #[error(
        "hidden state {state} becomes the input x, whose width is not the hidden one; put a linear between"
    )]
    NextWidth {
        /// Index of the state.
        state: usize,
    },
    /// A network needs layers, and all widths must be positive.
    #[error("{what} of a recurrent network must be {at_least} or more and at most {at_most}, not {found}")]
    Size {
        /// Which size.
        what: &'static str,
        /// The smallest allowed value.
        at_least: usize,
        /// The largest allowed value.
        at_most: usize,
        /// The value given.
        found: usize,
    },
}
