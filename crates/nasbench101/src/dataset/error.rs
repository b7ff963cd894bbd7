use std::path::PathBuf;

use crate::CorruptRecord;

/// Why a file of trained modules can't be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file can't be read.
    #[error(transparent)]
    File(#[from] files::FileError),
    /// A stream can't be read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A record is corrupt, and the options are to stop there.
    #[error("{}: {record} (skip such records to load the rest)", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// The first corrupt record.
        record: CorruptRecord,
    },
}
