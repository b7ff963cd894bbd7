use crate::{Graph, Node, NodeId, Operation, Shape, ShapeError, Window};

/// Builds a [`Graph`] one operation at a time, checking shapes as it goes.
///
/// Every method that adds an operation returns the id of its node, or a [`ShapeError`] that names the
/// operation and the shapes; after an error the builder is as it was before the call.
#[derive(Clone, Debug, Default)]
pub struct GraphBuilder {
    nodes: Vec<Node>,
}

impl GraphBuilder {
    /// An empty graph.
    pub fn new() -> Self {
        Self::default()
    }

    /// Shape of a node's result.
    pub fn shape(&self, id: NodeId) -> Shape {
        self.nodes[id.0].shape
    }

    /// The batch of images, each of this shape.
    pub fn input(&mut self, shape: Shape) -> NodeId {
        self.push(Operation::Input, Vec::new(), shape)
    }

    /// Zeros in the shape of `input`.
    pub fn zero(&mut self, input: NodeId) -> NodeId {
        let shape = self.shape(input);
        self.push(Operation::Zero, vec![input], shape)
    }

    /// A square convolution without bias.
    ///
    /// # Errors
    /// If the window does not fit or `out_channels` is zero.
    pub fn conv2d(
        &mut self,
        input: NodeId,
        out_channels: usize,
        kernel: usize,
        stride: usize,
        padding: usize,
    ) -> Result<NodeId, ShapeError> {
        let window = Window { kernel, stride, padding };
        if out_channels == 0 {
            return Err(ShapeError::NoOutputs { operation: "conv2d", input: self.shape(input) });
        }
        let shape = self.slide("conv2d", input, window)?.with_channels(out_channels);
        Ok(self.push(Operation::Conv2d { out_channels, window }, vec![input], shape))
    }

    /// Batch normalisation.
    ///
    /// # Errors
    /// None at present: any map can be normalised.
    pub fn batch_norm(&mut self, input: NodeId) -> Result<NodeId, ShapeError> {
        Ok(self.unary(Operation::BatchNorm2d, input))
    }

    /// Rectified linear unit.
    ///
    /// # Errors
    /// None at present: any map can be rectified.
    pub fn relu(&mut self, input: NodeId) -> Result<NodeId, ShapeError> {
        Ok(self.unary(Operation::Relu, input))
    }

    /// Average pooling, padding not counted.
    ///
    /// # Errors
    /// If the window does not fit.
    pub fn avg_pool2d(
        &mut self,
        input: NodeId,
        kernel: usize,
        stride: usize,
        padding: usize,
    ) -> Result<NodeId, ShapeError> {
        let window = Window { kernel, stride, padding };
        let shape = self.slide("avg_pool2d", input, window)?;
        Ok(self.push(Operation::AvgPool2d(window), vec![input], shape))
    }

    /// Max pooling.
    ///
    /// # Errors
    /// If the window does not fit.
    pub fn max_pool2d(
        &mut self,
        input: NodeId,
        kernel: usize,
        stride: usize,
        padding: usize,
    ) -> Result<NodeId, ShapeError> {
        let window = Window { kernel, stride, padding };
        let shape = self.slide("max_pool2d", input, window)?;
        Ok(self.push(Operation::MaxPool2d(window), vec![input], shape))
    }

    /// Elementwise sum.
    ///
    /// # Errors
    /// If there are no inputs, or their shapes differ.
    pub fn add(&mut self, inputs: &[NodeId]) -> Result<NodeId, ShapeError> {
        let first = self.agreeing("add", inputs, |shape| shape)?;
        Ok(self.push(Operation::Add, inputs.to_vec(), first))
    }

    /// Concatenation over channels.
    ///
    /// # Errors
    /// If there are no inputs, or their heights or widths differ.
    pub fn concat(&mut self, inputs: &[NodeId]) -> Result<NodeId, ShapeError> {
        let first = self.agreeing("concat", inputs, |shape| shape.with_channels(0))?;
        let channels = inputs.iter().map(|&id| self.shape(id).channels).sum();
        Ok(self.push(Operation::Concat, inputs.to_vec(), first.with_channels(channels)))
    }

    /// The first `channels` channels; the input itself where it has just that many.
    ///
    /// # Errors
    /// If the input has fewer channels, or none are asked for.
    pub fn truncate(&mut self, input: NodeId, channels: usize) -> Result<NodeId, ShapeError> {
        let shape = self.shape(input);
        if channels == 0 || channels > shape.channels {
            return Err(ShapeError::Truncate { wanted: channels, input: shape });
        }
        if channels == shape.channels {
            return Ok(input);
        }
        Ok(self.push(Operation::Truncate { channels }, vec![input], shape.with_channels(channels)))
    }

    /// Mean over all pixels.
    ///
    /// # Errors
    /// None at present: any map can be averaged.
    pub fn global_avg_pool(&mut self, input: NodeId) -> Result<NodeId, ShapeError> {
        let shape = Shape::new(self.shape(input).channels, 1, 1);
        Ok(self.push(Operation::GlobalAvgPool, vec![input], shape))
    }

    /// A fully connected layer with bias.
    ///
    /// # Errors
    /// If the input still has pixels, or `out_features` is zero.
    pub fn linear(&mut self, input: NodeId, out_features: usize) -> Result<NodeId, ShapeError> {
        let shape = self.shape(input);
        if shape.pixels() != 1 {
            return Err(ShapeError::NotPooled { input: shape });
        }
        if out_features == 0 {
            return Err(ShapeError::NoOutputs { operation: "linear", input: shape });
        }
        Ok(self.push(Operation::Linear { out_features }, vec![input], shape.with_channels(out_features)))
    }

    /// The finished graph, with the node whose value is its output.
    pub fn finish(self, output: NodeId) -> Graph {
        Graph { nodes: self.nodes, output }
    }

    fn push(&mut self, operation: Operation, inputs: Vec<NodeId>, shape: Shape) -> NodeId {
        self.nodes.push(Node { operation, inputs, shape });
        NodeId(self.nodes.len() - 1)
    }

    fn unary(&mut self, operation: Operation, input: NodeId) -> NodeId {
        let shape = self.shape(input);
        self.push(operation, vec![input], shape)
    }

    fn slide(&self, operation: &'static str, input: NodeId, window: Window) -> Result<Shape, ShapeError> {
        let shape = self.shape(input);
        match (window.output_side(shape.height), window.output_side(shape.width)) {
            // With padding as wide as the window, border outputs would see nothing but padding.
            (Some(height), Some(width)) if window.padding < window.kernel => {
                Ok(Shape { height, width, ..shape })
            }
            _ => Err(ShapeError::Window { operation, window, input: shape }),
        }
    }

    fn agreeing(
        &self,
        operation: &'static str,
        inputs: &[NodeId],
        part: impl Fn(Shape) -> Shape,
    ) -> Result<Shape, ShapeError> {
        let (&first, rest) = inputs.split_first().ok_or(ShapeError::NoInput { operation })?;
        let first = self.shape(first);
        for (position, &id) in rest.iter().enumerate() {
            let other = self.shape(id);
            if part(other) != part(first) {
                return Err(ShapeError::Mismatch { operation, first, index: position + 1, other });
            }
        }
        Ok(first)
    }
}
