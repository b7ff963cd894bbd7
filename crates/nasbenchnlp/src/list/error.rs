use std::io;

use super::reader::MAX_LINE_BYTES;
use crate::RecipeError;

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
