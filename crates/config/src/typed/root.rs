use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ArchitecturesConfig, BatchConfig, FiguresConfig, LabelConfig, ProxyConfig, StatisticsConfig, Words, named,
};
use crate::BadRecords;

/// A config of `epsilon run`: one space, its proxies and labels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "run")]
pub struct Config {
    /// Name of the study: names its folder of results.
    #[schemars(extend("examples" = ["my-study"]))]
    pub study: String,
    /// Everything random is derived from it.
    #[serde(default)]
    pub seed: u64,
    /// What is scored.
    pub space: SpaceConfig,
    /// The samples that epsilon sees, unless a proxy has a batch of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<BatchConfig>,
    /// What ranks the architectures.
    pub proxies: Vec<ProxyConfig>,
    /// What they are ranked against. By default, nothing: scores are computed and no correlation.
    #[serde(default)]
    pub labels: Vec<LabelConfig>,
    /// What is computed from scores and labels.
    #[serde(default)]
    pub statistics: StatisticsConfig,
    /// How figures are written.
    #[serde(default)]
    pub figures: FiguresConfig,
}

/// The search space and the part of it that is scored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "space", extend("examples" = [{"name": "nasbench201", "architectures": {"sample": 1000}}]))]
pub struct SpaceConfig {
    /// Name of the space.
    #[schemars(extend("enum" = crate::spaces::names()))]
    pub name: String,
    /// Side of the images in pixels, for spaces whose networks read images.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 4, max = 512), extend("default" = 32))]
    pub image_size: Option<usize>,
    /// Classes of the trained networks, or the vocabulary of language models, for parameter and FLOP counts (what is
    /// scored has one output). By default, 10, and 10,000 (Penn Treebank) for `nasbenchnlp`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_048_576), extend("examples" = [100]))]
    pub classes: Option<usize>,
    /// For `nasbenchnlp`: the file that lists the recipes, one a line, or a folder or a zip of training logs. Where it
    /// gives numbers of recipes and runs, tables may name a recipe by them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["data/nasbenchnlp/train_logs_multi_runs.zip"]))]
    pub recipes: Option<PathBuf>,
    /// What a bad record of `recipes` does, `stop` the run or `skip` the record, which is then counted and reported.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<BadRecords>>", extend("default" = "stop"))]
    pub bad_records: Option<BadRecords>,
    /// Which architectures.
    #[serde(default)]
    pub architectures: ArchitecturesConfig,
}
