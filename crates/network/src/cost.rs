use crate::{Graph, Node, Operation};

impl Graph {
    /// Number of trainable parameters: convolution weights, batch-norm gammas and betas, linear weights and
    /// biases. Nodes that do not reach the output count too, since they exist in the trained network.
    pub fn parameters(&self) -> u64 {
        self.nodes.iter().map(|node| self.node_parameters(node)).sum()
    }

    /// Number of multiply-accumulate operations for one sample, which the NAS benchmarks call FLOPs:
    /// those of convolutions and linear layers.
    pub fn macs(&self) -> u64 {
        self.nodes.iter().map(|node| self.node_macs(node)).sum()
    }

    /// The [parameters](Self::parameters) on a path from the input to the output; the others do not influence it. If the
    /// cells of a network let nothing through, those of its stem, reductions and classifier remain.
    pub fn live_parameters(&self) -> u64 {
        self.live_nodes().map(|node| self.node_parameters(node)).sum()
    }

    /// The [multiply-accumulate operations](Self::macs) on a path from the input to the output.
    pub fn live_macs(&self) -> u64 {
        self.live_nodes().map(|node| self.node_macs(node)).sum()
    }

    fn live_nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().zip(self.live()).filter_map(|(node, live)| live.then_some(node))
    }

    fn node_parameters(&self, node: &Node) -> u64 {
        match node.operation {
            Operation::Conv2d { out_channels, window } => {
                (self.in_channels(node) * out_channels * window.kernel * window.kernel) as u64
            }
            Operation::BatchNorm2d => 2 * node.shape.channels as u64,
            Operation::Linear { out_features } => ((self.in_channels(node) + 1) * out_features) as u64,
            _ => 0,
        }
    }

    fn node_macs(&self, node: &Node) -> u64 {
        match node.operation {
            Operation::Conv2d { .. } => self.node_parameters(node) * node.shape.pixels() as u64,
            Operation::Linear { out_features } => (self.in_channels(node) * out_features) as u64,
            _ => 0,
        }
    }

    fn in_channels(&self, node: &Node) -> usize {
        node.inputs.first().map_or(0, |&id| self.node(id).shape.channels)
    }
}
