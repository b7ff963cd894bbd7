use crate::FileError;

/// How many bytes may come out of one file that is read as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    bytes: u64,
    settable: bool,
}

impl Limit {
    /// The environment variable that sets the limit of data files, in megabytes (2^20 bytes).
    pub const VARIABLE: &str = "EPSILON_MAX_INPUT_MB";
    /// What holds where the variable is not set.
    const DEFAULT_MB: u64 = 2_048;

    /// The limit of data files: what [`Limit::VARIABLE`] says. By default, this is 2,048 MB, five times the largest table
    /// there is of any benchmark.
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

    /// A fixed limit, for files that have no reason to be large.
    pub const fn bytes(bytes: u64) -> Self {
        Self { bytes, settable: false }
    }

    /// The smaller of this limit and `bytes`.
    #[must_use]
    pub const fn at_most(self, bytes: u64) -> Self {
        if bytes < self.bytes { Self::bytes(bytes) } else { self }
    }

    /// The limit, in bytes.
    pub const fn get(self) -> u64 {
        self.bytes
    }

    pub(crate) const fn settable(self) -> bool {
        self.settable
    }
}
