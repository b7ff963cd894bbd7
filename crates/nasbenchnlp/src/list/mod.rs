//! Files with one recipe a line.

mod duplicates;
mod error;
mod reader;
mod record;

pub use duplicates::duplicates;
pub use error::RecipeFileError;
pub use reader::RecipeFile;
pub use record::RecipeRecord;
