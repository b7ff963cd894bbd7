//! NAS-Bench-101: 423,624 modules, each trained three times on CIFAR-10.
//!
//! A [`ModuleSpec`] is one cell: a small graph with a convolution or a pooling at each vertex.
//! [`ModuleSpec::module_hash`] is its official key, and [`network()`] the whole network it was trained as.
//!
//! # Example
//!
//! ```
//! use nasbench101::{MacroConfig, ModuleSpec, network};
//!
//! // Adjacency (upper triangle row by row), then the operations of vertices 1 to 5.
//! let spec: ModuleSpec = "100110100001001010101:02001".parse()?;
//! assert_eq!(spec.module_hash().to_string(), "00005c142e6f48ac74fdcf73e3439874");
//! let graph = network(spec, &MacroConfig::default())?;
//! assert_eq!(graph.parameters(), 8_555_530);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Where to look next: [`Space`] for all modules without any file, [`Dataset`] for the official TFRecord
//! files and [`Label`] for the values in them, [`NasBench101`] for the implementation of the `SearchSpace` trait.
//!
//! # References
//! C. Ying, A. Klein, E. Real, E. Christiansen, K. Murphy, F. Hutter, *NAS-Bench-101: Towards Reproducible
//! Neural Architecture Search*, ICML 2019.

mod benchmark_space;
mod build;
mod cache;
mod canonical;
mod channels;
mod dataset;
mod enumerate;
mod error;
mod hash;
mod limits;
mod macro_config;
mod mutate;
mod naslib;
mod operation;
mod prune;
mod space;
mod spec;
mod text;
mod tfrecord;
mod trial;

pub use benchmark_space::NasBench101;
pub use build::network;
pub use cache::CacheError;
pub use dataset::{
    Dataset, Label, LabelError, LoadError, LoadOptions, Metric, OnCorrupt, Skipped, Stage, TrainedModule,
    TrialChoice,
};
pub use error::{HashError, SpecError};
pub use hash::ModuleHash;
pub use limits::{MAX_EDGES, MAX_RAW_VERTICES, MAX_VERTICES};
pub use macro_config::MacroConfig;
pub use operation::VertexOperation;
pub use space::{SPACE_SIZE, Space};
pub use spec::ModuleSpec;
pub use tfrecord::{CorruptRecord, RecordError, RecordWriter};
pub use trial::{Measurement, Trial};
