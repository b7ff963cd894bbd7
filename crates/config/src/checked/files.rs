use std::fmt;
use std::path::{Path, PathBuf};

/// A file that a study reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeededFile {
    /// Where it should be.
    pub path: PathBuf,
    /// What it is and where to get it.
    pub what: String,
}

impl NeededFile {
    pub(crate) fn new(path: &Path, what: &str) -> Self {
        Self { path: path.to_owned(), what: what.to_owned() }
    }

    /// Whether it is there.
    pub fn exists(&self) -> bool {
        self.path.exists()
    }
}

impl fmt::Display for NeededFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.what)
    }
}
