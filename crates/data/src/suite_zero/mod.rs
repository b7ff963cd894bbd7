//! NAS-Bench-Suite-Zero's JSON files: data set, architecture, proxy.
//!
//! A file is an object of data sets (within an object of search spaces, in older files) of architectures of proxies:
//!
//! ```json
//! {"cifar10": {"(4, 3, 3, 0, 0, 0)": {"val_accuracy": 84.1, "synflow": {"score": 46.4, "time": 0.3}}}}
//! ```
//!
//! In older files a proxy is a plain number. Architectures are NASLib's tuples of numbers
//! ([`benchmark::Architecture::naslib_tuple`]).
//!
//! # References
//! A. Krishnakumar and others, *NAS-Bench-Suite-Zero: Accelerating Research on Zero Cost Proxies*, 2022, arXiv 2210.03230.

mod json;
mod read;
mod write;

pub(crate) use read::SuiteZero;
pub use write::{ExportError, export};
