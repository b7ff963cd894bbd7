//! NAS-Bench-Suite-Zero's JSON files: data set, architecture, proxy.
//!
//! A file is an object of data sets (within an object of search spaces, in older files) of architectures of proxies:
//!
//! ```json
//! {"cifar10": {"(4, 3, 3, 0, 0, 0)": {"val_accuracy": 84.1, "synflow": {"score": 46.4, "time": 0.3}}}}
//! ```
//!
//! A proxy is a plain number in older files. Architectures are tuples of numbers as NASLib writes them: for NAS-Bench-201
//! the operations of the edges 0-1, 0-2, 0-3, 1-2, 1-3, 2-3; for NAS-Bench-101 the adjacency matrix row by row, then the
//! operations of its vertices.
//!
//! # References
//! A. Krishnakumar and others, *NAS-Bench-Suite-Zero: Accelerating Research on Zero Cost Proxies*, 2022, arXiv 2210.03230.

mod keys;
mod read;
mod write;

pub use keys::{from_tuple, to_tuple};
pub(crate) use read::SuiteZero;
pub use write::{ExportError, export};
