use std::path::Path;

use serde::{Deserialize, Serialize};

use super::read::{parse, read};
use super::{
    BatchConfig, ConfigError, FiguresConfig, LabelConfig, ProxyConfig, ReadError, Source, SpaceConfig, named,
};
use crate::Method;

/// A config of `epsilon search`: searches of a space whose architectures were all trained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchConfig {
    /// Name of the study: names its folder of results.
    pub study: String,
    /// Everything random is derived from it. By default, 0.
    #[serde(default)]
    pub seed: u64,
    /// Where is searched: the architectures that have a label.
    pub space: SpaceConfig,
    /// The samples that epsilon sees, unless a proxy has a batch of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<BatchConfig>,
    /// What ranks candidates before anything is trained. By default, nothing does.
    #[serde(default)]
    pub proxies: Vec<ProxyConfig>,
    /// The first label is what training an architecture tells; the last one is what is reported of the best that was
    /// found. One label is both.
    pub labels: Vec<LabelConfig>,
    /// How is searched.
    pub search: SearchSettings,
    /// How figures are written.
    #[serde(default)]
    pub figures: FiguresConfig,
}

/// How a space is searched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SearchSettings {
    /// Searches of each kind, with seeds of their own. By default, 500.
    pub runs: usize,
    /// Architectures that a search may train. By default, 300.
    pub budget: usize,
    /// `random` (train what is drawn) and `evolution` (ageing evolution). By default, both.
    #[serde(with = "named::list")]
    pub methods: Vec<Method>,
    /// Candidates that are drawn and ranked by a proxy before anything is trained: a random search then trains them
    /// from the top, an evolution begins with the best of them. By default, 1,000.
    pub pool: usize,
    /// For `evolution`: architectures that are alive at a time. By default, 64.
    pub population: usize,
    /// For `evolution`: how many of them compete to be a parent. By default, 10.
    pub tournament: usize,
    /// Sizes N of the table "the best of N by a proxy". By default, 100 and 1,000.
    pub best_of: Vec<usize>,
}

impl Default for SearchSettings {
    fn default() -> Self {
        Self {
            runs: 500,
            budget: 300,
            methods: vec![Method::Random, Method::Evolution],
            pool: 1_000,
            population: 64,
            tournament: 10,
            best_of: vec![100, 1_000],
        }
    }
}

impl SearchConfig {
    /// Reads a config and lays `key=value` settings over it, as [`Config::read`](super::Config::read) does.
    ///
    /// # Errors
    /// If the file can't be read, or is not such a config; the error names line and field.
    pub fn read(path: &Path, overrides: &[String]) -> Result<(Self, Source), ReadError> {
        read(path, overrides)
    }

    /// The same for a text; `name` stands for the file in errors.
    ///
    /// # Errors
    /// If the text is not such a config.
    pub fn parse(name: &str, text: &str, overrides: &[String]) -> Result<(Self, Source), ConfigError> {
        parse(name, text, overrides)
    }
}
