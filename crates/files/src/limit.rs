use std::path::Path;

use crate::FileError;

/// How many bytes one file that is read as a whole may contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    bytes: u64,
    settable: bool,
}

impl Limit {
    /// The environment variable that sets the limit of data files, in megabytes (2^20 bytes).
    pub const VARIABLE: &str = "EPSILON_MAX_INPUT_MB";
    /// The default if the variable is not set.
    const DEFAULT_MB: u64 = 2_048;
    /// How many times its size a compressed file may unpack to. JSON logs and lists of recipes reach 15.
    const RATIO: u64 = 32;
    /// Bytes that any file may unpack to, however small it is.
    const SMALL: u64 = 32 << 20;

    /// The limit of data files, from [`Limit::VARIABLE`]. By default, this is 2,048 MB, five times the largest table of
    /// any benchmark.
    ///
    /// # Errors
    /// If the variable holds something other than a number.
    pub fn input() -> Result<Self, FileError> {
        let megabytes = match std::env::var(Self::VARIABLE) {
            Err(std::env::VarError::NotPresent) => Self::DEFAULT_MB,
            Ok(text) => text.trim().parse().map_err(|_| FileError::Limit { value: text })?,
            Err(error) => return Err(FileError::Limit { value: error.to_string() }),
        };
        Ok(Self { bytes: megabytes.saturating_mul(1 << 20), settable: true })
    }

    /// The limit of this data file, with what it may [unpack](Self::unpacked) to.
    ///
    /// # Errors
    /// As [`input`](Self::input), and if there is no such file.
    pub fn input_of(path: &Path) -> Result<Self, FileError> {
        let about = std::fs::metadata(path);
        let about = about.map_err(|source| FileError::Io { path: path.to_owned(), source })?;
        Ok(Self::input()?.unpacked(about.len()))
    }

    /// A fixed limit, for files that have no reason to be large.
    pub const fn bytes(bytes: u64) -> Self {
        Self { bytes, settable: false }
    }

    /// The smaller of this limit and `bytes`.
    #[must_use]
    pub const fn at_most(self, bytes: u64) -> Self {
        if bytes < self.bytes { Self::bytes(bytes) } else { self }
    }

    /// The limit for the unpacked bytes of compressed files of `packed` bytes on disk: 32 times as much, but at least
    /// 32 MB. Real files do not compress better than that; decompression bombs do.
    #[must_use]
    pub fn unpacked(self, packed: u64) -> Self {
        self.at_most(packed.saturating_mul(Self::RATIO).max(Self::SMALL))
    }

    /// The limit, in bytes.
    pub const fn get(self) -> u64 {
        self.bytes
    }

    pub(crate) const fn settable(self) -> bool {
        self.settable
    }
}
