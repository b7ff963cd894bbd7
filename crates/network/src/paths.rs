use crate::{Graph, Node, Operation};

/// What the paths from the input to the output say. A path goes from an operation to one that reads it. A
/// [`Zero`](Operation::Zero) ends it, since nothing of its input gets through.
///
/// Weighted layers are convolutions and linear layers. Batch norm is none: it rescales what the layer before it gave. In
/// a whole network the stem and the classifier count like any other layer.
impl Graph {
    /// The fewest weighted layers on a path, `None` if there is no path. Every weighted layer multiplies its input by its
    /// weights, so with one small constant for all weights this is how often the strongest part of the signal shrinks.
    pub fn shortest_chain(&self) -> Option<usize> {
        self.chains(usize::min)[self.output.0]
    }

    /// The most weighted layers on a path, `None` if there is no path.
    pub fn depth(&self) -> Option<usize> {
        self.chains(usize::max)[self.output.0]
    }

    /// Number of convolutions, whether or not they are on a path.
    pub fn convolutions(&self) -> usize {
        let convolutions =
            self.nodes.iter().filter(|node| matches!(node.operation, Operation::Conv2d { .. }));
        convolutions.count()
    }

    /// For each node, whether it is on a path from the input to the output. Where there is none at all, a piece of the
    /// network is broken, such as each cell, and what stands between the broken pieces counts all the same: nodes are
    /// live if they are on a path from one bottleneck to the next.
    pub(crate) fn live(&self) -> Vec<bool> {
        let bottlenecks = self.bottlenecks();
        let mut reached: Vec<bool> = Vec::with_capacity(self.nodes.len());
        for (node, &bottleneck) in self.nodes.iter().zip(&bottlenecks) {
            reached.push(bottleneck || passes(node) && node.inputs.iter().any(|input| reached[input.0]));
        }
        let mut needed = bottlenecks;
        needed[self.output.0] = true;
        for (index, node) in self.nodes.iter().enumerate().rev() {
            if needed[index] && passes(node) {
                node.inputs.iter().for_each(|input| needed[input.0] = true);
            }
        }
        reached.into_iter().zip(needed).map(|(reached, needed)| reached && needed).collect()
    }

    /// For each node, whether all that comes before it gets past it through it alone.
    fn bottlenecks(&self) -> Vec<bool> {
        let mut last_reader: Vec<usize> = (0..self.nodes.len()).collect();
        for (index, node) in self.nodes.iter().enumerate() {
            node.inputs.iter().for_each(|input| last_reader[input.0] = index);
        }
        let mut furthest = 0;
        last_reader
            .into_iter()
            .enumerate()
            .map(|(index, reader)| {
                let bottleneck = furthest <= index && index <= self.output.0;
                furthest = furthest.max(reader);
                bottleneck
            })
            .collect()
    }

    /// For each node, the weighted layers on the paths that end with it, of which `choose` takes one of two; `None`
    /// where no path leads.
    fn chains(&self, choose: fn(usize, usize) -> usize) -> Vec<Option<usize>> {
        let mut chains: Vec<Option<usize>> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let before = || node.inputs.iter().filter_map(|input| chains[input.0]).reduce(choose);
            chains.push(match node.operation {
                Operation::Input => Some(0),
                Operation::Zero => None,
                Operation::Conv2d { .. } | Operation::Linear { .. } => before().map(|layers| layers + 1),
                _ => before(),
            });
        }
        chains
    }
}

/// Whether something of the node's inputs gets through it.
fn passes(node: &Node) -> bool {
    node.operation != Operation::Zero
}
