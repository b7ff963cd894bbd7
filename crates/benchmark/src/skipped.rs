use std::path::{Path, PathBuf};

/// Records of one file or folder that are missing from what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The file or folder.
    pub path: PathBuf,
    /// How many.
    pub count: u64,
    /// The first of them: where each stands, and what is wrong with it.
    pub first: Vec<String>,
    /// Where they are listed but not there: how many records the list has. `None` where they are there, but damaged.
    pub listed: Option<u64>,
}

impl Skipped {
    /// How many are told one by one.
    pub const SHOWN: usize = 3;

    /// No damaged record yet.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), count: 0, first: Vec::new(), listed: None }
    }

    /// No absent record yet, of those that are `listed`.
    pub fn absent(path: &Path, listed: u64) -> Self {
        Self { listed: Some(listed), ..Self::new(path) }
    }

    /// Counts one more; `what` says where it stands, and what is wrong with it.
    pub fn add(&mut self, what: &impl ToString) {
        self.count += 1;
        if self.first.len() < Self::SHOWN {
            self.first.push(what.to_string());
        }
    }
}
