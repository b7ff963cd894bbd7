//! A config as it was typed: every field that may be left out is an option, and nothing is checked but types.

mod ablation;
mod architectures;
mod batch;
mod command;
mod error;
mod figures;
mod grid;
mod kind;
mod label;
mod named;
mod proxy;
mod read;
mod root;
mod search;
mod source;
mod statistics;
pub(crate) mod suggest;

pub use ablation::AblationConfig;
pub use architectures::{ArchitecturesConfig, Population};
pub use batch::{BatchConfig, EmbeddingConfig};
pub use command::command;
pub(crate) use error::FieldProblem;
pub use error::{ConfigError, ReadError};
pub use figures::FiguresConfig;
pub use grid::{GridConfig, WeightsGrid};
pub use kind::AnyConfig;
pub use label::{LabelConfig, SeedsConfig};
pub use named::Named;
pub(crate) use named::{Words, find, named};
pub use proxy::{ColumnConfig, CombineConfig, EpsilonConfig, ProxyConfig};
pub use root::{Config, SpaceConfig};
pub use search::{SearchConfig, SearchSettings};
pub use source::{ConfigText, PathStep};
pub use statistics::{ComparisonsConfig, IntervalsConfig, StatisticsConfig};
