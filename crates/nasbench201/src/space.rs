use benchmark::{ArchitectureError, SearchSpace};
use network::{Graph, Network};

use crate::cell::SPACE;
use crate::macro_network::cell_graph;
use crate::{Cell, CellOperation, MacroConfig, network};

/// NAS-Bench-201 as a [`SearchSpace`], for images of one size.
#[derive(Clone, Copy, Debug)]
pub struct NasBench201 {
    image_size: usize,
}

impl NasBench201 {
    /// The space with networks for square images of this side: 32 (CIFAR) or 16 (ImageNet16).
    pub const fn new(image_size: usize) -> Self {
        Self { image_size }
    }
}

impl SearchSpace for NasBench201 {
    fn name(&self) -> &'static str {
        SPACE
    }

    fn architectures(&self) -> Result<Vec<String>, ArchitectureError> {
        Ok(Cell::all().iter().map(Cell::to_string).collect())
    }

    /// The cell's string, from any spelling that [`Cell::from_key`] reads.
    fn canonical(&self, text: &str) -> Result<String, ArchitectureError> {
        Ok(Cell::from_key(text)?.to_string())
    }

    fn official_index(&self, key: &str) -> Result<Option<usize>, ArchitectureError> {
        Ok(Some(Cell::from_key(key)?.index()))
    }

    fn naslib_tuple(&self, key: &str) -> Result<Option<String>, ArchitectureError> {
        Ok(Some(Cell::from_key(key)?.naslib_tuple()))
    }

    fn network(&self, key: &str, classes: usize) -> Result<Network, ArchitectureError> {
        let cell: Cell = key.parse()?;
        network(cell, &MacroConfig::new(self.image_size, classes))
            .map(Network::Image)
            .map_err(|error| ArchitectureError::new(SPACE, key, error.to_string()))
    }

    fn cell(&self, key: &str) -> Result<Option<Graph>, ArchitectureError> {
        cell_graph(key.parse()?, &MacroConfig::new(self.image_size, 1))
            .map(Some)
            .map_err(|error| ArchitectureError::new(SPACE, key, error.to_string()))
    }

    fn isomorphism_class(&self, key: &str) -> Result<String, ArchitectureError> {
        Ok(key.parse::<Cell>()?.isomorphism_class())
    }

    /// One edge gets another operation.
    fn mutate(
        &self,
        key: &str,
        below: &mut dyn FnMut(usize) -> usize,
    ) -> Result<Option<String>, ArchitectureError> {
        let mut edges = key.parse::<Cell>()?.edges();
        let edge = below(edges.len());
        let others: Vec<CellOperation> =
            CellOperation::ALL.into_iter().filter(|operation| *operation != edges[edge]).collect();
        edges[edge] = others[below(others.len())];
        Ok(Some(Cell::new(edges).to_string()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_mutation_changes_one_edge_and_reaches_every_neighbour() -> Result<(), ArchitectureError> {
        let space = NasBench201::new(32);
        let key = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|";
        let edges = key.parse::<Cell>()?.edges();
        let mut neighbours = BTreeSet::new();
        for edge in 0..6 {
            for operation in 0..4 {
                let mut numbers = [edge, operation].into_iter();
                let mutated = space.mutate(key, &mut |_| numbers.next().unwrap_or(0))?;
                let mutated = mutated.unwrap_or_default();
                let other = mutated.parse::<Cell>()?.edges();
                assert_eq!(edges.iter().zip(other).filter(|(a, b)| **a != *b).count(), 1);
                neighbours.insert(mutated);
            }
        }
        assert_eq!(neighbours.len(), 24);
        Ok(())
    }
}
