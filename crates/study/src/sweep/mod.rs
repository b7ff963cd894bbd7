//! Scoring: each distinct function once, in parallel, recorded as it goes.

mod evaluate;
mod group;
mod observer;
mod run;

pub use evaluate::Between;
pub use group::Sweep;
pub(crate) use group::{Functions, apart, functions, left};
pub use observer::{Observer, Quiet, Work};
pub use run::Completion;
