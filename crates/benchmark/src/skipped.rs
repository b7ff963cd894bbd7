use std::path::{Path, PathBuf};

/// Records of one file that could not be used and were left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The file.
    pub path: PathBuf,
    /// How many.
    pub count: u64,
    /// The first of them: where each stands, and what is wrong with it.
    pub first: Vec<String>,
}

impl Skipped {
    /// How many are told one by one.
    pub const SHOWN: usize = 3;

    /// Nothing yet.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), count: 0, first: Vec::new() }
    }

    /// Counts one more; `what` says where it stands, and what is wrong with it.
    pub fn add(&mut self, what: &impl ToString) {
        self.count += 1;
        if self.first.len() < Self::SHOWN {
            self.first.push(what.to_string());
        }
    }
}
