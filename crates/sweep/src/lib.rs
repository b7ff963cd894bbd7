//! Scores of many architectures in many settings: each distinct function once, stored as it goes.
//!
//! A [`Sweep`] groups settings by the passes they share and architectures by the function they compute; [`Sweep::run`]
//! scores those that have no score yet. A [`store::Store`] records every outcome at once, so that a killed sweep can be
//! resumed; [`Sweep::in_shard`] leaves a part of the functions to other machines. An [`Observer`] follows the progress.
//!
//! ```
//! use std::sync::atomic::AtomicBool;
//!
//! use config::Config;
//! use data::Data;
//! use sweep::{Completion, Quiet, Scores, Sweep};
//!
//! let text = "
//! study: example
//! space: {name: nasbench201, image_size: 8, architectures: {sample: 20}}
//! batch: {kind: grey, size: 4}
//! proxies: [{epsilon: {weights: [1e-7, 1]}}]
//! ";
//! let (config, source) = Config::parse("example.yaml", text, &[])?;
//! let study = config.check(&source)?;
//! let data = Data::load(&study)?;
//! let sweep = Sweep::new(&study, study.settings(), &data.architectures)?;
//! let mut scores = Scores::new(1, 20);
//! let completion = sweep.run(&mut scores, None, &Quiet, &AtomicBool::new(false))?;
//! assert_eq!((completion, scores.known()), (Completion::Complete, 20));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod backends;
mod error;
mod observer;
mod plan;
mod run;
mod scores;
mod shard;
pub mod store;

pub use backends::open;
pub use error::SweepError;
pub use observer::{Observer, Quiet, Workload};
pub use plan::{OpenBackend, Sweep, function_ids};
pub use run::Completion;
pub use scores::{Outcome, Scores};
pub use shard::{Shard, ShardError};
