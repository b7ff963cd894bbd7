use benchmark::{ArchitectureError, SearchSpace};
use network::Network;

use crate::cell::SPACE;
use crate::{Cell, MacroConfig, network};

/// The search space, for images of one size.
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

    /// Cell strings in the benchmark's form; surrounding white space is dropped.
    fn canonical(&self, text: &str) -> Result<String, ArchitectureError> {
        Ok(text.parse::<Cell>()?.to_string())
    }

    fn network(&self, key: &str, classes: usize) -> Result<Network, ArchitectureError> {
        let cell: Cell = key.parse()?;
        network(cell, &MacroConfig::new(self.image_size, classes))
            .map(Network::Image)
            .map_err(|error| ArchitectureError::new(SPACE, key, error.to_string()))
    }

    fn isomorphism_class(&self, key: &str) -> Result<String, ArchitectureError> {
        Ok(key.parse::<Cell>()?.isomorphism_class())
    }
}
