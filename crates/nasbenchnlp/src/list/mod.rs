//! Files with one recipe per line.

mod catalogue;
mod duplicates;
mod error;
mod reader;
mod record;

pub use catalogue::Catalogue;
pub use duplicates::duplicates;
pub use error::{CatalogueError, RecipeFileError};
pub use reader::RecipeFile;
pub use record::RecipeRecord;
