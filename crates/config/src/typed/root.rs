use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{
    ArchitecturesConfig, BatchConfig, FiguresConfig, LabelConfig, ProxyConfig, StatisticsConfig, named,
};
use crate::BadRecords;

/// A whole config.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Name of the study: names its folder of results.
    pub study: String,
    /// Everything random is derived from it. By default, 0.
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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpaceConfig {
    /// Name of the space, such as `nasbench201`.
    pub name: String,
    /// Side of the images in pixels, for spaces whose networks read images. By default, 32.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image_size: Option<usize>,
    /// Classes of the trained networks, or the vocabulary of language models, for parameter and FLOP counts (what is
    /// scored has one output). By default, 10, and 10,000 (Penn Treebank) for `nasbenchnlp`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classes: Option<usize>,
    /// For `nasbenchnlp`: the file that lists the recipes, one a line, or a folder or a zip of training logs. Where it
    /// gives numbers of recipes and runs, tables may name a recipe by them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipes: Option<PathBuf>,
    /// What a bad record of `recipes` does, `stop` the run or `skip` the record, which is then counted and reported. By
    /// default, `stop`.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    pub bad_records: Option<BadRecords>,
    /// Which architectures. By default, all.
    #[serde(default)]
    pub architectures: ArchitecturesConfig,
}
