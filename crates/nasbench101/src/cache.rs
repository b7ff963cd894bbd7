//! The space on disk.
//!
//! Little-endian: the magic `NB101SPC`, the version (u32), the number of modules (u32), then for each its
//! hash (16 bytes) and packed spec (5 bytes), ascending by hash; at the end the MD5 of all before.

use std::io::Write;
use std::path::{Path, PathBuf};

use fs_err as fs;
use md5::{Digest, Md5};

use crate::space::SPACE_SIZE;
use crate::{ModuleHash, ModuleSpec, Space};

const MAGIC: &[u8; 8] = b"NB101SPC";
const VERSION: u32 = 1;
const HEADER: usize = MAGIC.len() + 8;
const ENTRY: usize = 16 + 5;
const CHECKSUM: usize = 16;
const FILE_SIZE: usize = HEADER + SPACE_SIZE * ENTRY + CHECKSUM;
/// Every so many modules, one has its hash computed again on loading.
const PROBE: usize = 4096;

/// Why a cache file can't be written or is not used.
#[derive(Debug, thiserror::Error)]
pub enum CacheError {
    /// Reading or writing failed; the message names the file.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The file is something else, or of another version.
    #[error("{}: not a module space of version {VERSION}: delete it to have it made again", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file has another length than the space takes.
    #[error(
        "{}: {found} bytes instead of {FILE_SIZE}: delete it to have it made again", path.display()
    )]
    Size {
        /// The file.
        path: PathBuf,
        /// Its length in bytes.
        found: u64,
    },
    /// The checksum does not match the content.
    #[error("{}: checksum mismatch: delete it to have it made again", path.display())]
    Checksum {
        /// The file.
        path: PathBuf,
    },
    /// An entry is no module, stands in the wrong place, or has the wrong hash.
    #[error("{}: entry {index} is not the module its hash says: delete it to have it made again", path.display())]
    Entry {
        /// The file.
        path: PathBuf,
        /// Which entry, from 0.
        index: usize,
    },
}

impl Space {
    /// Writes the space to a file of 8.9 MB, complete or not at all.
    ///
    /// # Errors
    /// If the folder can't be written to.
    pub fn save(&self, path: &Path) -> Result<(), CacheError> {
        let mut bytes = Vec::with_capacity(FILE_SIZE);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&(self.len() as u32).to_le_bytes());
        for (hash, spec) in self.modules() {
            bytes.extend_from_slice(&hash.0);
            bytes.extend_from_slice(&spec.packed().to_le_bytes()[..5]);
        }
        let checksum = Md5::digest(&bytes);
        bytes.extend_from_slice(&checksum);
        // Another process may be doing the same, so the unfinished file has a name of its own.
        let mut partial = path.as_os_str().to_owned();
        partial.push(format!(".{}.partial", std::process::id()));
        let partial = PathBuf::from(partial);
        let written = fs::File::create(&partial)
            .and_then(|mut file| file.write_all(&bytes).and_then(|()| file.sync_all()))
            .and_then(|()| fs::rename(&partial, path));
        if written.is_err() {
            // What went wrong first is the error to report.
            let _ = fs::remove_file(&partial);
        }
        Ok(written?)
    }

    /// Reads what [`save`](Self::save) wrote, checking length, checksum, order, every spec, and a sample of
    /// the hashes.
    ///
    /// # Errors
    /// If the file can't be read or any check fails.
    pub fn load(path: &Path) -> Result<Self, CacheError> {
        let own = || path.to_owned();
        let found = fs::metadata(path)?.len();
        if found != FILE_SIZE as u64 {
            return Err(CacheError::Size { path: own(), found });
        }
        let bytes = fs::read(path)?;
        let Some((content, checksum)) = bytes.split_last_chunk::<CHECKSUM>() else {
            return Err(CacheError::Size { path: own(), found: bytes.len() as u64 });
        };
        let mut header = MAGIC.to_vec();
        header.extend_from_slice(&VERSION.to_le_bytes());
        header.extend_from_slice(&(SPACE_SIZE as u32).to_le_bytes());
        let entries =
            content.strip_prefix(header.as_slice()).ok_or_else(|| CacheError::Foreign { path: own() })?;
        if Md5::digest(content).as_slice() != checksum {
            return Err(CacheError::Checksum { path: own() });
        }
        let mut modules: Vec<(ModuleHash, ModuleSpec)> = Vec::with_capacity(SPACE_SIZE);
        for (index, entry) in entries.chunks_exact(ENTRY).enumerate() {
            let module = decode(entry)
                .filter(|(hash, _)| modules.last().is_none_or(|(last, _)| last < hash))
                .filter(|(hash, spec)| index % PROBE != 0 || spec.module_hash() == *hash)
                .ok_or_else(|| CacheError::Entry { path: own(), index })?;
            modules.push(module);
        }
        if modules.len() != SPACE_SIZE {
            return Err(CacheError::Size { path: own(), found: bytes.len() as u64 });
        }
        Ok(Self::from_sorted(modules))
    }

    /// Loads the space from a file, or enumerates it and saves it there for the next time if the file does
    /// not exist.
    ///
    /// # Errors
    /// If there is a file that can't be used, or no file can be written.
    pub fn load_or_enumerate(path: &Path) -> Result<Self, CacheError> {
        match Self::load(path) {
            Err(CacheError::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => {
                let space = Self::enumerate();
                space.save(path)?;
                Ok(space)
            }
            loaded => loaded,
        }
    }
}

fn decode(entry: &[u8]) -> Option<(ModuleHash, ModuleSpec)> {
    let (hash, rest) = entry.split_first_chunk::<16>()?;
    let mut packed = [0; 8];
    packed.get_mut(..rest.len())?.copy_from_slice(rest);
    Some((ModuleHash(*hash), ModuleSpec::from_packed(u64::from_le_bytes(packed)).ok()?))
}
