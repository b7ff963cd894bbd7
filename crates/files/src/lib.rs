//! Reads files unpacked, decoded and within limits; writes files atomically.
//!
//! Benchmark files come in many forms: plain, gzip, zstd or bzip2; UTF-8 with or without a byte order mark, or UTF-16.
//! [`open`], [`read`] and [`read_text`] recognise all of these by content, not by name, and count the unpacked bytes, so
//! that a decompression bomb is an error that names the file and does not exhaust memory. [`Archive`] does the same for
//! the files in a zip archive. [`write_whole`] writes every result.
//!
//! ```
//! use std::io::Write as _;
//!
//! let folder = tempfile::tempdir()?;
//! let path = folder.path().join("table.csv");
//! files::write_whole(&path, |file| file.write_all(b"\xef\xbb\xbfarch,epsilon\n"))?;
//! assert_eq!(files::read_text(&path, files::Limit::input()?)?, "arch,epsilon\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod archive;
mod csv;
mod decode;
mod error;
mod json;
mod limit;
mod missing;
mod nesting;
mod open;
mod write;

pub use archive::Archive;
pub use csv::{csv_cell, csv_row};
pub use decode::decode;
pub use error::FileError;
pub use json::standard_json;
pub use limit::Limit;
pub use missing::{is_missing, number};
pub use nesting::too_deep;
pub use open::{Unpacked, open, read, read_text};
pub use write::{Part, remove_parts, write_new, write_whole};
