//! NAS-Bench-NLP: recurrent cells for language modelling, trained on Penn Treebank and WikiText-2.
//!
//! A [`Recipe`] is the JSON graph of one cell: checked when it is read, with a canonical form that finds
//! duplicates, and a [network](Recipe::network) of the benchmark's sizes.
//!
//! # Example
//!
//! ```
//! use nasbenchnlp::{Family, RecipeFile};
//!
//! // One recipe per line, bare or in a record with its numbers.
//! let list = r#"{"arch_index": 0, "recepie": {"f": {"op": "linear", "input": ["x", "h_prev_0"]},
//!     "h_new_0": {"op": "activation_tanh", "input": ["f"]}}}"#.replace('\n', " ");
//! let records: Vec<_> = RecipeFile::new("list", list).collect::<Result<_, _>>()?;
//! assert_eq!(records[0].arch_index, Some(0));
//! let recipe = &records[0].recipe;
//! assert_eq!(Family::of(recipe), Family::Rnn);
//! assert_eq!(recipe.canonical(), "linear(x,h0);tanh(n0);h0=n1");
//! assert_eq!(recipe.network(network::RecurrentConfig::default())?.parameters(), 5_731_600);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Where to look next: [`RecipeFile`] and [`Catalogue`] for lists of recipes, [`LogFiles`] for the official training logs
//! in a folder or a zip archive and [`RunLabel`] for the values in them, [`NasBenchNlp`] for the implementation of the
//! `SearchSpace` trait.
//!
//! # References
//! N. Klyuchnikov et al., "NAS-Bench-NLP: Neural Architecture Search Benchmark for Natural Language
//! Processing", 2020, <https://arxiv.org/abs/2006.07116>.

mod list;
mod logs;
mod recipes;
mod space;

pub use list::{Catalogue, CatalogueError, RecipeFile, RecipeFileError, RecipeRecord, duplicates};
pub use logs::{Epoch, LogError, LogFiles, RunLabel, RunLabelError, Split, TrainingLog, Unit};
pub use recipes::{Family, FamilyError, Recipe, RecipeError, sample_recipes};
pub use space::NasBenchNlp;
