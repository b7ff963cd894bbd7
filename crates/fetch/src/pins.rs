//! Checksums of files whose origin publishes none: what came first is what has to come again.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::{Checksum, FetchError};

/// The list, in the form of `sha256sum`, so that this checks it:
/// `sha256sum --check data/pinned.sha256`.
const NAME: &str = "data/pinned.sha256";

/// The pinned checksums below one folder.
pub(crate) struct Pins {
    path: PathBuf,
    lines: Vec<(String, String)>,
}

impl Pins {
    /// Reads the list; there is none at first.
    pub(crate) fn read(root: &Path) -> Result<Self, FetchError> {
        let path = root.join(NAME);
        let text = match fs_err::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            text => text?,
        };
        let mut lines = Vec::new();
        for (line, text) in (1..).zip(text.lines()) {
            match text.split_once("  ") {
                Some((digits, name)) if Checksum::try_from(format!("sha256:{digits}")).is_ok() => {
                    lines.push((digits.to_owned(), name.to_owned()));
                }
                _ => return Err(FetchError::Pins { path, line }),
            }
        }
        Ok(Self { path, lines })
    }

    /// What is pinned for a file or an address.
    pub(crate) fn of(&self, name: &str) -> Option<Checksum> {
        let found = self.lines.iter().find(|(_, other)| other == name)?;
        Some(Checksum::Sha256(found.0.clone()))
    }

    /// Pins one that is not there yet.
    pub(crate) fn add(&mut self, name: &str, sha256: String) -> Result<(), FetchError> {
        self.lines.push((sha256, name.to_owned()));
        Ok(files::write_whole(&self.path, |file| {
            self.lines.iter().try_for_each(|(digits, name)| writeln!(file, "{digits}  {name}"))
        })?)
    }
}
