use std::iter::repeat_n;

use network::{Graph, GraphBuilder, NodeId, Shape, ShapeError};

use crate::{Cell, CellOperation};

/// The network around the cell. The defaults are the benchmark's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MacroConfig {
    /// Side of the square images: 32 for CIFAR-10 and CIFAR-100, 16 for ImageNet16-120.
    pub image_size: usize,
    /// Channels of the first stage; each later stage doubles them. By default, 16.
    pub channels: usize,
    /// Cells in each of the three stages. By default, 5.
    pub cells_per_stage: usize,
    /// Outputs of the classifier.
    pub classes: usize,
}

impl MacroConfig {
    /// The benchmark's network for images of this side and this many classes.
    pub const fn new(image_size: usize, classes: usize) -> Self {
        Self { image_size, channels: 16, cells_per_stage: 5, classes }
    }
}

/// A layer between the stem and the classifier, with its output channels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// A cell.
    Cell(usize),
    /// The residual block that halves the image.
    Reduction(usize),
}

/// The network in which a cell was trained: a stem, three stages of cells with a residual block before
/// the second and the third, and a classifier.
///
/// # Errors
/// If the images are too small to be halved twice, or there are no channels or classes.
pub fn network(cell: Cell, config: &MacroConfig) -> Result<Graph, ShapeError> {
    let stage = |stage: usize| {
        let channels = config.channels << stage;
        let reduction = (stage > 0).then_some(Layer::Reduction(channels));
        reduction.into_iter().chain(repeat_n(Layer::Cell(channels), config.cells_per_stage))
    };
    let layers: Vec<Layer> = (0..3).flat_map(stage).collect();
    layered_network(cell, config.image_size, config.channels, &layers, config.classes)
}

/// A network of any sequence of layers: a stem with `stem` channels, the layers, and a classifier. If a cell changes the
/// number of channels, the operations on edges from its input do so; a `skip_connect` there becomes a 1x1 convolution with
/// batch norm. NATS-Bench's networks are built like this.
///
/// # Errors
/// If the images are too small for the reductions, if there are no channels or classes, or if a `none` or an `avg_pool_3x3`
/// would have to change the number of channels, which no benchmark has.
pub fn layered_network(
    cell: Cell,
    image_size: usize,
    stem: usize,
    layers: &[Layer],
    classes: usize,
) -> Result<Graph, ShapeError> {
    let mut graph = GraphBuilder::new();
    let image = graph.input(Shape::new(3, image_size, image_size));
    let conv = graph.conv2d(image, stem, 3, 1, 1)?;
    let mut features = graph.batch_norm(conv)?;
    for &layer in layers {
        features = match layer {
            Layer::Cell(channels) => add_cell(&mut graph, features, cell, channels)?,
            Layer::Reduction(channels) => residual_block(&mut graph, features, channels)?,
        };
    }
    let norm = graph.batch_norm(features)?;
    let relu = graph.relu(norm)?;
    let pooled = graph.global_avg_pool(relu)?;
    let output = graph.linear(pooled, classes)?;
    Ok(graph.finish(output))
}

fn add_cell(
    graph: &mut GraphBuilder,
    input: NodeId,
    cell: Cell,
    channels: usize,
) -> Result<NodeId, ShapeError> {
    let mut nodes = vec![input];
    for node in 1..4 {
        let terms = cell
            .incoming(node)
            .map(|(from, operation)| add_edge(graph, nodes[from], operation, channels))
            .collect::<Result<Vec<_>, _>>()?;
        nodes.push(graph.add(&terms)?);
    }
    Ok(nodes[3])
}

fn add_edge(
    graph: &mut GraphBuilder,
    input: NodeId,
    operation: CellOperation,
    channels: usize,
) -> Result<NodeId, ShapeError> {
    match operation {
        CellOperation::None => Ok(graph.zero(input)),
        CellOperation::SkipConnect if graph.shape(input).channels == channels => Ok(input),
        CellOperation::SkipConnect => {
            let conv = graph.conv2d(input, channels, 1, 1, 0)?;
            graph.batch_norm(conv)
        }
        CellOperation::NorConv1x1 => relu_conv_bn(graph, input, channels, 1, 1),
        CellOperation::NorConv3x3 => relu_conv_bn(graph, input, channels, 3, 1),
        CellOperation::AvgPool3x3 => graph.avg_pool2d(input, 3, 1, 1),
    }
}

/// The reduction between stages: two convolutions, the first with stride 2, plus a shortcut of 2x2
/// average pooling and a 1x1 convolution (which has no batch norm).
fn residual_block(graph: &mut GraphBuilder, input: NodeId, channels: usize) -> Result<NodeId, ShapeError> {
    let first = relu_conv_bn(graph, input, channels, 3, 2)?;
    let second = relu_conv_bn(graph, first, channels, 3, 1)?;
    let halved = graph.avg_pool2d(input, 2, 2, 0)?;
    let shortcut = graph.conv2d(halved, channels, 1, 1, 0)?;
    graph.add(&[shortcut, second])
}

fn relu_conv_bn(
    graph: &mut GraphBuilder,
    input: NodeId,
    channels: usize,
    kernel: usize,
    stride: usize,
) -> Result<NodeId, ShapeError> {
    let relu = graph.relu(input)?;
    let conv = graph.conv2d(relu, channels, kernel, stride, kernel / 2)?;
    graph.batch_norm(conv)
}
