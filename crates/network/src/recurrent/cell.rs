use std::fmt;

use super::RecurrentError;

/// One operation of a recurrent cell. All values of a cell have the layer's hidden width, except the input `x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CellOperation {
    /// The sum of one linear map per input and one bias: `b + W_0 a_0 + W_1 a_1 + ...`; two or three inputs.
    Linear,
    /// Hyperbolic tangent of one input.
    Tanh,
    /// Logistic function of one input.
    Sigmoid,
    /// `a` where `a` is positive, else [`CellOperation::LEAKY_SLOPE`] times `a`; one input.
    LeakyRelu,
    /// Elementwise sum of two inputs.
    Sum,
    /// Elementwise product of two inputs.
    Product,
    /// `z * a + (1 - z) * b` for the inputs `z, a, b`.
    Blend,
}

impl CellOperation {
    /// Slope of the leaky ReLU for negative values.
    pub const LEAKY_SLOPE: f64 = 0.01;

    /// The fewest and the most inputs that the operation takes.
    pub const fn arity(self) -> (usize, usize) {
        match self {
            Self::Linear => (2, 3),
            Self::Tanh | Self::Sigmoid | Self::LeakyRelu => (1, 1),
            Self::Sum | Self::Product => (2, 2),
            Self::Blend => (3, 3),
        }
    }

    /// Whether the function does not depend on the order of the inputs.
    pub const fn commutes(self) -> bool {
        matches!(self, Self::Linear | Self::Sum | Self::Product)
    }
}

impl fmt::Display for CellOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Linear => "linear",
            Self::Tanh => "tanh",
            Self::Sigmoid => "sigmoid",
            Self::LeakyRelu => "leaky_relu",
            Self::Sum => "sum",
            Self::Product => "product",
            Self::Blend => "blend",
        })
    }
}

/// A value inside a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CellValue {
    /// The layer's input at this time step.
    Input,
    /// Hidden state `k` of the previous step.
    State(usize),
    /// The output of a node.
    Node(usize),
}

/// An operation and the values it reads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CellNode {
    /// What is computed.
    pub operation: CellOperation,
    /// Its inputs, in order.
    pub inputs: Vec<CellValue>,
}

/// The graph of a recurrent cell, in topological order.
///
/// Hidden state 0 is also the layer's output.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RecurrentCell {
    nodes: Vec<CellNode>,
    next: Vec<CellValue>,
}

impl RecurrentCell {
    /// A cell from its `nodes` in topological order and the values that become the `next` hidden states.
    ///
    /// # Errors
    /// If there is no hidden state, a node reads a later one or itself, a state is read that does not exist, an
    /// operation has a wrong number of inputs, or something other than a linear map reads the layer's input, whose
    /// width differs.
    pub fn new(nodes: Vec<CellNode>, next: Vec<CellValue>) -> Result<Self, RecurrentError> {
        let states = next.len();
        if states == 0 {
            return Err(RecurrentError::NoState);
        }
        for (index, node) in nodes.iter().enumerate() {
            let (least, most) = node.operation.arity();
            if !(least..=most).contains(&node.inputs.len()) {
                return Err(RecurrentError::Arity {
                    node: index,
                    operation: node.operation,
                    found: node.inputs.len(),
                });
            }
            for &input in &node.inputs {
                check_value(input, index, states)?;
            }
            if node.operation != CellOperation::Linear && node.inputs.contains(&CellValue::Input) {
                return Err(RecurrentError::Width { node: index, operation: node.operation });
            }
        }
        for (state, &value) in next.iter().enumerate() {
            check_value(value, nodes.len(), states)?;
            if value == CellValue::Input {
                return Err(RecurrentError::NextWidth { state });
            }
        }
        Ok(Self { nodes, next })
    }

    /// The nodes in topological order.
    pub fn nodes(&self) -> &[CellNode] {
        &self.nodes
    }

    /// The values that become the hidden states of the next step, state 0 first.
    pub fn next(&self) -> &[CellValue] {
        &self.next
    }

    /// Number of hidden states.
    pub fn states(&self) -> usize {
        self.next.len()
    }

    /// Trainable parameters of one layer with inputs of width `input` and hidden states of width `hidden`.
    pub fn parameters(&self, input: usize, hidden: usize) -> u64 {
        self.nodes.iter().map(|node| node.parameters(input, hidden)).sum()
    }

    /// Multiply-accumulate operations of the linear maps of one layer for one token.
    pub fn macs(&self, input: usize, hidden: usize) -> u64 {
        self.nodes.iter().map(|node| node.macs(input, hidden)).sum()
    }

    /// The nodes on a path from the layer's input to its output, at the same step or a later one.
    pub(super) fn live_nodes(&self) -> impl Iterator<Item = &CellNode> {
        let mut reached = vec![false; self.nodes.len()];
        let mut needed = vec![false; self.nodes.len()];
        let mark = |marks: &mut [bool], value: CellValue| {
            // A state is the value of its node at the previous step.
            let value = if let CellValue::State(state) = value { self.next[state] } else { value };
            matches!(value, CellValue::Node(node) if !std::mem::replace(&mut marks[node], true))
        };
        let has = |marks: &[bool], value: CellValue| match value {
            CellValue::Input => true,
            CellValue::State(state) => matches!(self.next[state], CellValue::Node(node) if marks[node]),
            CellValue::Node(node) => marks[node],
        };
        mark(&mut needed, self.next[0]);
        // Terminates: each pass but the last marks at least one node.
        let mut again = true;
        while again {
            again = false;
            for (index, node) in self.nodes.iter().enumerate() {
                if node.inputs.iter().any(|&input| has(&reached, input)) {
                    again |= mark(&mut reached, CellValue::Node(index));
                }
            }
            for (index, node) in self.nodes.iter().enumerate().rev() {
                if needed[index] {
                    node.inputs.iter().for_each(|&input| again |= mark(&mut needed, input));
                }
            }
        }
        let live = reached.into_iter().zip(needed).map(|(reached, needed)| reached && needed);
        self.nodes.iter().zip(live).filter_map(|(node, live)| live.then_some(node))
    }
}

impl CellNode {
    pub(super) fn parameters(&self, input: usize, hidden: usize) -> u64 {
        let bias = if self.operation == CellOperation::Linear { hidden as u64 } else { 0 };
        self.macs(input, hidden) + bias
    }

    pub(super) fn macs(&self, input: usize, hidden: usize) -> u64 {
        if self.operation != CellOperation::Linear {
            return 0;
        }
        let width = |value: &CellValue| if *value == CellValue::Input { input } else { hidden };
        self.inputs.iter().map(|value| width(value) as u64 * hidden as u64).sum()
    }
}

fn check_value(value: CellValue, nodes: usize, states: usize) -> Result<(), RecurrentError> {
    match value {
        CellValue::State(state) if state >= states => Err(RecurrentError::State { state, states }),
        CellValue::Node(node) if node >= nodes => Err(RecurrentError::Order { node, limit: nodes }),
        _ => Ok(()),
    }
}
