use crate::{Graph, Node, Operation};

/// Properties of the paths from the input to the output. A path follows the data flow; a [`Zero`](Operation::Zero) ends
/// it, since its output does not depend on its input.
///
/// Weighted layers are convolutions and linear layers, stem and classifier included. Batch norm is not one: it only
/// rescales the layer before it.
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

    /// For each node, whether it is on a path from the input to the output. If no path exists because some stretch (such
    /// as every cell) lets nothing through, the layers between such stretches still count: a node is live if it is on a
    /// path from one bottleneck to the next.
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

    /// For each node, whether no node after it reads one before it.
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

    /// For each node, the number of weighted layers on a path that ends with it; of two paths `choose` picks one. `None`
    /// if no path reaches it.
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

/// Whether the node's output depends on its inputs.
fn passes(node: &Node) -> bool {
    node.operation != Operation::Zero
}
