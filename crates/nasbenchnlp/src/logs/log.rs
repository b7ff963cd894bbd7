use files::standard_json;
use network::RecurrentConfig;
use serde::Deserialize;

use super::LogError;
use super::loss::Loss;
use super::whole::Whole;
use crate::Recipe;

/// The record of one training run.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingLog {
    /// The log's place for messages: the path of the file, or of the archive with the name in it.
    pub file: String,
    /// Number of the recipe in the benchmark; runs with another seed have other numbers.
    pub recipe_id: u64,
    /// The recipe.
    pub recipe: Recipe,
    /// The corpus, as a path on the machine that trained: `data/wikitext-2`.
    pub data: String,
    /// Number of trainable parameters.
    pub parameters: u64,
    /// Number of epochs configured.
    pub epochs: usize,
    /// Training loss after each epoch that was run, in nats per token.
    pub train_losses: Vec<f64>,
    /// Validation loss after each epoch that was run, in nats per token.
    pub validation_losses: Vec<f64>,
    /// Test loss after each epoch that was run, in nats per token.
    pub test_losses: Vec<f64>,
    /// How the run ended: `OK`, or `loss is nan!` for a diverged one.
    pub status: String,
    /// Sizes of the network; the vocabulary is derived from the parameter count.
    pub config: RecurrentConfig,
}

/// The fields that are read; the files have more.
#[derive(Deserialize)]
struct RawLog {
    recepie_id: Whole,
    recepie: String,
    data: String,
    num_params: u64,
    epochs: usize,
    emsize: usize,
    nhid: usize,
    nlayers: usize,
    tied: bool,
    train_losses: Vec<Loss>,
    val_losses: Vec<Loss>,
    test_losses: Vec<Loss>,
    status: String,
}

impl TrainingLog {
    /// Reads a log from the bytes of its file; `file` is its name, for messages.
    ///
    /// # Errors
    /// If the bytes are not the JSON of a training log (bare `NaN` and `Infinity` are allowed) or its recipe
    /// is not valid.
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self, LogError> {
        let raw: RawLog = serde_json::from_slice(&standard_json(bytes))
            .map_err(|error| LogError::Json { file: file.to_owned(), message: error.to_string() })?;
        let recipe = Recipe::parse(&raw.recepie)
            .map_err(|source| LogError::Recipe { file: file.to_owned(), source })?;
        let losses = |list: Vec<Loss>| {
            let mut losses: Vec<f64> = list.into_iter().map(|loss| loss.0).collect();
            losses.shrink_to_fit();
            losses
        };
        let mut config = RecurrentConfig {
            vocabulary: 1,
            embedding: raw.emsize,
            hidden: raw.nhid,
            layers: raw.nlayers,
            tied: raw.tied,
        };
        config.vocabulary = vocabulary(&recipe, config, raw.num_params).ok_or_else(|| LogError::Json {
            file: file.to_owned(),
            message: format!(
                "num_params {} is not the parameter count of this recipe with emsize {}, nhid {}, nlayers {}",
                raw.num_params, raw.emsize, raw.nhid, raw.nlayers
            ),
        })?;
        Ok(Self {
            file: file.to_owned(),
            recipe_id: raw.recepie_id.0,
            recipe,
            data: raw.data,
            parameters: raw.num_params,
            epochs: raw.epochs,
            train_losses: losses(raw.train_losses),
            validation_losses: losses(raw.val_losses),
            test_losses: losses(raw.test_losses),
            status: raw.status,
            config,
        })
    }

    /// Whether the run reached its last epoch.
    pub fn finished(&self) -> bool {
        self.status == "OK" && self.test_losses.len() >= self.epochs
    }
}

/// The vocabulary with which the network has `parameters` parameters, since the count is linear in it.
fn vocabulary(recipe: &Recipe, config: RecurrentConfig, parameters: u64) -> Option<usize> {
    let with = |vocabulary| {
        let network = recipe.network(RecurrentConfig { vocabulary, ..config }).ok()?;
        Some(network.parameters())
    };
    let one = with(1)?;
    let token = with(2)? - one;
    let rest = parameters.checked_sub(one)?;
    let vocabulary = usize::try_from(1 + rest / token).ok()?;
    (with(vocabulary)? == parameters).then_some(vocabulary)
}
