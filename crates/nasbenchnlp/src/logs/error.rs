use std::io;
use std::path::PathBuf;

use crate::RecipeError;

/// Why training logs can't be read.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The folder or file can't be opened or listed.
    #[error("can't read training logs: {source}")]
    Open {
        /// The system's error, with the path.
        source: io::Error,
    },
    /// The archive or one log can't be read.
    #[error(transparent)]
    File(#[from] files::FileError),
    /// There are no logs at all.
    #[error("{} holds no file named log_stats_model_*.json", .path.display())]
    NoLogs {
        /// The folder or archive.
        path: PathBuf,
    },
    /// One run occurs twice.
    #[error("{} and {} are the log of one run, which would count twice: remove one of them", .first.display(), .second.display())]
    Twice {
        /// The first of the files.
        first: PathBuf,
        /// The other one.
        second: PathBuf,
    },
    /// One log is not the JSON of a training run.
    #[error("{file}: not a training log: {message}")]
    Json {
        /// Where the log is.
        file: String,
        /// The JSON reader's message, with line and column.
        message: String,
    },
    /// The recipe inside a log is not valid.
    #[error("{file}: bad recipe: {source}")]
    Recipe {
        /// Where the log is.
        file: String,
        /// What is wrong with it.
        source: RecipeError,
    },
}
