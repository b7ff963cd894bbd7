use std::path::{Path, PathBuf};

/// The records of a file or folder that were left out, or that are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The file or folder.
    pub path: PathBuf,
    /// How many.
    pub count: u64,
    /// The first of them: the place of each, and what is wrong with it.
    pub first: Vec<String>,
    /// If they are listed but absent: the length of the list. `None` if they are present but damaged.
    pub listed: Option<u64>,
}

impl Skipped {
    /// How many are kept individually.
    pub const SHOWN: usize = 3;

    /// Without any damaged record yet.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), count: 0, first: Vec::new(), listed: None }
    }

    /// Without any absent record yet, of `listed` ones.
    pub fn absent(path: &Path, listed: u64) -> Self {
        Self { listed: Some(listed), ..Self::new(path) }
    }

    /// Counts one more; `what` gives its place and what is wrong with it.
    pub fn add(&mut self, what: &impl ToString) {
        self.count += 1;
        if self.first.len() < Self::SHOWN {
            self.first.push(what.to_string());
        }
    }
}
