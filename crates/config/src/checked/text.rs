//! Batches of text: how a config says them, and how they are read.

use batch::TextSettings;
use batch::text::{EmbeddingSettings, TextError};

use crate::typed::FieldProblem;
use crate::{BatchConfig, EmbeddingConfig};

/// Steps of the paper's batch (`bptt` in the field's code).
const STEPS: usize = 70;
/// Longer sequences than any text of the field has: a slip of the finger.
const MOST_STEPS: usize = 1 << 14;

/// Checks the fields of a batch that are about text.
pub(super) fn check(config: &BatchConfig) -> Result<TextSettings, FieldProblem> {
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
    embedding.distribution = given.distribution.unwrap_or_default();
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
    Ok(TextSettings { steps, embedding })
}

/// The embedding as a config, with nothing left to a default.
pub(super) fn resolved(settings: &TextSettings) -> EmbeddingConfig {
    EmbeddingConfig {
        distribution: Some(settings.embedding.distribution),
        scale: Some(settings.embedding.scale),
        seed: Some(settings.embedding.seed),
    }
}
