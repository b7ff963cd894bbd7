use crate::{Operation, Shape};

/// A node's position in its graph; its inputs come before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) usize);

impl NodeId {
    /// The position in [`Graph::nodes`].
    pub const fn index(self) -> usize {
        self.0
    }
}

/// One operation of a graph, with its inputs and the shape of its result.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// What is computed.
    pub operation: Operation,
    /// Its inputs, in order.
    pub inputs: Vec<NodeId>,
    /// Shape of the result, for one sample.
    pub shape: Shape,
}

/// A well-formed network: nodes in topological order and the one whose value is the output.
///
/// Made by [`GraphBuilder`](crate::GraphBuilder).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Graph {
    pub(crate) nodes: Vec<Node>,
    pub(crate) output: NodeId,
}

impl Graph {
    /// All nodes in topological order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node with this id.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    /// The node whose value is the network's output.
    pub const fn output(&self) -> NodeId {
        self.output
    }

    /// Shape of the images that the network takes, or `None` for a graph without input.
    pub fn input_shape(&self) -> Option<Shape> {
        self.nodes.iter().find(|node| node.operation == Operation::Input).map(|node| node.shape)
    }
}
