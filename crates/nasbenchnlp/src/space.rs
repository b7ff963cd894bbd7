use benchmark::{ArchitectureError, SearchSpace};
use network::{Network, RecurrentConfig};

use crate::{Recipe, RecipeRecord};

const NAME: &str = "nasbenchnlp";

/// The search space as the rest of the program sees it: keys are [recipe keys](Recipe::key).
#[derive(Clone, Copy, Debug, Default)]
pub struct NasBenchNlp;

impl NasBenchNlp {
    fn recipe(text: &str) -> Result<Recipe, ArchitectureError> {
        RecipeRecord::parse(1, text.trim().as_bytes())
            .map(|record| record.recipe)
            .map_err(|error| ArchitectureError::new(NAME, text.trim(), error.to_string()))
    }
}

impl SearchSpace for NasBenchNlp {
    fn name(&self) -> &'static str {
        NAME
    }

    fn architectures(&self) -> Result<Vec<String>, ArchitectureError> {
        Err(ArchitectureError::new(
            NAME,
            "all",
            "the space has no enumeration: give a file with one recipe a line",
        ))
    }

    fn canonical(&self, text: &str) -> Result<String, ArchitectureError> {
        Ok(Self::recipe(text)?.key())
    }

    /// The language model with a vocabulary of `classes` tokens.
    fn network(&self, key: &str, classes: usize) -> Result<Network, ArchitectureError> {
        let config = RecurrentConfig { vocabulary: classes, ..RecurrentConfig::default() };
        let network = Self::recipe(key)?.network(config);
        network.map(Network::Recurrent).map_err(|error| ArchitectureError::new(NAME, key, error.to_string()))
    }

    fn isomorphism_class(&self, key: &str) -> Result<String, ArchitectureError> {
        Ok(Self::recipe(key)?.canonical())
    }
}
