use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use benchmark::{Architecture, ArchitectureError, ArchitectureRef, SearchSpace, Skipped};
use network::{Network, RecurrentConfig};

use crate::{Catalogue, Recipe, RecipeRecord, sample_recipes};

const NAME: &str = "nasbenchnlp";

/// NAS-Bench-NLP as a [`SearchSpace`].
///
/// Without a file, keys are [recipe keys](Recipe::key), which are complete recipes, and there is no list of all
/// architectures. With a file of recipes, keys are those of its [`Catalogue`], and a recipe may also be given as JSON, as
/// the number of one of its runs, or as the name of a log file (`log_stats_model_NUMBER_DATE.json`). The file is read when
/// it is first needed.
#[derive(Debug, Default)]
pub struct NasBenchNlp {
    recipes: Option<(PathBuf, bool)>,
    catalogue: OnceLock<Result<Catalogue, String>>,
}

impl NasBenchNlp {
    /// The space of all recipes.
    pub fn new() -> Self {
        Self::default()
    }

    /// The space whose recipes a file lists (see [`Catalogue::read`]); with `skip`, its bad records are left out.
    pub fn with_recipes(path: impl Into<PathBuf>, skip: bool) -> Self {
        Self { recipes: Some((path.into(), skip)), catalogue: OnceLock::new() }
    }

    fn catalogue(&self) -> Result<Option<&Catalogue>, ArchitectureError> {
        let Some((path, skip)) = &self.recipes else { return Ok(None) };
        let read = || Catalogue::read(path, *skip).map_err(|error| error.to_string());
        let catalogue = self.catalogue.get_or_init(read);
        catalogue.as_ref().map(Some).map_err(|reason| ArchitectureError::of_space(NAME, reason))
    }
}

/// `3` for `3.0`: tables with missing values turn integers into floats.
fn whole_number(text: &str) -> Option<&str> {
    let (whole, zeros) = text.split_once('.')?;
    (!zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0')).then_some(whole)
}

/// The number in the name of a log file, given with or without its folder.
fn run_number(text: &str) -> Option<&str> {
    let file = text.rsplit(['/', '\\']).next()?;
    file.strip_prefix("log_stats_model_")?.split('_').next()
}

fn refused(text: &str, reason: &(impl ToString + ?Sized)) -> ArchitectureError {
    ArchitectureError::new(NAME, text, reason.to_string())
}

impl SearchSpace for NasBenchNlp {
    fn name(&self) -> &'static str {
        NAME
    }

    /// The recipes of the file, in its order.
    fn architectures(&self) -> Result<Vec<ArchitectureRef>, ArchitectureError> {
        match self.catalogue()? {
            Some(catalogue) => Ok(catalogue.entries().iter().map(|recipe| recipe.clone() as _).collect()),
            None => Err(ArchitectureError::of_space(
                NAME,
                "there is no list of all recipes: give a file with one a line",
            )),
        }
    }

    fn generate(&self, count: usize, seed: u64) -> Option<Vec<ArchitectureRef>> {
        Some(sample_recipes(count, seed).iter().map(|recipe| Trained::of(recipe.key())).collect())
    }

    fn parse(&self, text: &str) -> Result<ArchitectureRef, ArchitectureError> {
        let text = text.trim();
        let catalogue = self.catalogue()?;
        if text.starts_with('{') {
            let record = RecipeRecord::parse(1, text.as_bytes()).map_err(|error| refused(text, &error))?;
            let key = record.recipe.key();
            return Ok(match catalogue.and_then(|catalogue| catalogue.find(&key)) {
                Some(listed) => listed.clone(),
                None => Trained::of(key),
            });
        }
        let Some(catalogue) = catalogue else {
            let reason = "it is not the JSON object of a recipe; for numbers of recipes, give the file that lists \
                          the recipes (space.recipes, or --recipes)";
            return Err(refused(text, reason));
        };
        let number = || catalogue.find(whole_number(text).or_else(|| run_number(text))?);
        let found = catalogue.find(text).or_else(number);
        found.map(|recipe| recipe.clone() as _).ok_or_else(|| {
            let path = catalogue.path().display();
            refused(text, &format!("it is neither a recipe nor the number of one in {path}"))
        })
    }

    fn skipped(&self) -> Option<Skipped> {
        self.catalogue.get()?.as_ref().ok()?.skipped().cloned()
    }

    /// A text of all keys and recipes.
    fn identity(&self) -> Result<Option<String>, ArchitectureError> {
        let Some(catalogue) = self.catalogue()? else { return Ok(None) };
        let lines = catalogue.entries().iter().map(|entry| format!("{} {}\n", entry.key, entry.recipe));
        Ok(Some(lines.collect()))
    }
}

/// A recipe in the network that it was trained in.
#[derive(Debug)]
pub(crate) struct Trained {
    pub(crate) key: String,
    pub(crate) recipe: Recipe,
}

impl Trained {
    /// The recipe with this [key of its own](Recipe::key). It is read from the key, since weights are drawn in the order of
    /// the nodes: a recipe has the same scores in whatever order they were written.
    fn of(key: String) -> ArchitectureRef {
        Arc::new(Self { recipe: Recipe::parse(&key).expect("a recipe's own key is the recipe"), key })
    }
}

impl Architecture for Trained {
    fn key(&self) -> &str {
        &self.key
    }

    /// The language model with a vocabulary of `classes` tokens.
    fn network(&self, classes: usize) -> Result<Network, ArchitectureError> {
        let config = RecurrentConfig { vocabulary: classes, ..RecurrentConfig::default() };
        let network = self.recipe.network(config);
        network.map(Network::Recurrent).map_err(|error| refused(&self.key, &error))
    }

    /// The recipe's [canonical form](Recipe::canonical).
    fn isomorphism_class(&self) -> String {
        self.recipe.canonical()
    }
}
