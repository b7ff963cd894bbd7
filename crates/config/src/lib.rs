//! Configs: what was typed, and what was checked.
//!
//! A [`Config`] (of `epsilon run`), an [`AblationConfig`] or a [`SearchConfig`] is what stands in a YAML file, with the
//! `key=value` settings of a command line laid over it. Its method `check` makes a [`Study`], an [`Ablation`] or a
//! [`Search`] of it, in which every name is a type and every default is filled in, or a [`ConfigError`] that names line
//! and field and says what would be right. No data file is opened here.
//!
//! ```
//! use config::Config;
//!
//! let text = "
//! study: example
//! space: {name: nasbench201}
//! batch: {kind: grey, size: 64}
//! proxies: [{epsilon: {weights: [1e-7, 1]}}, params]
//! ";
//! let (config, source) = Config::parse("example.yaml", text, &[])?;
//! let study = config.check(&source)?;
//! assert_eq!(study.proxies[0].name, "epsilon_f32");
//!
//! let (config, source) = Config::parse("example.yaml", text, &["batch.size=1".to_owned()])?;
//! assert!(config.check(&source).is_err());
//! # Ok::<(), config::ConfigError>(())
//! ```
//!
//! Where to look next: the search spaces that a config can name are in [`spaces`], the backends in [`BackendKind`], the
//! kinds of label in [`LabelKind`], the kinds of proxy in [`ProxyKind`].

mod backends;
mod checked;
mod schema;
pub mod seed;
pub mod spaces;
mod starter;
mod typed;

pub use backends::{BUILD_WITH_TORCH, BackendKind};
pub use checked::{
    Ablation, Aggregate, BadRecords, ColumnPlace, ColumnSource, Combination, EpsilonSetting, FileColumn,
    Label, LabelKind, LabelSource, Method, NeededFile, Proxy, ProxyKind, Row, Search, SeedsSource,
    StatisticsProblem, Study, ZeroScores, is_suite_zero, sounds_minimized,
};
pub use schema::schema;
pub use starter::starter;
pub use typed::{
    AblationConfig, AnyConfig, ArchitecturesConfig, BatchConfig, ColumnConfig, CombineConfig,
    ComparisonsConfig, Config, ConfigError, ConfigText, EmbeddingConfig, EpsilonConfig, FiguresConfig,
    GridConfig, IntervalsConfig, LabelConfig, Named, PathStep, Population, ProxyConfig, ReadError,
    SearchConfig, SearchSettings, SeedsConfig, SpaceConfig, StatisticsConfig, WeightsGrid, command,
};
use typed::{find, named, suggest};
