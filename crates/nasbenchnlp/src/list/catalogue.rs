use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use benchmark::Skipped;
use files::Archive;

use super::{CatalogueError, RecipeFile};
use crate::space::Trained;
use crate::{LogFiles, Recipe};

/// The recipes of a file, with the names that other files use for them.
///
/// The file holds one recipe per line (see [`RecipeRecord`](crate::RecipeRecord)), or is a folder or a zip archive of
/// training logs. A recipe's key is its `arch_index`, or in logs the number of its first run; without either, it is the
/// [recipe's own](Recipe::key). Every recipe can also be found by its JSON and by the number of any of its runs.
#[derive(Debug)]
pub struct Catalogue {
    path: PathBuf,
    entries: Vec<Arc<Trained>>,
    /// The place of each entry in the file.
    places: Vec<Place>,
    /// Positions by key, by the recipe's own key and by run number. Keyed by digest, since own keys are long.
    names: HashMap<blake3::Hash, usize>,
    skipped: Option<Skipped>,
}

/// The place of a recipe in its file.
#[derive(Debug)]
enum Place {
    Line(u64),
    Log(String),
}

impl Catalogue {
    /// Reads all recipes. With `skip`, bad records are left out and counted; without, the first of them is an error.
    ///
    /// # Errors
    /// If the file can't be read or holds no recipe; without `skip` also if a record is bad, occurs twice, or has the
    /// number of another recipe.
    pub fn read(path: impl AsRef<Path>, skip: bool) -> Result<Self, CatalogueError> {
        let path = path.as_ref();
        let (places, names) = (Vec::new(), HashMap::new());
        let mut catalogue = Self { path: path.to_owned(), entries: Vec::new(), places, names, skipped: None };
        if path.is_dir() || Archive::is_one(path)? {
            for log in LogFiles::open(path)? {
                let added = log.map_err(CatalogueError::from).and_then(|log| {
                    catalogue.add_run(Place::Log(log.file), log.recipe_id.to_string(), log.recipe)
                });
                catalogue.settle(added, skip)?;
            }
        } else {
            for record in RecipeFile::open(path)? {
                let added = record.map_err(CatalogueError::from).and_then(|record| {
                    let key = record.arch_index.map(|index| index.to_string());
                    let runs: Vec<String> = record.recipe_ids.iter().map(ToString::to_string).collect();
                    catalogue.add(Place::Line(record.line), key, &runs, record.recipe)
                });
                catalogue.settle(added, skip)?;
            }
        }
        if catalogue.entries.is_empty() {
            return Err(CatalogueError::Empty { path: path.to_owned() });
        }
        Ok(catalogue)
    }

    /// The file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The recipes in file order.
    pub(crate) fn entries(&self) -> &[Arc<Trained>] {
        &self.entries
    }

    /// A recipe by any name: a key, its own key, the number of a run.
    pub(crate) fn find(&self, name: &str) -> Option<&Arc<Trained>> {
        self.names.get(&digest(name)).map(|&position| &self.entries[position])
    }

    /// The records that were left out.
    pub fn skipped(&self) -> Option<&Skipped> {
        self.skipped.as_ref()
    }

    fn place(&self, place: &Place) -> String {
        match place {
            Place::Line(line) => format!("{}, line {line}", self.path.display()),
            Place::Log(file) => file.clone(),
        }
    }

    fn other_recipe(&self, number: &str, first: usize, second: &Place) -> CatalogueError {
        let (first, second) = (self.place(&self.places[first]), self.place(second));
        CatalogueError::Number { number: number.to_owned(), first, second }
    }

    /// Adds a run to its recipe, or adds a new recipe.
    fn add_run(&mut self, place: Place, id: String, recipe: Recipe) -> Result<(), CatalogueError> {
        let Some(&position) = self.names.get(&digest(&recipe.key())) else {
            return self.add(place, Some(id), &[], recipe);
        };
        match self.names.get(&digest(&id)) {
            Some(&other) if other != position => Err(self.other_recipe(&id, other, &place)),
            _ => {
                self.names.insert(digest(&id), position);
                Ok(())
            }
        }
    }

    fn add(
        &mut self,
        place: Place,
        key: Option<String>,
        runs: &[String],
        recipe: Recipe,
    ) -> Result<(), CatalogueError> {
        let own = recipe.key();
        if let Some(&first) = self.names.get(&digest(&own)) {
            let (first, second) = (self.place(&self.places[first]), self.place(&place));
            return Err(CatalogueError::Twice { first, second });
        }
        for name in key.iter().chain(runs) {
            if let Some(&first) = self.names.get(&digest(name)) {
                return Err(self.other_recipe(name, first, &place));
            }
        }
        for name in key.iter().chain(runs).chain([&own]) {
            self.names.insert(digest(name), self.entries.len());
        }
        self.entries.push(Arc::new(Trained { key: key.unwrap_or(own), recipe }));
        self.places.push(place);
        Ok(())
    }

    /// Counts a failure if `skip`, else returns it.
    fn settle(&mut self, added: Result<(), CatalogueError>, skip: bool) -> Result<(), CatalogueError> {
        let Err(error) = added else { return Ok(()) };
        if !skip {
            return Err(error);
        }
        self.skipped.get_or_insert_with(|| Skipped::new(&self.path)).add(&error);
        Ok(())
    }
}

fn digest(name: &str) -> blake3::Hash {
    blake3::hash(name.as_bytes())
}
