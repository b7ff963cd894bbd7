use std::io;
use std::path::PathBuf;

use super::reader::MAX_LINE_BYTES;
use crate::{LogError, RecipeError};

/// Why a file of recipes, or one line of it, can't be read.
#[derive(Debug, thiserror::Error)]
pub enum RecipeFileError {
    /// The file can't be opened or read.
    #[error("can't read recipes: {source}")]
    Read {
        /// What the system says, with the path.
        source: io::Error,
    },
    /// A line is longer than any recipe.
    #[error("{file}, line {line}: longer than {MAX_LINE_BYTES} bytes; one recipe is expected a line")]
    TooLong {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: u64,
    },
    /// A line is not a recipe.
    #[error("{file}, line {line}: {source}")]
    Recipe {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong with it.
        source: RecipeError,
    },
}

impl RecipeFileError {
    /// Whether nothing can be read after it.
    pub(crate) const fn ends(&self) -> bool {
        matches!(self, Self::Read { .. } | Self::TooLong { .. })
    }
}

/// Why a file of recipes can't be used as a list of a space's architectures.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// The file can't be opened.
    #[error("can't read recipes: {source}")]
    Open {
        /// What the system says, with the path.
        source: io::Error,
    },
    /// A text file or a line of it is wrong.
    #[error(transparent)]
    List(#[from] RecipeFileError),
    /// A folder or an archive of logs or one of them is wrong.
    #[error(transparent)]
    Logs(#[from] LogError),
    /// A record is not wrong in itself, but does not go with those before it.
    #[error("{}, {place}: {problem}", .path.display())]
    Record {
        /// The file.
        path: PathBuf,
        /// The line or the log.
        place: String,
        /// What is wrong.
        problem: String,
    },
    /// There is no recipe in it.
    #[error("{} holds no recipe: write one a line", .path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
}
