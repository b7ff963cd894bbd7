use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use benchmark::Skipped;
use fs_err as fs;

use super::{CatalogueError, RecipeFile};
use crate::{LogFiles, Recipe};

/// The recipes of a file under the names by which other files know them.
///
/// The file holds one recipe a line (see [`RecipeRecord`](crate::RecipeRecord)), or is a folder or a zip archive of training
/// logs. A recipe's key is its `arch_index`, or in logs the number of its first run; where there is neither, it is the
/// [recipe's own](Recipe::key). Every recipe can also be found by its JSON and by the number of any of its runs.
#[derive(Debug)]
pub struct Catalogue {
    path: PathBuf,
    entries: Vec<(String, Recipe)>,
    /// Positions by key, by the recipe's own key and by run number.
    names: HashMap<String, usize>,
    skipped: Option<Skipped>,
}

impl Catalogue {
    /// Reads all recipes. With `skip`, records that are no recipe are left out and counted; without, the first of them
    /// is an error.
    ///
    /// # Errors
    /// If the file can't be read or holds no recipe; without `skip` also if a record is wrong, stands twice, or has
    /// a number that another recipe has.
    pub fn read(path: impl AsRef<Path>, skip: bool) -> Result<Self, CatalogueError> {
        let path = path.as_ref();
        let mut catalogue =
            Self { path: path.to_owned(), entries: Vec::new(), names: HashMap::new(), skipped: None };
        if is_logs(path)? {
            for log in LogFiles::open(path)? {
                let added = log.map_err(CatalogueError::from).and_then(|log| {
                    let (id, file) = (log.recipe_id.to_string(), log.file);
                    catalogue.add_run(id, log.recipe).map_err(|problem| catalogue.problem(&file, problem))
                });
                catalogue.settle(added, skip)?;
            }
        } else {
            for record in RecipeFile::open(path)? {
                // After a failure of the file itself there is nothing to go on with.
                if let Err(error) = &record
                    && error.ends()
                {
                    return Err(record.map(drop).unwrap_err().into());
                }
                let added = record.map_err(CatalogueError::from).and_then(|record| {
                    let key = record.arch_index.map(|index| index.to_string());
                    let runs: Vec<String> = record.recipe_ids.iter().map(ToString::to_string).collect();
                    let place = format!("line {}", record.line);
                    catalogue
                        .add(key, &runs, record.recipe)
                        .map_err(|problem| catalogue.problem(&place, problem))
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
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Keys and recipes in file order.
    pub fn entries(&self) -> &[(String, Recipe)] {
        &self.entries
    }

    /// Key and recipe under any name: a key, a recipe's own key, the number of a run.
    pub fn find(&self, name: &str) -> Option<&(String, Recipe)> {
        self.names.get(name).map(|&position| &self.entries[position])
    }

    /// What was left out.
    pub fn skipped(&self) -> Option<&Skipped> {
        self.skipped.as_ref()
    }

    fn problem(&self, place: &str, problem: String) -> CatalogueError {
        CatalogueError::Record { path: self.path.clone(), place: place.to_owned(), problem }
    }

    /// One more run of a recipe that is there, or a new one.
    fn add_run(&mut self, id: String, recipe: Recipe) -> Result<(), String> {
        let Some(&position) = self.names.get(&recipe.key()) else {
            return self.add(Some(id), &[], recipe);
        };
        match self.names.insert(id.clone(), position) {
            Some(other) if other != position => {
                self.names.insert(id.clone(), other);
                Err(format!("another recipe has the number {id}"))
            }
            _ => Ok(()),
        }
    }

    fn add(&mut self, key: Option<String>, runs: &[String], recipe: Recipe) -> Result<(), String> {
        let own = recipe.key();
        if self.names.contains_key(&own) {
            return Err("the recipe stood before".to_owned());
        }
        let key = key.unwrap_or_else(|| own.clone());
        let names: Vec<&String> = [&key, &own].into_iter().chain(runs).collect();
        if let Some(name) = names.iter().find(|name| self.names.contains_key(**name)) {
            return Err(format!("another recipe has the number {name}"));
        }
        for name in names {
            self.names.insert(name.clone(), self.entries.len());
        }
        self.entries.push((key, recipe));
        Ok(())
    }

    /// Counts a failure, or hands it on.
    fn settle(&mut self, added: Result<(), CatalogueError>, skip: bool) -> Result<(), CatalogueError> {
        let Err(error) = added else { return Ok(()) };
        if !skip {
            return Err(error);
        }
        self.skipped.get_or_insert_with(|| Skipped::new(&self.path)).add(&error);
        Ok(())
    }
}

/// Whether this is a folder or a zip archive, which hold logs.
fn is_logs(path: &Path) -> Result<bool, CatalogueError> {
    if path.is_dir() {
        return Ok(true);
    }
    let mut start = Vec::new();
    let file = fs::File::open(path).map_err(|source| CatalogueError::Open { source })?;
    file.take(4).read_to_end(&mut start).map_err(|source| CatalogueError::Open { source })?;
    // The second signature is that of an archive without members.
    Ok([b"PK\x03\x04", b"PK\x05\x06"].iter().any(|signature| start == *signature))
}
