//! A forward pass through a graph, with every value freed after its last use.

use epsilon::BackendError;
use network::{Graph, Operation, Shape};
use tch::Tensor;

use crate::error::{failed, unsupported};
use crate::layer::apply;
use crate::parameters::Parameters;

/// The first channel of the graph's output for every sample, flattened.
///
/// Dead nodes are not computed, and a value is freed after its last use: memory depends on the widest cut through the
/// graph, not on its length.
pub(crate) fn forward(
    graph: &Graph,
    batch: &Tensor,
    shape: Shape,
    parameters: &mut Parameters,
) -> Result<Tensor, BackendError> {
    let mut readers = count_readers(graph);
    let mut values: Vec<Option<Tensor>> = graph.nodes().iter().map(|_| None).collect();
    for (index, node) in graph.nodes().iter().enumerate() {
        if readers[index] == 0 {
            continue;
        }
        let value = if node.operation == Operation::Input {
            if node.shape != shape {
                return Err(BackendError::Shape {
                    network: format!("images of shape {}", node.shape),
                    batch: format!("images of shape {shape}"),
                });
            }
            batch.shallow_clone()
        } else {
            let inputs: Vec<&Tensor> =
                node.inputs.iter().filter_map(|input| values[input.index()].as_ref()).collect();
            if inputs.is_empty() || inputs.len() != node.inputs.len() {
                return Err(unsupported(format!(
                    "node {index} ({}) has inputs without a value",
                    node.operation.name()
                )));
            }
            // A node's weights must not depend on which other nodes are computed.
            parameters.at_node(index);
            apply(&node.operation, &inputs, parameters).map_err(|error| failed(&error))?
        };
        for input in &node.inputs {
            readers[input.index()] -= 1;
            if readers[input.index()] == 0 {
                values[input.index()] = None;
            }
        }
        values[index] = Some(value);
    }
    let output =
        values[graph.output().index()].take().ok_or_else(|| unsupported("its output has no value"))?;
    output.f_select(1, 0).and_then(|unit| unit.f_reshape([-1])).map_err(|error| failed(&error))
}

/// How often each node's value is read, including the caller's read of the output. Zero if the output does not depend on
/// the node.
pub(crate) fn count_readers(graph: &Graph) -> Vec<usize> {
    let mut readers = vec![0; graph.nodes().len()];
    readers[graph.output().index()] = 1;
    // Backwards, since readers come after the nodes that they read.
    for (index, node) in graph.nodes().iter().enumerate().rev() {
        if readers[index] > 0 {
            for input in &node.inputs {
                readers[input.index()] += 1;
            }
        }
    }
    readers
}

#[cfg(test)]
mod tests {
    use network::GraphBuilder;

    use super::*;

    #[test]
    fn only_what_the_output_needs_has_readers() {
        let mut graph = GraphBuilder::new();
        let input = graph.input(Shape::new(1, 2, 2));
        let unused = graph.relu(input).unwrap();
        let _ = graph.relu(unused).unwrap();
        let used = graph.relu(input).unwrap();
        let output = graph.add(&[used, input, used]).unwrap();
        let graph = graph.finish(output);
        assert_eq!(count_readers(&graph), [2, 0, 0, 2, 1]);
    }
}
