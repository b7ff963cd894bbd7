use network::{Graph, GraphBuilder, NodeId, ShapeError};

use crate::{MacroConfig, ModuleSpec, VertexOperation};

/// The whole network of a module: stem, stacks of modules, global average pooling, classifier.
///
/// The stem is a 3x3 convolution with batch norm and ReLU; between stacks a 2x2 max pooling halves the
/// map (an odd side loses its last row) and channels double. Inside a module
/// - an interior vertex applies its operation to the sum of its predecessors, each cut to the vertex's
///   channels, and, for an edge from the module's input, of a projection (1x1 convolution, batch norm, ReLU;
///   weights of its own) of that input;
/// - the output concatenates its interior predecessors and adds a projection where it has an edge from the
///   input; with no interior predecessor it is that projection.
///
/// With the default configuration [`Graph::parameters`] is the benchmark's `trainable_parameters`.
///
/// # Errors
/// If the image is too small for the number of stacks, or the stem has fewer channels than a module
/// concatenates vertices.
///
/// # References
/// C. Ying et al., ICML 2019, section 2 and the released library (`build_module`).
pub fn network(spec: ModuleSpec, config: &MacroConfig) -> Result<Graph, ShapeError> {
    let mut graph = GraphBuilder::new();
    let image = graph.input(config.image);
    let mut value = conv_bn_relu(&mut graph, image, config.stem_channels, 3)?;
    let mut channels = config.stem_channels;
    for stack in 0..config.stacks {
        if stack > 0 {
            value = graph.max_pool2d(value, 2, 2, 0)?;
            channels *= 2;
        }
        for _ in 0..config.modules_per_stack {
            value = module(&mut graph, spec, value, channels)?;
        }
    }
    let pooled = graph.global_avg_pool(value)?;
    let output = graph.linear(pooled, config.outputs)?;
    Ok(graph.finish(output))
}

fn module(
    graph: &mut GraphBuilder,
    spec: ModuleSpec,
    input: NodeId,
    output_channels: usize,
) -> Result<NodeId, ShapeError> {
    let last = spec.vertices() - 1;
    let channels = spec.vertex_channels(graph.shape(input).channels, output_channels);
    let mut values = vec![input];
    for (vertex, &width) in channels.iter().enumerate().take(last).skip(1) {
        let mut terms = Vec::new();
        for from in spec.predecessors(vertex).filter(|&from| from != 0) {
            terms.push(graph.truncate(values[from], width)?);
        }
        if spec.has_edge(0, vertex) {
            terms.push(conv_bn_relu(graph, input, width, 1)?);
        }
        let sum = joined(graph, &terms, GraphBuilder::add)?;
        values.push(match spec.operation(vertex) {
            Some(VertexOperation::Conv3x3BnRelu) => conv_bn_relu(graph, sum, width, 3)?,
            Some(VertexOperation::Conv1x1BnRelu) => conv_bn_relu(graph, sum, width, 1)?,
            Some(VertexOperation::MaxPool3x3) => graph.max_pool2d(sum, 3, 1, 1)?,
            None => sum,
        });
    }
    let concatenated: Vec<NodeId> =
        spec.predecessors(last).filter(|&from| from != 0).map(|from| values[from]).collect();
    let mut terms = Vec::new();
    if !concatenated.is_empty() {
        terms.push(joined(graph, &concatenated, GraphBuilder::concat)?);
    }
    if spec.has_edge(0, last) {
        terms.push(conv_bn_relu(graph, input, output_channels, 1)?);
    }
    joined(graph, &terms, GraphBuilder::add)
}

/// A sum or concatenation; a single term needs no operation.
fn joined(
    graph: &mut GraphBuilder,
    terms: &[NodeId],
    join: fn(&mut GraphBuilder, &[NodeId]) -> Result<NodeId, ShapeError>,
) -> Result<NodeId, ShapeError> {
    match terms {
        [only] => Ok(*only),
        _ => join(graph, terms),
    }
}

fn conv_bn_relu(
    graph: &mut GraphBuilder,
    input: NodeId,
    channels: usize,
    kernel: usize,
) -> Result<NodeId, ShapeError> {
    let conv = graph.conv2d(input, channels, kernel, 1, kernel / 2)?;
    let norm = graph.batch_norm(conv)?;
    graph.relu(norm)
}

#[cfg(test)]
mod tests {
    use super::*;
    use network::Shape;

    #[test]
    fn input_straight_to_output_is_a_chain_of_projections() -> Result<(), Box<dyn std::error::Error>> {
        let graph = network("1:".parse()?, &MacroConfig::default())?;
        let projection = |input: u64, output: u64| input * output + 2 * output;
        let stem = 27 * 128 + 256;
        let stacks = 3 * projection(128, 128)
            + projection(128, 256)
            + 2 * projection(256, 256)
            + projection(256, 512)
            + 2 * projection(512, 512);
        assert_eq!(graph.parameters(), stem + stacks + 5130);
        assert_eq!(graph.node(graph.output()).shape, Shape::new(10, 1, 1));
        Ok(())
    }

    #[test]
    fn a_configuration_that_cannot_be_built_says_so() -> Result<(), Box<dyn std::error::Error>> {
        let spec = "100001110001011:0000".parse()?;
        let narrow = MacroConfig { stem_channels: 2, ..MacroConfig::default() };
        assert!(network(spec, &narrow).is_err());
        let tiny = MacroConfig::default().with_image(Shape::new(3, 2, 2));
        assert!(network(spec, &tiny).is_err());
        Ok(())
    }
}
