//! Random small graphs: the identity holds for any graph of the network's operations, not only the benchmarks'.

use batch::ImageBatch;
use collapse::Collapsed;
use epsilon::{Backend, Initialisation, Outputs, Precision};
use network::{Graph, GraphBuilder, Network, NodeId, Shape, ShapeError};
use proptest::prelude::*;

use crate::interpreter::forward;

/// Numbers that decide what a graph looks like.
struct Choices<'a>(std::slice::Iter<'a, u16>);

impl Choices<'_> {
    /// One of `many`.
    fn of(&mut self, many: usize) -> usize {
        usize::from(*self.0.next().unwrap_or(&0)) % many
    }
}

/// Adds an operation to nodes chosen among all so far, so graphs branch and join anywhere.
fn grow(graph: &mut GraphBuilder, nodes: &[NodeId], choices: &mut Choices<'_>) -> Result<NodeId, ShapeError> {
    // Half of the time the newest node, so that graphs are deep as well as wide.
    let pick = |choices: &mut Choices<'_>| {
        let back = if choices.of(2) == 0 { 0 } else { choices.of(nodes.len()) };
        nodes[nodes.len() - 1 - back]
    };
    let input = pick(choices);
    match choices.of(11) {
        0..=2 => {
            let [kernel, stride, padding] = [[1, 1, 0], [3, 1, 1], [3, 2, 1], [1, 2, 0]][choices.of(4)];
            graph.conv2d(input, 1 + choices.of(5), kernel, stride, padding)
        }
        3 | 4 => graph.batch_norm(input),
        5 => graph.relu(input),
        6 => {
            let [kernel, stride, padding] = [[3, 1, 1], [2, 2, 0], [3, 2, 1]][choices.of(3)];
            graph.avg_pool2d(input, kernel, stride, padding)
        }
        7 => {
            let [kernel, stride, padding] = [[3, 1, 1], [2, 2, 0]][choices.of(2)];
            graph.max_pool2d(input, kernel, stride, padding)
        }
        8 => {
            let alike = |id: &NodeId| graph.shape(*id) == graph.shape(input);
            let mut terms: Vec<NodeId> =
                nodes.iter().copied().filter(alike).take(1 + choices.of(4)).collect();
            terms.push(input);
            if choices.of(4) == 0 {
                terms.push(graph.zero(input));
            }
            graph.add(&terms)
        }
        9 => {
            let sides = |id: NodeId| (graph.shape(id).height, graph.shape(id).width);
            let alike = |id: &NodeId| sides(*id) == sides(input);
            let mut parts: Vec<NodeId> =
                nodes.iter().copied().filter(alike).take(1 + choices.of(3)).collect();
            parts.push(input);
            graph.concat(&parts)
        }
        _ => graph.truncate(input, 1 + choices.of(graph.shape(input).channels)),
    }
}

fn graph(choices: &[u16]) -> Graph {
    let mut choices = Choices(choices.iter());
    let mut graph = GraphBuilder::new();
    let mut nodes = vec![graph.input(Shape::new(1 + choices.of(3), 4 + choices.of(5), 4 + choices.of(5)))];
    for _ in 0..3 + choices.of(12) {
        // Operations that do not fit are left out.
        if let Ok(node) = grow(&mut graph, &nodes, &mut choices) {
            nodes.push(node);
        }
    }
    let pooled = graph.global_avg_pool(nodes[nodes.len() - 1]).unwrap();
    let output = graph.linear(pooled, 1).unwrap();
    graph.finish(output)
}

fn engine(graph: &Graph, batch: &ImageBatch, precision: Precision, weight: f64) -> Vec<f64> {
    let engine = Collapsed::new(batch, precision);
    match engine.forward(&Network::Image(graph.clone()), &Initialisation::Constant(weight)).unwrap() {
        Outputs::F32(values) => values.into_iter().map(f64::from).collect(),
        Outputs::F64(values) => values,
    }
}

fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |most, x| most.max(x.abs()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_graphs_collapse_exactly(
        choices in prop::collection::vec(any::<u16>(), 96),
        seed in 0_u64..1_000,
        exponent in -8_i32..=1,
    ) {
        let graph = graph(&choices);
        let shape = graph.input_shape().unwrap();
        // More than one tile in double precision, the last one not full.
        let batch = batch::synthetic::normal(shape, 9, seed).unwrap();
        let weight = 10.0_f64.powi(exponent);

        let exact: Vec<f64> = forward(&graph, &batch, weight);
        let found = engine(&graph, &batch, Precision::F64, weight);
        let bound = 1e-9 * largest(&exact);
        for (found, exact) in found.iter().zip(&exact) {
            prop_assert!((found - exact).abs() <= bound, "{found:e} is not {exact:e}");
        }

        let single: Vec<f32> = forward(&graph, &batch, weight);
        let found = engine(&graph, &batch, Precision::F32, weight);
        // What underflows in the full network underflows here.
        for (found, single) in found.iter().zip(&single) {
            prop_assert_eq!(*found == 0.0, *single == 0.0, "{} is not {}", found, single);
        }
    }
}
