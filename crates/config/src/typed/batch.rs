use std::path::PathBuf;

use batch::BatchKind;
use batch::text::Distribution;
use serde::{Deserialize, Serialize};

use super::named;

/// The samples that epsilon sees.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchConfig {
    /// What the samples are. Images: `cifar10`, `cifar100`, `imagenet16`, `npy` (these four need `file`), `grey`,
    /// `normal`, `uniform` or `constant`. For recurrent networks: `text` (needs `file`, a text or a zip of a training,
    /// a validation and a test text) or `tokens` (drawn evenly from a vocabulary).
    #[serde(with = "named::one")]
    pub kind: BatchKind,
    /// The file they are read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    /// How many. By default, 256.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<usize>,
    /// For `cifar10`, `cifar100` and `imagenet16`: draw the samples with this seed; by default, the first ones are
    /// taken. For `normal`, `uniform` and `tokens`: the generator's seed; by default, derived from the study's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// For `constant`: the value of every pixel. By default, 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f32>,
    /// For `text` and `tokens`: tokens of each sample, one after another (`bptt`). By default, 70.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<usize>,
    /// For `tokens`: number of different tokens (a text has its own). By default, 10,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vocabulary: Option<usize>,
    /// For `text` and `tokens`: what tokens become. By default, what the paper has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embedding: Option<EmbeddingConfig>,
}

/// The vectors that stand for tokens, as torch's CPU generator draws them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmbeddingConfig {
    /// `uniform` in [0, scale), `centred` (uniform in [-scale, scale)) or `normal` with the scale as standard
    /// deviation. By default, `uniform`.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    pub distribution: Option<Distribution>,
    /// The scale. By default, 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<f64>,
    /// The generator's seed. By default, 21.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
}
