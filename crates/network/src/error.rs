use crate::{Shape, Window};

/// Why an operation can't be applied to the shapes it was given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    /// The window is larger than the padded map, or its kernel or stride is zero.
    #[error("{operation} ({window}) does not fit its input of shape {input}")]
    Window {
        /// Name of the operation.
        operation: &'static str,
        /// The window asked for.
        window: Window,
        /// Shape of the input.
        input: Shape,
    },
    /// Two inputs that must agree do not.
    #[error(
        "{operation} needs inputs that agree, but input 0 has shape {first} and input {index} has {other}"
    )]
    Mismatch {
        /// Name of the operation.
        operation: &'static str,
        /// Shape of the first input.
        first: Shape,
        /// Position of the input that differs.
        index: usize,
        /// Its shape.
        other: Shape,
    },
    /// An operation that needs inputs got none.
    #[error("{operation} needs at least one input")]
    NoInput {
        /// Name of the operation.
        operation: &'static str,
    },
    /// More channels are to be kept than there are, or none.
    #[error(
        "truncate to {wanted} channels needs an input with at least that many and one or more, not {input}"
    )]
    Truncate {
        /// Channels asked for.
        wanted: usize,
        /// Shape of the input.
        input: Shape,
    },
    /// A linear layer was put on a map that still has pixels.
    #[error("linear needs a pooled input of shape [C, 1, 1], not {input}")]
    NotPooled {
        /// Shape of the input.
        input: Shape,
    },
    /// A layer with no outputs.
    #[error("{operation} needs one output channel or more (its input has shape {input})")]
    NoOutputs {
        /// Name of the operation.
        operation: &'static str,
        /// Shape of the input.
        input: Shape,
    },
}
