//! Errors of label files, with the place in the file.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A file, or a member of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// The member, if the file is an archive.
    pub member: Option<String>,
}

impl Place {
    pub(super) fn file(path: &Path) -> Self {
        Self { path: path.to_owned(), member: None }
    }

    pub(super) fn member(path: &Path, member: &str) -> Self {
        Self { path: path.to_owned(), member: Some(member.to_owned()) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        match &self.member {
            Some(member) => write!(f, " (member {member:?})"),
            None => Ok(()),
        }
    }
}

/// Why a label file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be opened or read; the message names it.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The pickle in a file is damaged, hostile or too large.
    #[error("{place}: {source}")]
    Pickle {
        /// Which file.
        place: Place,
        /// What is wrong, with the byte offset (after decompression, where the file is compressed).
        source: pickle::Error,
    },
    /// The pickle is valid, but does not have the layout of the benchmark's files.
    #[error("{place}: {problem}")]
    Layout {
        /// Which file.
        place: Place,
        /// What is expected where, and what was found.
        problem: String,
    },
    /// An archive's own structure is damaged.
    #[error("{place}: cannot read the archive near byte {offset}: {source}")]
    Archive {
        /// Which file.
        place: Place,
        /// Where reading stopped.
        offset: u64,
        /// The archive reader's error.
        source: io::Error,
    },
    /// A file has none of the known forms.
    #[error(
        "{path}: not a form of the official release; give NAS-Bench-201-v1_0-e61699.pth, \
         NAS-Bench-201-v1_1-096897.pth, or NATS-tss-v1_0-3ffb9-simple or -full (of the size space: \
         NATS-sss-v1_0-50262-simple or -full) as a folder or a tar file"
    )]
    UnknownForm {
        /// The file.
        path: PathBuf,
    },
    /// A pickle that is not a file of the release.
    #[error(
        "{path}: a Python pickle that is not of the official release. NASLib's nb201_*.pickle does not say which runs and which \
         split its accuracies are of: give the official files, or write the label you mean into a CSV table with the columns \
         arch and accuracy and read it with `source: table`"
    )]
    PlainPickle {
        /// The file.
        path: PathBuf,
    },
    /// The same entry occurs twice.
    #[error("{what} are there twice, in {first} and in {second}: only one can be right; take the other away")]
    Twice {
        /// What occurs twice, such as the results of an architecture.
        what: String,
        /// The first place.
        first: Box<Place>,
        /// The second place.
        second: Box<Place>,
    },
    /// A folder or archive lacks a file that the release has.
    #[error("{place}: holds no {wanted}; is the download complete?")]
    Missing {
        /// The folder or archive.
        place: Place,
        /// The file that is missing.
        wanted: &'static str,
    },
}

impl Error {
    pub(super) fn layout(place: &Place, problem: impl Into<String>) -> Self {
        Self::Layout { place: place.clone(), problem: problem.into() }
    }

    /// Adds the file to a pickle's error.
    pub(super) fn pickle(place: &Place) -> impl FnOnce(pickle::Error) -> Self {
        move |source| match source {
            pickle::Error::Open(source) => Self::Io(source),
            source => Self::Pickle { place: place.clone(), source },
        }
    }
}

/// A name that the official API does not use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {kind} {found:?}; one of {} is expected", .allowed.join(", "))]
pub struct UnknownName {
    /// What the name is for.
    pub kind: &'static str,
    /// The name that was given.
    pub found: String,
    /// The names that exist.
    pub allowed: &'static [&'static str],
}
