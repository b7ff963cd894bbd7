//! A config that was checked: only this can run.

mod ablation;
mod aggregate;
mod batch;
mod check;
mod check_proxies;
mod column;
mod figures;
mod files;
mod label;
mod memory;
mod names;
mod proxy;
mod search;
mod seeds;
mod sounds;
mod statistics;
mod study;
mod text;
mod zeros;

pub(crate) use check::Checker;
pub(crate) use memory::Memory;

pub use ablation::{Ablation, Row};
pub use aggregate::Aggregate;
pub use column::{ColumnPlace, ColumnSource, FileColumn, is_suite_zero};
pub use files::NeededFile;
pub use label::{BadRecords, Label, LabelKind, LabelSource};
pub use proxy::{Combination, EpsilonSetting, Proxy, ProxyKind};
pub use search::{Method, Search};
pub use seeds::SeedsSource;
pub use sounds::sounds_minimized;
pub use statistics::StatisticsProblem;
pub use study::Study;
pub use zeros::ZeroScores;
