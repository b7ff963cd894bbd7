use std::collections::HashMap;

use network::{CellNode, CellOperation, CellValue, RecurrentCell};

use super::Summation;

/// Where an instruction finds a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operand {
    /// A hidden state of the previous step; 0 is the output.
    State(usize),
    /// The result of an earlier instruction.
    Value(usize),
}

/// What the accumulator of a sum of products holds before the first product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InitialSum {
    /// Nothing.
    Zero,
    /// The bias, where the [`Summation`] has it first.
    Bias,
}

/// One operation on numbers; its result is the value at the instruction's own position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instruction {
    /// The sum over the input's units of weight times unit.
    InputTerm(InitialSum),
    /// The sum over the hidden units of weight times unit.
    HiddenTerm(InitialSum, Operand),
    /// `(a + bias) + b` of two terms.
    Linear2([Operand; 2]),
    /// `((a + bias) + b) + c` of three terms.
    Linear3([Operand; 3]),
    Tanh(Operand),
    Sigmoid(Operand),
    LeakyRelu(Operand),
    Sum([Operand; 2]),
    Product([Operand; 2]),
    Blend([Operand; 3]),
}

/// A cell compiled to instructions: no dead nodes, equal values computed once.
///
/// Inputs of linear maps keep their order, which decides the rounding. Those of sums and products of two are sorted:
/// both commute exactly.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) instructions: Vec<Instruction>,
    /// For each hidden term, the position of the one with the same operand and the other [`InitialSum`], if there is one:
    /// both are computed together.
    pub(super) siblings: Vec<Option<usize>>,
    /// The new value of each state that the output depends on; state 0 is the output.
    pub(super) next: Vec<Operand>,
    /// Two programs with the same identity compute the same bytes.
    pub(super) identity: blake3::Hash,
}

impl Program {
    /// The program of a cell whose sums are taken in this order.
    pub(super) fn new(cell: &RecurrentCell, summation: Summation) -> Self {
        let (live, states) = live(cell);
        let mut builder = Builder {
            bias_first: summation.bias_first(),
            instructions: Vec::new(),
            hashes: Vec::new(),
            known: HashMap::new(),
            state_of: vec![0; cell.states()],
            value_of: vec![Operand::State(0); cell.nodes().len()],
        };
        for (position, &state) in states.iter().enumerate() {
            builder.state_of[state] = position;
        }
        for (index, node) in cell.nodes().iter().enumerate() {
            if live[index] {
                builder.value_of[index] = builder.node(node);
            }
        }
        let next: Vec<Operand> = states.iter().map(|&state| builder.operand(cell.next()[state])).collect();
        let mut hasher = blake3::Hasher::new();
        for &operand in &next {
            hasher.update(builder.hash(operand).as_bytes());
        }
        let siblings = siblings(&builder.instructions);
        Self { instructions: builder.instructions, siblings, next, identity: hasher.finalize() }
    }

    pub(super) fn states(&self) -> usize {
        self.next.len()
    }

    /// Whether it reads the input terms with this initial sum.
    pub(super) fn reads(&self, start: InitialSum) -> bool {
        self.instructions.contains(&Instruction::InputTerm(start))
    }
}

/// Which nodes the output depends on after any number of steps, and which states, state 0 first.
fn live(cell: &RecurrentCell) -> (Vec<bool>, Vec<usize>) {
    let mut nodes = vec![false; cell.nodes().len()];
    let mut states = vec![0];
    let mut open = vec![cell.next()[0]];
    while let Some(value) = open.pop() {
        match value {
            CellValue::Node(node) if !nodes[node] => {
                nodes[node] = true;
                open.extend(&cell.nodes()[node].inputs);
            }
            CellValue::State(state) if !states.contains(&state) => {
                states.push(state);
                open.push(cell.next()[state]);
            }
            _ => {}
        }
    }
    states[1..].sort_unstable();
    (nodes, states)
}

fn siblings(instructions: &[Instruction]) -> Vec<Option<usize>> {
    let sibling = |instruction: &Instruction| {
        let &Instruction::HiddenTerm(start, operand) = instruction else { return None };
        let other = if start == InitialSum::Zero { InitialSum::Bias } else { InitialSum::Zero };
        instructions.iter().position(|found| *found == Instruction::HiddenTerm(other, operand))
    };
    instructions.iter().map(sibling).collect()
}

struct Builder {
    bias_first: bool,
    instructions: Vec<Instruction>,
    hashes: Vec<blake3::Hash>,
    known: HashMap<[u8; 32], Operand>,
    state_of: Vec<usize>,
    value_of: Vec<Operand>,
}

impl Builder {
    fn node(&mut self, node: &CellNode) -> Operand {
        if node.operation == CellOperation::Linear {
            return self.linear(&node.inputs);
        }
        let inputs: Vec<Operand> = node.inputs.iter().map(|&input| self.operand(input)).collect();
        let instruction = match node.operation {
            CellOperation::Linear | CellOperation::Tanh => Instruction::Tanh(inputs[0]),
            CellOperation::Sigmoid => Instruction::Sigmoid(inputs[0]),
            CellOperation::LeakyRelu => Instruction::LeakyRelu(inputs[0]),
            CellOperation::Sum => Instruction::Sum(self.sorted([inputs[0], inputs[1]])),
            CellOperation::Product => Instruction::Product(self.sorted([inputs[0], inputs[1]])),
            CellOperation::Blend => Instruction::Blend([inputs[0], inputs[1], inputs[2]]),
        };
        self.emit(instruction)
    }

    /// The bias goes with the first input, as in the benchmark's networks.
    fn linear(&mut self, inputs: &[CellValue]) -> Operand {
        let start =
            |position| if self.bias_first && position == 0 { InitialSum::Bias } else { InitialSum::Zero };
        let starts: Vec<InitialSum> = (0..inputs.len()).map(start).collect();
        let terms: Vec<Operand> =
            starts.into_iter().zip(inputs).map(|(start, &input)| self.term(start, input)).collect();
        match terms[..] {
            [a, b, c] if self.bias_first => {
                let sum = self.emit(Instruction::Sum(self.sorted([a, b])));
                self.emit(Instruction::Sum(self.sorted([sum, c])))
            }
            [a, b, c] => self.emit(Instruction::Linear3([a, b, c])),
            // A linear map has two inputs or three, see `CellOperation::arity`.
            _ if self.bias_first => self.emit(Instruction::Sum(self.sorted([terms[0], terms[1]]))),
            _ => self.emit(Instruction::Linear2([terms[0], terms[1]])),
        }
    }

    fn term(&mut self, start: InitialSum, input: CellValue) -> Operand {
        let instruction = match input {
            CellValue::Input => Instruction::InputTerm(start),
            hidden => Instruction::HiddenTerm(start, self.operand(hidden)),
        };
        self.emit(instruction)
    }

    fn operand(&self, value: CellValue) -> Operand {
        match value {
            CellValue::State(state) => Operand::State(self.state_of[state]),
            CellValue::Node(node) => self.value_of[node],
            // Cells are checked to read the input through linear maps only.
            CellValue::Input => Operand::State(0),
        }
    }

    fn sorted(&self, mut pair: [Operand; 2]) -> [Operand; 2] {
        pair.sort_by_key(|&operand| *self.hash(operand).as_bytes());
        pair
    }

    fn hash(&self, operand: Operand) -> blake3::Hash {
        match operand {
            Operand::State(state) => blake3::hash(format!("state {state}").as_bytes()),
            Operand::Value(value) => self.hashes[value],
        }
    }

    /// The value of an instruction; an equal earlier one is reused.
    fn emit(&mut self, instruction: Instruction) -> Operand {
        let (name, operands): (&str, &[Operand]) = match &instruction {
            Instruction::InputTerm(InitialSum::Zero) => ("input", &[]),
            Instruction::InputTerm(InitialSum::Bias) => ("biased input", &[]),
            Instruction::HiddenTerm(InitialSum::Zero, operand) => ("hidden", std::slice::from_ref(operand)),
            Instruction::HiddenTerm(InitialSum::Bias, operand) => {
                ("biased hidden", std::slice::from_ref(operand))
            }
            Instruction::Linear2(operands) => ("linear", operands),
            Instruction::Linear3(operands) => ("linear", operands),
            Instruction::Tanh(operand) => ("tanh", std::slice::from_ref(operand)),
            Instruction::Sigmoid(operand) => ("sigmoid", std::slice::from_ref(operand)),
            Instruction::LeakyRelu(operand) => ("leaky", std::slice::from_ref(operand)),
            Instruction::Sum(operands) => ("sum", operands),
            Instruction::Product(operands) => ("product", operands),
            Instruction::Blend(operands) => ("blend", operands),
        };
        let mut hasher = blake3::Hasher::new();
        hasher.update(name.as_bytes());
        for &operand in operands {
            hasher.update(self.hash(operand).as_bytes());
        }
        let hash = hasher.finalize();
        *self.known.entry(*hash.as_bytes()).or_insert_with(|| {
            self.instructions.push(instruction);
            self.hashes.push(hash);
            Operand::Value(self.instructions.len() - 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(operation: CellOperation, inputs: &[CellValue]) -> CellNode {
        CellNode { operation, inputs: inputs.to_vec() }
    }

    #[test]
    fn equal_values_are_computed_once_and_dead_ones_never() {
        use CellOperation::{Linear, Product, Sigmoid, Tanh};
        use CellValue::{Input, Node, State};
        let cell = RecurrentCell::new(
            vec![
                node(Linear, &[Input, State(0)]),
                node(Linear, &[Input, State(0)]),
                node(Linear, &[State(0), Input]),
                node(Tanh, &[Node(0)]),
                node(Tanh, &[Node(1)]),
                node(Product, &[Node(3), Node(4)]),
                node(Sigmoid, &[State(1)]),
            ],
            vec![Node(5), Node(6)],
        )
        .unwrap();
        let program = Program::new(&cell, Summation::Product);
        assert_eq!(
            program.instructions,
            [
                Instruction::InputTerm(InitialSum::Zero),
                Instruction::HiddenTerm(InitialSum::Zero, Operand::State(0)),
                Instruction::Linear2([Operand::Value(0), Operand::Value(1)]),
                Instruction::Tanh(Operand::Value(2)),
                Instruction::Product([Operand::Value(3), Operand::Value(3)]),
            ]
        );
        assert_eq!(program.next, [Operand::Value(4)]);
    }

    #[test]
    fn sums_that_differ_in_the_bias_alone_are_siblings() {
        use CellOperation::{Linear, Sum};
        use CellValue::{Input, Node, State};
        let nodes = vec![
            node(Linear, &[Input, State(0)]),
            node(Linear, &[State(0), Input]),
            node(Sum, &[Node(0), Node(1)]),
        ];
        let program = Program::new(&RecurrentCell::new(nodes, vec![Node(2)]).unwrap(), Summation::Blocked);
        let at = |start| {
            let wanted = Instruction::HiddenTerm(start, Operand::State(0));
            program.instructions.iter().position(|found| *found == wanted)
        };
        let [bare, biased] = [at(InitialSum::Zero), at(InitialSum::Bias)];
        assert_eq!(program.siblings[bare.unwrap()], biased);
        assert_eq!(program.siblings[biased.unwrap()], bare);
        assert_eq!(program.siblings.iter().flatten().count(), 2);
    }

    #[test]
    fn the_order_of_a_product_is_no_part_of_the_identity_but_that_of_a_linear_map_is() {
        use CellOperation::{Linear, Product, Tanh};
        use CellValue::{Input, Node, State};
        let identity = |linear: [CellValue; 2], product: [CellValue; 2]| {
            let nodes = vec![node(Linear, &linear), node(Tanh, &[Node(0)]), node(Product, &product)];
            Program::new(&RecurrentCell::new(nodes, vec![Node(2)]).unwrap(), Summation::Product).identity
        };
        let first = identity([Input, State(0)], [Node(1), Node(0)]);
        assert_eq!(first, identity([Input, State(0)], [Node(0), Node(1)]));
        assert_ne!(first, identity([State(0), Input], [Node(1), Node(0)]));
    }
}
