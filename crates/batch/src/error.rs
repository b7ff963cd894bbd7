use std::path::PathBuf;

/// Why a batch could not be made.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The file could not be opened or read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The file could not be read or unpacked.
    #[error(transparent)]
    File(#[from] files::FileError),
    /// The file is not what it should be.
    #[error("{path}: {reason}")]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong, where, and what would be right.
        reason: String,
    },
    /// The file holds fewer samples than asked for.
    #[error(
        "{path} holds {available} images, but the batch takes {wanted}: lower the batch size or give a larger file"
    )]
    TooFew {
        /// The file.
        path: PathBuf,
        /// Samples in the file.
        available: usize,
        /// Samples asked for.
        wanted: usize,
    },
    /// The batch does not fit into memory.
    #[error(
        "a batch of {size} images of {}x{}x{} takes {bytes} bytes, more than the limit of {limit}: lower the batch size, \
         or set EPSILON_MAX_MEMORY_MB",
        .shape.channels, .shape.height, .shape.width
    )]
    TooLarge {
        /// The batch size asked for.
        size: usize,
        /// Shape of an image.
        shape: network::Shape,
        /// Bytes of all images in single precision.
        bytes: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// The memory limit is not valid.
    #[error(transparent)]
    Limit(#[from] crate::MemoryLimitError),
    /// A batch of text could not be made.
    #[error(transparent)]
    Text(#[from] crate::text::TextError),
    /// The score needs at least two samples.
    #[error("a batch of {size} has nothing to compare: the score needs 2 samples or more")]
    TooSmall {
        /// The batch size asked for.
        size: usize,
    },
}
