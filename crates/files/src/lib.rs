//! Files in: unpacked, decoded, and never more than a limit. Files out: whole, or not at all.
//!
//! Benchmark files come as they were published or as somebody stored them: plain, gzip, zstd or bzip2; UTF-8 with or
//! without a byte order mark, or UTF-16. [`open`], [`read`] and [`read_text`] take all of these by their first bytes, not
//! by their names, and count what comes out of them, so that a small file that unpacks to a huge one is an error that
//! names the file, not the end of the program. [`Archive`] does the same for the files in a zip archive. [`write_whole`] is how every result is written.
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
