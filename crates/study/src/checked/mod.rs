//! A config that was checked: only this can run.

mod aggregate;
mod batch;
mod check;
mod check_proxies;
mod column;
mod files;
mod input;
mod label;
mod memory;
mod names;
mod proxy;
mod seeds;
mod sounds;
mod start;
mod statistics;
mod study;
mod text;
mod zeros;

pub(crate) use check::Checker;
pub(crate) use memory::{BatchBytes, Memory};

pub use aggregate::Aggregate;
pub use batch::{BatchSource, BatchSpec};
pub use column::{ColumnPlace, ColumnSource, FileColumn};
pub use files::NeededFile;
pub use input::Input;
pub use label::{BadRecords, LabelKind, LabelSource};
pub use proxy::{EpsilonSetting, Proxy, ProxyKind};
pub use seeds::SeedsSource;
pub use sounds::sounds_minimized;
pub use start::Start;
pub use statistics::{
    CORRECTIONS, Clusters, ComparisonTest, Comparisons, Correction, IntervalMethod, Intervals, METHODS,
    Statistics, StatisticsProblem, TESTS,
};
pub use study::Study;
pub use text::TextSettings;
pub use zeros::ZeroScores;
