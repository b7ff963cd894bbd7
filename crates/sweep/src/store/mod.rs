//! Stored scores: an append-only file that survives being cut off at any byte.
//!
//! A header identifies the scores (settings, checksums of the architectures and of the batches, the program's version); then
//! come records of 24 bytes, each with a checksum that covers its position in the file. An incomplete last record is cut off
//! when the file is continued; other damage, or the header of another study, is an error.

mod error;
mod fingerprint;
mod format;
mod read;
mod write;

pub use error::StoreError;
pub use fingerprint::{Fingerprint, json_differences};
pub use read::{Contents, read, read_fingerprint};
pub use write::{Store, check_idle, lock};
