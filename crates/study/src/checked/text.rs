//! Batches of text: how a config says them, and how they are read.

use std::path::Path;

use epsilon::text::{Corpus, Distribution, Embedding, EmbeddingSettings, TextBatch, TextError, TokenBatch};

use super::batch::FieldProblem;
use crate::config::{BatchConfig, EmbeddingConfig, suggest};

/// Steps of the paper's batch (`bptt` in the field's code).
const STEPS: usize = 70;
/// Longer sequences than any text of the field has: a slip of the finger.
const MOST_STEPS: usize = 1 << 14;

/// How tokens become what a recurrent network reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextSettings {
    /// Tokens of each sample, one after another.
    pub steps: usize,
    /// The embedding. Its vocabulary is that of the text, where there is one.
    pub embedding: EmbeddingSettings,
}

impl TextSettings {
    /// Checks the fields of a batch that are about text.
    pub(super) fn check(config: &BatchConfig) -> Result<Self, FieldProblem> {
        let steps = config.steps.unwrap_or(STEPS);
        if !(1..=MOST_STEPS).contains(&steps) {
            return Err(("steps", format!("{steps} is out of range: 1 to {MOST_STEPS}")));
        }
        let mut embedding = EmbeddingSettings::default();
        if let Some(vocabulary) = config.vocabulary {
            if !(2..=1 << 20).contains(&vocabulary) {
                return Err(("vocabulary", format!("{vocabulary} is out of range: 2 to {}", 1 << 20)));
            }
            embedding.vocabulary = vocabulary;
        }
        let given = config.embedding.clone().unwrap_or_default();
        if let Some(name) = &given.distribution {
            let known = [Distribution::Uniform, Distribution::Centred, Distribution::Normal];
            embedding.distribution =
                known.into_iter().find(|known| known.to_string() == *name).ok_or_else(|| {
                    let names = known.map(|known| known.to_string());
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    ("embedding", suggest::unknown("a distribution", name, &names))
                })?;
        }
        if let Some(scale) = given.scale {
            if !(scale > 0.0 && (scale as f32).is_finite() && scale as f32 > 0.0) {
                return Err(("embedding", TextError::Scale { scale }.to_string()));
            }
            embedding.scale = scale;
        }
        if let Some(seed) = given.seed {
            // Torch's generator takes the low 32 bits: two seeds that look different would be one.
            if seed > u64::from(u32::MAX) {
                return Err(("embedding", format!("seed {seed} is out of range: 0 to {}", u32::MAX)));
            }
            embedding.seed = seed;
        }
        Ok(Self { steps, embedding })
    }

    pub(super) fn resolved(&self) -> EmbeddingConfig {
        EmbeddingConfig {
            distribution: Some(self.embedding.distribution.to_string()),
            scale: Some(self.embedding.scale),
            seed: Some(self.embedding.seed),
        }
    }

    /// The first batch of a text.
    pub(super) fn read(&self, file: &Path, size: usize) -> Result<TextBatch, TextError> {
        let tokens = Corpus::open(file)?.batch(self.steps, size)?;
        let vocabulary = tokens.vocabulary();
        TextBatch::new(tokens, Embedding::new(EmbeddingSettings { vocabulary, ..self.embedding })?)
    }

    /// Tokens drawn evenly from the vocabulary.
    pub(super) fn draw(&self, size: usize, seed: u64) -> Result<TextBatch, TextError> {
        let tokens = TokenBatch::synthetic(self.embedding.vocabulary, self.steps, size, seed)?;
        TextBatch::new(tokens, Embedding::new(self.embedding)?)
    }
}
