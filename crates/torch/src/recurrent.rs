//! The full recurrent network on a batch of tokens.

use epsilon::BackendError;
use network::{CellNode, CellOperation, CellValue, RecurrentCell, RecurrentNetwork};
use tch::{TchError, Tensor};

use crate::error::failed;
use crate::parameters::Parameters;

/// Unit 0 of the last layer for every step and sample, `[steps * samples]`, steps outermost.
///
/// `inputs` are the embedded tokens, `[steps, samples, width]`. Memory: these, as much for each of the running layer and
/// the one before it, and the weights of one layer.
pub(crate) fn forward(
    network: &RecurrentNetwork,
    inputs: &Tensor,
    parameters: &mut Parameters,
) -> Result<Tensor, BackendError> {
    let width = inputs.size()[2];
    if width != network.config().embedding as i64 {
        return Err(BackendError::Shape {
            network: format!("embeddings of width {}", network.config().embedding),
            batch: format!("embeddings of width {width}"),
        });
    }
    run(network, inputs, parameters).map_err(|error| failed(&error))
}

fn run(network: &RecurrentNetwork, inputs: &Tensor, parameters: &mut Parameters) -> Result<Tensor, TchError> {
    let mut values = inputs.shallow_clone();
    for (index, (input, hidden)) in network.layers().enumerate() {
        let layer = Layer::new(network.cell(), index, input as i64, hidden as i64, parameters)?;
        values = layer.forward(&values)?;
    }
    values.f_select(2, 0)?.f_reshape([-1])
}

/// One layer with its weights.
struct Layer<'a> {
    cell: &'a RecurrentCell,
    /// For each node the matrices of its inputs and its bias; nothing for a node that is not linear.
    linears: Vec<Option<Linear>>,
    /// The value of all hidden states before the first step, `[hidden]`.
    start: Tensor,
    one: Tensor,
}

/// `b + W_0 a_0 + W_1 a_1 + ...`
struct Linear {
    /// Each `[hidden, width of the input]`.
    weights: Vec<Tensor>,
    bias: Tensor,
}

impl<'a> Layer<'a> {
    fn new(
        cell: &'a RecurrentCell,
        index: usize,
        input: i64,
        hidden: i64,
        parameters: &mut Parameters,
    ) -> Result<Self, TchError> {
        let mut linears = Vec::with_capacity(cell.nodes().len());
        for (node, CellNode { operation, inputs }) in cell.nodes().iter().enumerate() {
            if *operation != CellOperation::Linear {
                linears.push(None);
                continue;
            }
            let mut weights = Vec::with_capacity(inputs.len());
            for (position, value) in inputs.iter().enumerate() {
                parameters.at_node((index << 32) | (node << 8) | position);
                let width = if *value == CellValue::Input { input } else { hidden };
                weights.push(parameters.recurrent(hidden, width)?);
            }
            linears.push(Some(Linear { weights, bias: parameters.bias_or_state(hidden)? }));
        }
        Ok(Self { cell, linears, start: parameters.bias_or_state(hidden)?, one: parameters.one()? })
    }

    /// Hidden state 0 after every step, `[steps, samples, hidden]`.
    fn forward(&self, inputs: &Tensor) -> Result<Tensor, TchError> {
        let (steps, samples) = (inputs.size()[0], inputs.size()[1]);
        let start = self.start.f_expand([samples, -1], false)?;
        let mut states: Vec<Tensor> = (0..self.cell.states()).map(|_| start.shallow_clone()).collect();
        let mut outputs = Vec::with_capacity(steps as usize);
        for step in 0..steps {
            states = self.step(&inputs.f_select(0, step)?, &states)?;
            outputs.push(states[0].shallow_clone());
        }
        Tensor::f_stack(&outputs, 0)
    }

    /// The hidden states after one step.
    fn step(&self, input: &Tensor, states: &[Tensor]) -> Result<Vec<Tensor>, TchError> {
        let mut nodes: Vec<Tensor> = Vec::with_capacity(self.linears.len());
        for (node, linear) in self.cell.nodes().iter().zip(&self.linears) {
            let inputs: Vec<&Tensor> =
                node.inputs.iter().map(|&value| look_up(value, input, states, &nodes)).collect();
            let value = match linear {
                Some(linear) => linear.apply(&inputs)?,
                None => self.apply(node.operation, &inputs)?,
            };
            nodes.push(value);
        }
        let next = self.cell.next().iter();
        Ok(next.map(|&value| look_up(value, input, states, &nodes).shallow_clone()).collect())
    }

    fn apply(&self, operation: CellOperation, inputs: &[&Tensor]) -> Result<Tensor, TchError> {
        match operation {
            CellOperation::Tanh => inputs[0].f_tanh(),
            CellOperation::Sigmoid => inputs[0].f_sigmoid(),
            // libtorch's default slope is the cell's, 0.01.
            CellOperation::LeakyRelu => inputs[0].f_leaky_relu(),
            CellOperation::Product => inputs[0].f_mul(inputs[1]),
            CellOperation::Blend => {
                let [z, a, b] = [inputs[0], inputs[1], inputs[2]];
                z.f_mul(a)?.f_add(&self.one.f_sub(z)?.f_mul(b)?)
            }
            // A linear node has its weights and does not come here.
            CellOperation::Sum | CellOperation::Linear => inputs[0].f_add(inputs[1]),
        }
    }
}

impl Linear {
    fn apply(&self, inputs: &[&Tensor]) -> Result<Tensor, TchError> {
        let none = None::<&Tensor>;
        let mut total = inputs[0].f_linear(&self.weights[0], Some(&self.bias))?;
        for (input, weight) in inputs.iter().zip(&self.weights).skip(1) {
            total = total.f_add_(&input.f_linear(weight, none)?)?;
        }
        Ok(total)
    }
}

fn look_up<'a>(value: CellValue, input: &'a Tensor, states: &'a [Tensor], nodes: &'a [Tensor]) -> &'a Tensor {
    match value {
        CellValue::Input => input,
        CellValue::State(state) => &states[state],
        CellValue::Node(node) => &nodes[node],
    }
}
