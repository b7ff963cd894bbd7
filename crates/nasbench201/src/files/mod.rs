//! Readers of the published label files.
//!
//! [`read_official`] answers many [`Query`]s in one pass over the official release in any of its forms: the
//! `.pth` files of NAS-Bench-201 v1.0 and v1.1 and NATS-Bench's topology and size releases. [`analog`] reads an independent
//! training of all cells, [`simple_hpo`] the official validation accuracies from a small package. Nothing in a file is executed, and memory stays far below the file's size.
//!
//! ```no_run
//! use nasbench201::files::{Dataset, Epochs, Metric, Query, Seed, Split, read_official};
//!
//! let query = Query {
//!     dataset: Dataset::Cifar10,
//!     split: Split::OriTest,
//!     epochs: Epochs::TwoHundred,
//!     seed: Seed::Mean,
//!     metric: Metric::Accuracy,
//! };
//! for record in read_official("NAS-Bench-201-v1_1-096897.pth".as_ref(), &[query])?.records {
//!     eprintln!("{} {} {:?}", record.index, record.arch, record.values[0]);
//! }
//! # Ok::<(), nasbench201::files::Error>(())
//! ```

pub mod analog;
mod archive;
mod compressed;
mod error;
mod folder;
mod official;
mod query;
mod record;
mod results;
pub mod simple_hpo;
mod trial;
mod wheel;

pub use error::{Error, Place, UnknownName};
pub use official::read_official;
pub use query::{Dataset, Epochs, Metric, Query, Seed, Space, Split};
pub use record::{Record, Release};
