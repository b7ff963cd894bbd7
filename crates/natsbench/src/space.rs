use std::sync::Arc;

use benchmark::{Architecture, ArchitectureError, ArchitectureRef, SearchSpace};
use nasbench201::{Cell, CellOperation, Layer, layered_network};
use network::Network;

use crate::Widths;
use crate::widths::SPACE;

/// The cell of all networks.
const CELL: Cell = Cell::new([
    CellOperation::NorConv3x3,
    CellOperation::NorConv3x3,
    CellOperation::NorConv3x3,
    CellOperation::SkipConnect,
    CellOperation::NorConv3x3,
    CellOperation::NorConv3x3,
]);

/// The size space as a [`SearchSpace`], for images of one size.
#[derive(Clone, Copy, Debug)]
pub struct SizeSpace {
    image_size: usize,
}

impl SizeSpace {
    /// The space with networks for square images of this side: 32 (CIFAR) or 16 (ImageNet16).
    pub const fn new(image_size: usize) -> Self {
        Self { image_size }
    }
}

impl SearchSpace for SizeSpace {
    fn name(&self) -> &'static str {
        SPACE
    }

    fn architectures(&self) -> Result<Vec<ArchitectureRef>, ArchitectureError> {
        Ok(Widths::all().map(|widths| Trained::of(widths, self.image_size)).collect())
    }

    /// Any spelling that [`Widths::from_key`] reads.
    fn parse(&self, text: &str) -> Result<ArchitectureRef, ArchitectureError> {
        Ok(Trained::of(Widths::from_key(text)?, self.image_size))
    }
}

/// A network of these widths.
#[derive(Debug)]
struct Trained {
    /// The widths' text.
    key: String,
    widths: Widths,
    image_size: usize,
}

impl Trained {
    fn of(widths: Widths, image_size: usize) -> ArchitectureRef {
        Arc::new(Self { key: widths.to_string(), widths, image_size })
    }
}

impl Architecture for Trained {
    fn key(&self) -> &str {
        &self.key
    }

    fn network(&self, classes: usize) -> Result<Network, ArchitectureError> {
        let [first, second, third, fourth, fifth] = self.widths.channels();
        let layers = [
            Layer::Cell(first),
            Layer::Reduction(second),
            Layer::Cell(third),
            Layer::Reduction(fourth),
            Layer::Cell(fifth),
        ];
        layered_network(CELL, self.image_size, first, &layers, classes)
            .map(Network::Image)
            .map_err(|error| ArchitectureError::new(SPACE, &self.key, error.to_string()))
    }

    /// Networks of different widths are never isomorphic.
    fn isomorphism_class(&self) -> String {
        self.key.clone()
    }

    fn official_index(&self) -> Option<usize> {
        Some(self.widths.index())
    }

    /// One number of channels becomes another.
    fn mutate(&self, below: &mut dyn FnMut(usize) -> usize) -> Option<ArchitectureRef> {
        Some(Self::of(self.widths.mutate(below), self.image_size))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cell_is_the_one_of_the_paper() {
        let text =
            "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|";
        assert_eq!(CELL.to_string(), text);
    }

    /// The stem, two reductions with a convolution on their shortcut, and the classifier count; a cell counts if it changes
    /// the number of channels.
    #[test]
    fn the_shortest_chains_depend_on_which_stages_are_as_wide_as_the_next() -> Result<(), ArchitectureError> {
        let mut counts = [0; 3];
        for widths in Widths::all() {
            let [_, second, third, fourth, fifth] = widths.channels();
            let changes = usize::from(second != third) + usize::from(fourth != fifth);
            let Network::Image(graph) = Trained::of(widths, 32).network(1)? else {
                panic!("it reads images")
            };
            assert_eq!(graph.shortest_chain(), Some(4 + changes), "{widths}");
            counts[changes] += 1;
        }
        assert_eq!(counts, [512, 7_168, 25_088]);
        Ok(())
    }
}
