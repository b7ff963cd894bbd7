use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The samples that epsilon sees.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchConfig {
    /// What the samples are: `cifar10`, `cifar100`, `imagenet16`, `npy` (these four need `file`), `grey`, `normal`,
    /// `uniform` or `constant`.
    pub kind: String,
    /// The file they are read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    /// How many. By default, 256.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<usize>,
    /// For `cifar10`, `cifar100` and `imagenet16`: draw the samples with this seed; by default, the first ones are
    /// taken. For `normal` and `uniform`: the generator's seed; by default, derived from the study's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// For `constant`: the value of every pixel. By default, 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f32>,
}
