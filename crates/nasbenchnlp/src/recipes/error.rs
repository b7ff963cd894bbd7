use super::limits::{MAX_NODES, MAX_STATES};

/// Why a text is not a recipe.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecipeError {
    /// The text is not the JSON of a recipe.
    #[error(
        "not a recipe, which is a JSON object of nodes `\"name\": {{\"op\": ..., \"input\": [...]}}`: {message}"
    )]
    Json {
        /// The JSON reader's message, with line and column.
        message: String,
    },
    /// Two nodes have the same name.
    #[error("node `{node}` stands twice in the recipe; every node needs a name of its own")]
    DuplicateNode {
        /// The name.
        node: String,
    },
    /// More nodes than accepted.
    #[error("a recipe has at most {MAX_NODES} nodes; this one has more")]
    TooManyNodes,
    /// More hidden states than accepted.
    #[error("a recipe has at most {MAX_STATES} hidden states, but `{node}` would be another")]
    TooManyStates {
        /// The node or input that names the state.
        node: String,
    },
    /// A node has a name that is reserved.
    #[error("a node can't be called `{node}`: {reason}")]
    ReservedName {
        /// The name.
        node: String,
        /// What the name means.
        reason: &'static str,
    },
    /// An unknown operation.
    #[error(
        "node `{node}` has the unknown operation `{operation}`; there are linear, activation_tanh, \
         activation_sigm, activation_leaky_relu, elementwise_sum, elementwise_prod and blend"
    )]
    UnknownOperation {
        /// Name of the node.
        node: String,
        /// The operation.
        operation: String,
    },
    /// An operation with a number of inputs that it has in no published recipe.
    #[error("node `{node}`: {operation} takes {takes}, not {found}")]
    InputCount {
        /// Name of the node.
        node: String,
        /// Its operation.
        operation: String,
        /// The allowed numbers, in words.
        takes: &'static str,
        /// The number of inputs.
        found: usize,
    },
    /// An operation on values of the hidden width reads the input.
    #[error(
        "node `{node}` ({operation}) reads x, whose width is not that of the hidden states; only linear can"
    )]
    InputOutsideLinear {
        /// Name of the node.
        node: String,
        /// Its operation.
        operation: String,
    },
    /// A node reads something that does not exist.
    #[error("node `{node}` reads `{input}`, which is neither x, nor h_prev_k, nor a node of the recipe")]
    MissingInput {
        /// Name of the node.
        node: String,
        /// What it reads.
        input: String,
    },
    /// No node computes the next value of a hidden state that is read, or whose index is skipped.
    #[error("there is no node `h_new_{state}`, which must compute the next value of hidden state {state}")]
    MissingState {
        /// Index of the hidden state.
        state: usize,
    },
    /// Nodes read each other in a cycle.
    #[error("the nodes {} read each other in a circle", .nodes.join(" -> "))]
    Cycle {
        /// The names along the cycle; the first is repeated at the end.
        nodes: Vec<String>,
    },
}

impl From<serde_json::Error> for RecipeError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json { message: error.to_string() }
    }
}

/// The first characters of a text, enough to recognise it in a message.
pub(crate) fn excerpt(text: &str) -> String {
    const SHOWN: usize = 60;
    let mut short: String = text.chars().take(SHOWN).collect();
    if short.len() < text.len() {
        short.push_str("...");
    }
    short
}
