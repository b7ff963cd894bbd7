use std::path::Path;

use epsilon::Device;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::read::{parse, read};
use super::{
    BatchConfig, ConfigError, ConfigText, FiguresConfig, GridConfig, LabelConfig, ReadError, SpaceConfig,
    Words, named,
};
use crate::{BackendKind, ZeroScores};

/// A config of `epsilon ablate`: one space, and a grid of settings of the score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ablate")]
pub struct AblationConfig {
    /// Name of the study: names its folder of results.
    #[schemars(extend("examples" = ["my-ablation"]))]
    pub study: String,
    /// Everything random is derived from it.
    #[serde(default)]
    pub seed: u64,
    /// What is scored.
    pub space: SpaceConfig,
    /// The samples, where the grid has no `input`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<BatchConfig>,
    /// What runs the networks: `collapse`, or `torch` in a program with libtorch.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<BackendKind>>", extend("default" = "collapse"))]
    pub backend: Option<BackendKind>,
    /// Where the torch backend runs: `cpu` or `cuda:N`.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<Device>>", extend("default" = "cpu"))]
    pub device: Option<Device>,
    /// What is varied: every combination is scored.
    pub grid: GridConfig,
    /// How often every combination is scored, each time with a fresh batch drawn by a seed of its own. A batch with
    /// nothing random in it is scored once. By default, once with the batch as it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000), extend("examples" = [10]))]
    pub repeats: Option<usize>,
    /// Whether an epsilon that is exactly zero counts: `missing` (as in the published tables, it is no score) or `keep`
    /// (it is the lowest).
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<ZeroScores>>", extend("default" = "missing"))]
    pub zero_scores: Option<ZeroScores>,
    /// What the scores are ranked against. By default, nothing: only coverage is found.
    #[serde(default)]
    pub labels: Vec<LabelConfig>,
    /// How figures are written.
    #[serde(default)]
    pub figures: FiguresConfig,
}

impl AblationConfig {
    /// Reads a config and lays `key=value` settings over it, as [`Config::read`](super::Config::read) does.
    ///
    /// # Errors
    /// If the file can't be read, or is not such a config; the error names line and field.
    pub fn read(path: &Path, overrides: &[String]) -> Result<(Self, ConfigText), ReadError> {
        read(path, overrides)
    }

    /// The same for a text; `name` stands for the file in errors.
    ///
    /// # Errors
    /// If the text is not such a config.
    pub fn parse(name: &str, text: &str, overrides: &[String]) -> Result<(Self, ConfigText), ConfigError> {
        parse(name, text, overrides)
    }
}
