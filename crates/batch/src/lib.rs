//! Batches of samples: the images or the text that networks are scored on.
//!
//! A [`BatchSpec`] says where samples come from (a [`BatchSource`]) and how many there are; [`BatchSpec::load`] reads or
//! generates them. The result is a [`Batch`]: an [`ImageBatch`], or a [`text::TextBatch`] of tokens and their embedding.
//! Everything random comes from a named generator and a seed, so that a batch is the same on every machine.
//!
//! ```
//! use batch::{Batch, BatchSource, BatchSpec, InputKind};
//!
//! let spec = BatchSpec { source: BatchSource::Grey, size: 4 };
//! let Batch::Images(images) = spec.load(InputKind::Images { size: 8 })? else { panic!("grey is a kind of images") };
//! // Image i of n is the constant i / n.
//! assert_eq!(images.pixels()[3 * 8 * 8], 0.25);
//! # Ok::<(), batch::BatchError>(())
//! ```
//!
//! Files are not trusted: sizes are checked against [`memory_limit`] before anything is allocated, and nothing in a
//! file is executed. Where to look next: [`cifar`] for image files, [`synthetic`] for generated ones, [`text`] for corpora.

mod batch;
mod error;
mod images;
mod input_kind;
mod memory;
mod normal;
mod size;
mod spec;
pub mod text;

pub use batch::Batch;
pub use error::BatchError;
pub use images::{ImageBatch, Normalisation, cifar, imagenet16, npy, synthetic};
pub use input_kind::InputKind;
pub use memory::{MemoryLimitError, memory_limit};
pub use size::BatchSize;
pub use spec::{BatchKind, BatchSource, BatchSpec};
pub use text::TextSettings;
