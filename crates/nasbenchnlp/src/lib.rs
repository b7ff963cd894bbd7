//! NAS-Bench-NLP: recurrent cells for language modelling, trained on Penn Treebank and WikiText-2.
//!
//! A [`Recipe`] is the JSON graph of one cell: checked when it is read, with a canonical form that finds
//! duplicates, and a [network](Recipe::network) of the benchmark's sizes.
//!
//! [`RecipeFile`] reads recipes from a text file, one a line; [`LogFiles`] reads the official training logs
//! from a folder or a zip archive, and [`RunGroups`] collects them by recipe and makes labels of them.
//!
//! # References
//! N. Klyuchnikov et al., "NAS-Bench-NLP: Neural Architecture Search Benchmark for Natural Language
//! Processing", 2020, <https://arxiv.org/abs/2006.07116>.

mod list;
mod logs;
mod recipe;
mod space;

pub use list::{Catalogue, CatalogueError, RecipeFile, RecipeFileError, RecipeRecord, duplicates};
pub use logs::{
    Epoch, LogError, LogFiles, RecipeRuns, RunGroups, RunLabel, RunLabelError, RunStatistic, RunSummary,
    Split, TrainingLog, Unit,
};
pub use recipe::{Family, FamilyError, Recipe, RecipeError, sample_recipes};
pub use space::NasBenchNlp;
