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

/// Why a file of recipes can't be used as a list of a space's architectures.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// The file can't be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A text file or a line of it is wrong.
    #[error(transparent)]
    List(#[from] RecipeFileError),
    /// A folder or an archive of logs or one of them is wrong.
    #[error(transparent)]
    Logs(#[from] LogError),
    /// A record has a name that another recipe has.
    #[error("{second}: another recipe has the number {number}, the one in {first}")]
    Number {
        /// The number that both have.
        number: String,
        /// The record of the first.
        first: String,
        /// The record of the other.
        second: String,
    },
    /// A list has one recipe in two records.
    #[error("{second}: the recipe stood before, in {first}")]
    Twice {
        /// The first record.
        first: String,
        /// The other one.
        second: String,
    },
    /// There is no recipe in it.
    #[error("{} holds no recipe: write one a line", .path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
}
