use std::sync::Arc;

use benchmark::{Architecture, ArchitectureError, ArchitectureRef, SearchSpace};
use network::Network;

use crate::cell::SPACE;
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

    fn architectures(&self) -> Result<Vec<ArchitectureRef>, ArchitectureError> {
        Ok(Cell::all().into_iter().map(|cell| Trained::of(cell, self.image_size)).collect())
    }

    /// Any spelling that [`Cell::from_key`] reads.
    fn parse(&self, text: &str) -> Result<ArchitectureRef, ArchitectureError> {
        Ok(Trained::of(Cell::from_key(text)?, self.image_size))
    }

    fn has_naslib_tuples(&self) -> bool {
        true
    }
}

/// A cell in the network that it was trained in.
#[derive(Debug)]
struct Trained {
    /// The cell's string.
    key: String,
    cell: Cell,
    image_size: usize,
}

impl Trained {
    fn of(cell: Cell, image_size: usize) -> ArchitectureRef {
        Arc::new(Self { key: cell.to_string(), cell, image_size })
    }
}

impl Architecture for Trained {
    fn key(&self) -> &str {
        &self.key
    }

    fn network(&self, classes: usize) -> Result<Network, ArchitectureError> {
        network(self.cell, &MacroConfig::new(self.image_size, classes))
            .map(Network::Image)
            .map_err(|error| ArchitectureError::new(SPACE, &self.key, error.to_string()))
    }

    fn isomorphism_class(&self) -> String {
        self.cell.isomorphism_class()
    }

    fn official_index(&self) -> Option<usize> {
        Some(self.cell.index())
    }

    fn naslib_tuple(&self) -> Option<String> {
        Some(self.cell.naslib_tuple())
    }

    /// One edge gets another operation.
    fn mutate(&self, below: &mut dyn FnMut(usize) -> usize) -> Option<ArchitectureRef> {
        let mut edges = self.cell.edges();
        let edge = below(edges.len());
        let others: Vec<CellOperation> =
            CellOperation::ALL.into_iter().filter(|operation| *operation != edges[edge]).collect();
        edges[edge] = others[below(others.len())];
        Some(Self::of(Cell::new(edges), self.image_size))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_mutation_changes_one_edge_and_reaches_every_neighbour() -> Result<(), ArchitectureError> {
        let key = "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|avg_pool_3x3~2|";
        let architecture = NasBench201::new(32).parse(key)?;
        let edges = key.parse::<Cell>()?.edges();
        let mut neighbours = BTreeSet::new();
        for edge in 0..6 {
            for operation in 0..4 {
                let mut numbers = [edge, operation].into_iter();
                let mutated = architecture.mutate(&mut |_| numbers.next().unwrap_or(0));
                let mutated = mutated.map(|mutated| mutated.key().to_owned()).unwrap_or_default();
                let other = mutated.parse::<Cell>()?.edges();
                assert_eq!(edges.iter().zip(other).filter(|(a, b)| **a != *b).count(), 1);
                neighbours.insert(mutated);
            }
        }
        assert_eq!(neighbours.len(), 24);
        Ok(())
    }
}
