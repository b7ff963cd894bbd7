use std::path::PathBuf;

use batch::BatchKind;
use batch::text::Distribution;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Words, named};

/// The samples that epsilon sees.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    rename = "batch",
    extend("examples" = [{"kind": "cifar10", "file": "data/cifar10/data_batch_1.bin", "size": 256}])
)]
pub struct BatchConfig {
    /// What the samples are. Images: `cifar10`, `cifar100`, `imagenet16`, `npy` (these four need `file`), `grey`,
    /// `normal`, `uniform` or `constant`. For recurrent networks: `text` (needs `file`, a text or a zip of a training,
    /// a validation and a test text) or `tokens` (drawn evenly from a vocabulary).
    #[serde(with = "named::one")]
    #[schemars(with = "Words<BatchKind>")]
    pub kind: BatchKind,
    /// The file they are read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["data/cifar10/data_batch_1.bin"]))]
    pub file: Option<PathBuf>,
    /// How many samples.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 2, max = 1_048_576), extend("default" = 256))]
    pub size: Option<usize>,
    /// For `cifar10`, `cifar100` and `imagenet16`: draw the samples with this seed; by default, the first ones are
    /// taken. For `normal`, `uniform` and `tokens`: the generator's seed; by default, derived from the study's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = [0]))]
    pub seed: Option<u64>,
    /// For `constant`: the value of every pixel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = 1))]
    pub value: Option<f32>,
    /// For `text` and `tokens`: tokens of each sample, one after another (`bptt`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 16_384), extend("default" = 70))]
    pub steps: Option<usize>,
    /// For `tokens`: number of different tokens (a text has its own).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 2, max = 1_048_576), extend("default" = 10_000))]
    pub vocabulary: Option<usize>,
    /// For `text` and `tokens`: what tokens become. By default, what the paper has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embedding: Option<EmbeddingConfig>,
}

/// The vectors that stand for tokens, as torch's CPU generator draws them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "embedding", extend("examples" = [{"distribution": "uniform", "scale": 0.1}]))]
pub struct EmbeddingConfig {
    /// `uniform` in [0, scale), `centred` (uniform in [-scale, scale)) or `normal` with the scale as standard
    /// deviation.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<Distribution>>", extend("default" = "uniform"))]
    pub distribution: Option<Distribution>,
    /// The scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("exclusiveMinimum" = 0, "default" = 1))]
    pub scale: Option<f64>,
    /// The generator's seed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = u32::MAX), extend("default" = 21))]
    pub seed: Option<u64>,
}
