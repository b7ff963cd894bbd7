use files::standard_json;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny};

use crate::logs::{Loss, Whole};
use crate::recipes::RawRecipe;
use crate::{Family, FamilyError, Recipe, RecipeError};

/// One line of a file of recipes.
#[derive(Clone, Debug, PartialEq)]
pub struct RecipeRecord {
    /// The line, counted from 1.
    pub line: u64,
    /// The recipe.
    pub recipe: Recipe,
    /// The number of the recipe, from `arch_index`.
    pub arch_index: Option<u64>,
    /// The numbers of its runs, from `recepie_ids`.
    pub recipe_ids: Vec<u64>,
    /// The family, from `family`.
    pub family: Option<Family>,
    /// The parameter count of the Penn Treebank network, from `num_params_ptb`.
    pub parameters: Option<u64>,
    /// The final test losses, from `final_test_losses`, one per run; NaN for a diverged one.
    pub test_losses: Vec<f64>,
}

impl RecipeRecord {
    /// Reads a line: a bare recipe, or an object that holds one under the key `recepie` (the benchmark's spelling), as an
    /// object or as text. Other keys are skipped.
    ///
    /// # Errors
    /// If it is neither or the recipe is not valid.
    pub fn parse(line: u64, text: &[u8]) -> Result<Self, RecipeError> {
        let text = standard_json(text);
        let probe: Probe = serde_json::from_slice(&text)?;
        if probe.recepie.is_none() {
            let recipe = Recipe::from_raw(serde_json::from_slice(&text)?)?;
            return Ok(Self {
                line,
                recipe,
                arch_index: None,
                recipe_ids: Vec::new(),
                family: None,
                parameters: None,
                test_losses: Vec::new(),
            });
        }
        let raw: RawRecord = serde_json::from_slice(&text)?;
        let recipe = match raw.recepie {
            RecipeField::Text(text) => Recipe::parse(&text)?,
            RecipeField::Object(raw) => Recipe::from_raw(raw)?,
        };
        let family = raw.family.map(|family| family.parse()).transpose();
        let family = family.map_err(|error: FamilyError| RecipeError::Json { message: error.to_string() })?;
        let test_losses = raw.final_test_losses.into_iter().map(|loss| loss.0).collect();
        let arch_index = raw.arch_index.map(|index| index.0);
        let recipe_ids = raw.recepie_ids.into_iter().map(|id| id.0).collect();
        Ok(Self { line, recipe, arch_index, recipe_ids, family, parameters: raw.num_params_ptb, test_losses })
    }
}

/// Tells which of the two forms a line has.
#[derive(Deserialize)]
struct Probe {
    recepie: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct RawRecord {
    recepie: RecipeField,
    arch_index: Option<Whole>,
    #[serde(default)]
    recepie_ids: Vec<Whole>,
    family: Option<String>,
    num_params_ptb: Option<u64>,
    #[serde(default)]
    final_test_losses: Vec<Loss>,
}

enum RecipeField {
    Text(String),
    Object(RawRecipe),
}

impl<'de> Deserialize<'de> for RecipeField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        RawRecipe::deserialize_field(deserializer).map(|either| either.map_or_else(Self::Text, Self::Object))
    }
}
