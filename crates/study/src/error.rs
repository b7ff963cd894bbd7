use std::path::PathBuf;

use config::{ConfigError, ReadError};
use data::DataError;
use sweep::SweepError;
use sweep::store::StoreError;

use crate::merge::MergeError;
use crate::run_folder::FolderError;

/// Why a study could not be run. Which of these is whose fault decides the program's exit code.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The config is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The config can't be read.
    #[error(transparent)]
    Read(ReadError),
    /// A data file is missing or wrong.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The stored scores can't be continued.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Results can't go into the folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Shards can't be merged.
    #[error(transparent)]
    Merge(#[from] MergeError),
    /// A file could not be read or written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A table of results could not be written.
    #[error(transparent)]
    Table(#[from] table::TableError),
    /// A figure could not be drawn or written.
    #[error("{source}{}", cause(source))]
    Figure {
        /// What went wrong.
        #[from]
        source: report::WriteError,
    },
    /// The scores can't be computed.
    #[error(transparent)]
    Sweep(SweepError),
    /// The results could not be put into a file's format.
    #[error("{path} can't be written: {reason}")]
    Format {
        /// The file.
        path: PathBuf,
        /// What the format's writer said.
        reason: String,
    },
}

fn cause(error: &report::WriteError) -> String {
    std::error::Error::source(error).map(|source| format!(": {source}")).unwrap_or_default()
}

impl From<SweepError> for Error {
    fn from(error: SweepError) -> Self {
        match error {
            SweepError::Data(error) => error.into(),
            SweepError::Store(error) => error.into(),
            other => Self::Sweep(other),
        }
    }
}

impl From<ReadError> for Error {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Config(error) => error.into(),
            other @ ReadError::File { .. } => Self::Read(other),
        }
    }
}
