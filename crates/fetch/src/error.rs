use std::path::PathBuf;

use crate::Checksum;

/// Why a set can't be fetched. Where a download failed, nothing of it is under its name.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// There is no such set.
    #[error("there is no data set `{name}` to fetch: there are {known}")]
    Unknown {
        /// The name that was given.
        name: String,
        /// Those that exist.
        known: String,
    },
    /// A set that nobody can fetch but its user.
    #[error("{set} has no address that a program can fetch it from: {how}; it belongs at {path}")]
    ByHand {
        /// The set.
        set: String,
        /// Where it is.
        how: String,
        /// Where it goes.
        path: PathBuf,
    },
    /// Another file is in the place.
    #[error(
        "{path} is there, but it is not the file of {set}: {problem}; it is left as it is, move it away to fetch the right one"
    )]
    Occupied {
        /// The file.
        path: PathBuf,
        /// The set.
        set: String,
        /// What tells them apart.
        problem: String,
    },
    /// The server can't be reached, or broke off too often.
    #[error(
        "{url} can't be fetched: {problem} ({tries} tries without progress; what is there is kept, and the same command goes on)"
    )]
    Unreachable {
        /// The address.
        url: String,
        /// What happened the last time.
        problem: String,
        /// How often in a row.
        tries: u32,
    },
    /// The server says no.
    #[error("{url}: the server answers {status}")]
    Refused {
        /// The address.
        url: String,
        /// The answer.
        status: u16,
    },
    /// What comes is not as long as it should be.
    #[error(
        "{url} has {found} bytes, but {expected} are expected: it is another file, and nothing of it is kept"
    )]
    Length {
        /// The address.
        url: String,
        /// What the registry says.
        expected: String,
        /// What came, or was announced.
        found: String,
    },
    /// What came is another file.
    #[error(
        "{url} has the {found}, but {expected} is expected: it is damaged or another file, and nothing of it is kept"
    )]
    Wrong {
        /// The address.
        url: String,
        /// What the registry or the lock file says.
        expected: Checksum,
        /// What came.
        found: Checksum,
    },
    /// A package index does not have the file.
    #[error("the package index at {url} {problem}")]
    Index {
        /// The page of the package.
        url: String,
        /// What is wrong with it.
        problem: String,
    },
    /// An archive does not hold what it should.
    #[error("{url}: {problem}; nothing of it is kept")]
    Archive {
        /// Where it is from.
        url: String,
        /// What is wrong.
        problem: String,
    },
    /// The list of pinned checksums is damaged.
    #[error(
        "{path}, line {line}: this is no SHA-256 with the name of a file: correct it, or remove the line to pin the file anew"
    )]
    Pins {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// A file can't be read or written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A packed file can't be read.
    #[error(transparent)]
    File(#[from] files::FileError),
}
