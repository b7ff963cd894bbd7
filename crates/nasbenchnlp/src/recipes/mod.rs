//! Recipes: the JSON graphs of recurrent cells.
//!
//! `json` reads the text, `resolve` checks it and puts the nodes in order, and `recipe` is the result. `canonical` and
//! `refine` find recipes that are the same graph; `family` knows the classic cells, and `sample` draws random ones.

mod canonical;
mod error;
mod family;
mod json;
mod limits;
mod names;
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
