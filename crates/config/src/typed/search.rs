use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::read::{parse, read};
use super::{
    BatchConfig, ConfigError, ConfigText, FiguresConfig, LabelConfig, ProxyConfig, ReadError, SpaceConfig,
    Words, named,
};
use crate::Method;

/// A config of `epsilon search`: searches of a space whose architectures were all trained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "search")]
pub struct SearchConfig {
    /// Name of the study: names its folder of results.
    #[schemars(extend("examples" = ["my-search"]))]
    pub study: String,
    /// Everything random is derived from it.
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
    #[schemars(length(min = 1))]
    pub labels: Vec<LabelConfig>,
    /// How is searched.
    pub search: SearchSettings,
    /// How figures are written.
    #[serde(default)]
    pub figures: FiguresConfig,
}

/// How a space is searched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "search_settings", extend("examples" = [{"runs": 200, "budget": 300, "methods": ["random", "evolution"]}]))]
pub struct SearchSettings {
    /// Searches of each kind, with seeds of their own.
    #[schemars(range(min = 2, max = 1_000_000))]
    pub runs: usize,
    /// Architectures that a search may train.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub budget: usize,
    /// `random` (train what is drawn) and `evolution` (ageing evolution).
    #[serde(with = "named::list")]
    #[schemars(with = "Vec<Words<Method>>")]
    pub methods: Vec<Method>,
    /// Candidates that are drawn and ranked by a proxy before anything is trained: a random search then trains them
    /// from the top, an evolution begins with the best of them.
    #[schemars(range(min = 1, max = 10_000_000))]
    pub pool: usize,
    /// For `evolution`: architectures that are alive at a time.
    #[schemars(range(min = 2, max = 1_000_000))]
    pub population: usize,
    /// For `evolution`: how many of them compete to be a parent.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub tournament: usize,
    /// Sizes N of the table "the best of N by a proxy".
    #[schemars(inner(range(min = 1)))]
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
