use std::io;
use std::path::PathBuf;

use super::source::MAX_LOG_BYTES;
use crate::RecipeError;

/// Why training logs can't be read.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The folder or file can't be opened or listed.
    #[error("can't read training logs: {source}")]
    Open {
        /// What the system says, with the path.
        source: io::Error,
    },
    /// The file is not a zip archive.
    #[error("{} is neither a folder of training logs nor a zip archive of them: {source}", .path.display())]
    Zip {
        /// The file.
        path: PathBuf,
        /// What the zip reader says.
        source: zip::result::ZipError,
    },
    /// There are no logs at all.
    #[error("{} holds no file named log_stats_model_*.json", .path.display())]
    NoLogs {
        /// The folder or archive.
        path: PathBuf,
    },
    /// One log can't be read from the folder or archive.
    #[error("{file}: {source}")]
    Read {
        /// Name of the log file.
        file: String,
        /// What the system or the zip reader says.
        source: io::Error,
    },
    /// One log is far larger than logs are.
    #[error("{file}: larger than {MAX_LOG_BYTES} bytes, which no training log is")]
    TooLarge {
        /// Name of the log file.
        file: String,
    },
    /// One log is not the JSON of a training run.
    #[error("{file}: not a training log: {message}")]
    Json {
        /// Name of the log file.
        file: String,
        /// What the JSON reader says, with line and column.
        message: String,
    },
    /// The recipe inside a log is not valid.
    #[error("{file}: bad recipe: {source}")]
    Recipe {
        /// Name of the log file.
        file: String,
        /// What is wrong with it.
        source: RecipeError,
    },
}
