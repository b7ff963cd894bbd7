//! Recipes: the JSON graphs of recurrent cells.

mod canonical;
mod error;
mod family;
mod json;
mod names;
#[expect(clippy::module_inception, reason = "the folder holds the parts of one type")]
mod recipe;
mod refine;
mod resolve;
mod sample;

pub use error::RecipeError;
pub(crate) use error::excerpt;
pub use family::{Family, FamilyError};
pub(crate) use json::RawRecipe;
pub use recipe::Recipe;
pub use sample::sample_recipes;
