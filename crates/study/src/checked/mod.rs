//! A config that was checked: only this can run.

mod batch;
mod check;
mod files;
mod label;
mod names;
mod proxy;
mod study;

pub use batch::{BatchSource, BatchSpec};
pub use files::NeededFile;
pub use label::{BadRecords, LabelKind, LabelSource};
pub use proxy::{ColumnSource, EpsilonSetting, Proxy, ProxyKind};
pub use study::Study;
