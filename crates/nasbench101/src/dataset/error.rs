use std::path::PathBuf;

use crate::CorruptRecord;

/// Why a file of trained modules can't be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Opening or reading failed; the message names the file.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A record is corrupt, and the options say to stop there.
    #[error("{}: {record} (skip such records to load the rest)", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// The first corrupt record.
        record: CorruptRecord,
    },
}
