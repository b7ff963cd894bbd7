use network::{Graph, Node, Operation};

use crate::Precision;

/// Batch norm's epsilon.
const EPSILON: f64 = 1e-5;

/// An estimate of log2 of a network's outputs with every weight equal to `weight`, from its graph alone and for inputs of
/// magnitude 1. `None` if no path leads from the input to the output. Takes microseconds.
///
/// The strongest path decides. On it a convolution multiplies by the weight and the number of values that it adds up; a
/// batch norm divides by the standard deviation, but never by less than the root of its epsilon, and multiplies by the
/// weight. So with a small weight `w` a convolution of `n` values with batch norm shrinks the signal by `w^2 n / 0.003`. The
/// values are taken as perfectly correlated, and ReLU and pooling are ignored: real outputs are up to 30 bits smaller or
/// larger.
pub fn output_magnitude(graph: &Graph, weight: f64) -> Option<f64> {
    let weight = weight.log2();
    let mut sizes: Vec<f64> = Vec::with_capacity(graph.nodes().len());
    for node in graph.nodes() {
        let largest = node.inputs.iter().map(|id| sizes[id.index()]).fold(f64::NEG_INFINITY, f64::max);
        sizes.push(match node.operation {
            Operation::Input => 0.0,
            Operation::Zero => f64::NEG_INFINITY,
            Operation::Conv2d { window, .. } => {
                largest + weight + ((channels(graph, node) * window.kernel * window.kernel) as f64).log2()
            }
            Operation::Linear { .. } => largest + weight + (channels(graph, node) as f64).log2(),
            Operation::BatchNorm2d => largest + weight - (EPSILON + (2.0 * largest).exp2()).log2() / 2.0,
            _ => largest,
        });
    }
    Some(sizes[graph.output().index()]).filter(|size| size.is_finite())
}

/// Predicts whether a network has no score because its signal underflows in this precision, or has no path: compares
/// [`output_magnitude`] with the smallest subnormal number.
///
/// With the papers' constants, in single precision, it is right on all of NAS-Bench-201 and of NATS-Bench's size space, and
/// on 30,001 modules of NAS-Bench-101. If the outputs are within 30 bits of the smallest subnormal it is a guess: only a
/// forward pass can tell.
pub fn underflows(graph: &Graph, weight: f64, precision: Precision) -> bool {
    let smallest = match precision {
        Precision::F32 => -150.0,
        Precision::F64 => -1075.0,
    };
    output_magnitude(graph, weight).is_none_or(|size| size < smallest)
}

fn channels(graph: &Graph, node: &Node) -> usize {
    graph.node(node.inputs[0]).shape.channels
}
