//! An estimate of a forward pass's memory, from the network alone.

use epsilon::Precision;
use network::{Graph, Network, Operation, RecurrentNetwork};

use crate::forward::count_readers;

/// Roughly the peak memory in bytes of a forward pass of `samples` samples (and `steps` steps, for text), without the batch
/// itself.
///
/// An upper estimate: values that are alive together, the weights of the running layer, and the copies in libtorch's
/// convolutions (the windows of all samples in double precision, input and output in another layout in single).
pub(crate) fn footprint(network: &Network, samples: usize, steps: usize, precision: Precision) -> u64 {
    let values = match network {
        Network::Image(graph) => image(graph, samples as u64, precision),
        Network::Recurrent(network) => recurrent(network, samples as u64, steps as u64),
    };
    let bytes = match precision {
        Precision::F32 => 4,
        Precision::F64 => 8,
    };
    values.saturating_mul(bytes)
}

fn image(graph: &Graph, samples: u64, precision: Precision) -> u64 {
    let elements: Vec<u64> =
        graph.nodes().iter().map(|node| samples.saturating_mul(node.shape.elements() as u64)).collect();
    let mut readers = count_readers(graph);
    let (mut alive, mut peak) = (0_u64, 0_u64);
    for (index, node) in graph.nodes().iter().enumerate() {
        // The batch itself is not counted.
        if readers[index] == 0 || node.operation == Operation::Input {
            continue;
        }
        let extra = match node.operation {
            Operation::Conv2d { out_channels, window } => {
                let input = node.inputs.first().map_or(0, |id| id.index());
                let channels = graph.nodes()[input].shape.channels as u64;
                let area = (window.kernel * window.kernel) as u64;
                let weights = channels * area * out_channels as u64;
                let windows = samples.saturating_mul(channels * area * node.shape.pixels() as u64);
                weights.saturating_add(match precision {
                    Precision::F64 if area > 1 => windows,
                    _ => elements[input].saturating_add(elements[index]),
                })
            }
            _ => 0,
        };
        alive = alive.saturating_add(elements[index]);
        peak = peak.max(alive.saturating_add(extra));
        for input in &node.inputs {
            readers[input.index()] -= 1;
            if readers[input.index()] == 0 && graph.node(*input).operation != Operation::Input {
                alive = alive.saturating_sub(elements[input.index()]);
            }
        }
    }
    peak
}

fn recurrent(network: &RecurrentNetwork, samples: u64, steps: u64) -> u64 {
    let cell = network.cell();
    let layer = |(input, hidden): (usize, usize)| {
        let step = samples * hidden as u64;
        let values = steps * samples * input as u64 + 2 * steps * step;
        values + cell.parameters(input, hidden) + step * (cell.nodes().len() + cell.states()) as u64
    };
    network.layers().map(layer).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use network::{GraphBuilder, Shape};

    use super::*;

    /// A 3x3 convolution to two channels, a rectification, and their sum, of 5 samples of 4 by 4 pixels.
    fn graph() -> Network {
        let mut graph = GraphBuilder::new();
        let image = graph.input(Shape::new(3, 4, 4));
        let conv = graph.conv2d(image, 2, 3, 1, 1).unwrap();
        let relu = graph.relu(conv).unwrap();
        let output = graph.add(&[conv, relu]).unwrap();
        Network::Image(graph.finish(output))
    }

    #[test]
    fn a_small_graph_by_hand() {
        // In single precision the peak is the sum, with both of its terms alive: 3 * 5 * 32 values.
        assert_eq!(footprint(&graph(), 5, 1, Precision::F32), 4 * (5 * 32 + 54 + 5 * (48 + 32)));
        // In double precision it is the convolution: 5 * 16 windows of 27 pixels, 54 weights, 5 * 32 outputs.
        assert_eq!(footprint(&graph(), 5, 1, Precision::F64), 8 * (5 * 16 * 27 + 54 + 5 * 32));
    }

    #[test]
    fn sizes_beyond_any_memory_do_not_overflow() {
        assert!(footprint(&graph(), usize::MAX, 1, Precision::F64) > 1 << 60);
    }
}
