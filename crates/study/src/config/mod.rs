//! A config as it was typed: every field that may be left out is an option, and nothing is checked but types.

mod architectures;
mod batch;
mod error;
mod label;
mod proxy;
mod read;
mod root;
mod source;
mod statistics;
pub(crate) mod suggest;

pub use architectures::ArchitecturesConfig;
pub use batch::{BatchConfig, EmbeddingConfig};
pub use error::ConfigError;
pub use label::{LabelConfig, SeedsConfig};
pub use proxy::{ColumnConfig, EpsilonConfig, ProxyConfig};
pub use root::{Config, SpaceConfig};
pub use source::{Source, Step};
pub use statistics::{ComparisonsConfig, IntervalsConfig, StatisticsConfig};
