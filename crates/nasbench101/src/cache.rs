//! The enumerated space as a file.
//!
//! The magic `NB101SPC`, then for each module its hash (16 bytes) and its packed spec (5 bytes, little-endian), ascending
//! by hash.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use files::{FileError, Limit};

use crate::space::SPACE_SIZE;
use crate::{ModuleHash, ModuleSpec, Space};

const MAGIC: &[u8; 8] = b"NB101SPC";
const ENTRY: usize = 16 + 5;
const FILE_SIZE: usize = MAGIC.len() + SPACE_SIZE * ENTRY;
/// The BLAKE3 digest of the whole file, which is always the same.
const DIGEST: &str = "a1e5312d57c6f629b403e9ccd7571005abf420b83446a53068ffc1cd71be4a18";

/// Why the space was not read from its file, or not written to it.
#[derive(Debug, thiserror::Error)]
pub enum CacheError {
    /// Reading failed.
    #[error(transparent)]
    Read(#[from] FileError),
    /// The file was not written by this program.
    #[error("{} is no file of NAS-Bench-101's modules and is left as it is: move it to have one made", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file does not hold the space.
    #[error("{} is damaged, or was written by another version", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// Writing failed; the message names the file.
    #[error(transparent)]
    Write(#[from] io::Error),
}

impl Space {
    /// Writes the space to a file of 8.9 MB, atomically.
    ///
    /// # Errors
    /// If the folder can't be written to.
    pub fn save(&self, path: &Path) -> Result<(), CacheError> {
        files::write_whole(path, |file| {
            file.write_all(MAGIC)?;
            self.modules().iter().try_for_each(|(hash, spec)| {
                file.write_all(&hash.0)?;
                file.write_all(&spec.packed().to_le_bytes()[..5])
            })
        })
        .map_err(CacheError::Write)
    }

    /// Reads a file of [`save`](Self::save), and checks every byte by its digest. Takes milliseconds.
    ///
    /// # Errors
    /// If the file can't be read or differs.
    pub fn load(path: &Path) -> Result<Self, CacheError> {
        let damaged = || CacheError::Damaged { path: path.to_owned() };
        let foreign = || CacheError::Foreign { path: path.to_owned() };
        let bytes = match files::read(path, Limit::bytes(2 * FILE_SIZE as u64)) {
            Err(FileError::TooLarge { .. }) => return Err(foreign()),
            read => read?,
        };
        // A full disk may have left an empty file.
        let not_ours = || if bytes.is_empty() { damaged() } else { foreign() };
        let entries = bytes.strip_prefix(MAGIC).ok_or_else(not_ours)?;
        if blake3::hash(&bytes).to_hex().as_str() != DIGEST {
            return Err(damaged());
        }
        let modules: Option<Vec<_>> = entries.chunks_exact(ENTRY).map(decode).collect();
        Ok(Self::from_sorted(modules.ok_or_else(damaged)?))
    }

    /// Loads the space from a file. If it is missing or damaged, enumerates the space and writes the file for the next
    /// time. The text is a warning if something went wrong; the space is correct in any case.
    pub fn load_or_enumerate(path: &Path) -> (Self, Option<String>) {
        let problem = match Self::load(path) {
            Ok(space) => return (space, None),
            Err(problem) => problem,
        };
        let space = Self::enumerate();
        let missing = matches!(&problem, CacheError::Read(FileError::Io { source, .. })
            if source.kind() == io::ErrorKind::NotFound);
        let ours = matches!(problem, CacheError::Damaged { .. });
        let saved = if missing || ours { space.save(path) } else { Ok(()) };
        let warning = match saved {
            Ok(()) if missing => return (space, None),
            Ok(()) => problem.to_string(),
            Err(error) if missing => error.to_string(),
            Err(error) => format!("{problem}; {error}"),
        };
        (space, Some(warning))
    }
}

fn decode(entry: &[u8]) -> Option<(ModuleHash, ModuleSpec)> {
    let (hash, rest) = entry.split_first_chunk::<16>()?;
    let mut packed = [0; 8];
    packed.get_mut(..rest.len())?.copy_from_slice(rest);
    Some((ModuleHash(*hash), ModuleSpec::from_packed(u64::from_le_bytes(packed)).ok()?))
}
