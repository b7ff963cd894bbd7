//! The data that a study reads from files: architectures, labels, other scores.
//!
//! [`Data::load`] reads everything that a [`config::Study`] needs, each file only once, and [`batch()`] the samples that
//! networks are scored on. A new source of labels is a variant of [`config::LabelKind`] and a match arm in `labels.rs`.
//!
//! ```
//! use config::Config;
//! use data::Data;
//!
//! let text = "
//! study: example
//! space: {name: nasbench201, architectures: {sample: 3}}
//! proxies: [params]
//! ";
//! let (config, source) = Config::parse("example.yaml", text, &[])?;
//! let data = Data::load(&config.check(&source)?)?;
//! assert_eq!(data.architectures.len(), 3);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod architectures;
mod columns;
mod error;
mod labels;
mod load;
mod official;
pub mod suite_zero;

pub use architectures::{draw, drawn, list_file, list_usable};
pub use error::DataError;
pub use load::{Data, batch};
pub use official::{LabelTable, label_table, recognise};
