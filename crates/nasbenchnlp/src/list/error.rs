use std::path::PathBuf;

use files::FileError;

use crate::{LogError, RecipeError};

/// Why a file of recipes, or one line of it, can't be read.
#[derive(Debug, thiserror::Error)]
pub enum RecipeFileError {
    /// The file can't be read.
    #[error(transparent)]
    File(#[from] FileError),
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

/// Why a file of recipes can't be used as a list of architectures.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// The file can't be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A text file or a line of it is bad.
    #[error(transparent)]
    List(#[from] RecipeFileError),
    /// A folder or an archive of logs, or one of the logs, is bad.
    #[error(transparent)]
    Logs(#[from] LogError),
    /// Two recipes have the same number.
    #[error("{second}: another recipe has the number {number}, the one in {first}")]
    Number {
        /// The number that both have.
        number: String,
        /// The record of the first.
        first: String,
        /// The record of the other.
        second: String,
    },
    /// Two records have the same recipe.
    #[error("{second}: the recipe stood before, in {first}")]
    Twice {
        /// The first record.
        first: String,
        /// The other one.
        second: String,
    },
    /// The file has no recipe.
    #[error("{} holds no recipe: write one a line", .path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
}
