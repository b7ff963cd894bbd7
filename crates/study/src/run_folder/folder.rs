use std::path::{Path, PathBuf};

use super::Timestamp;
use crate::{Error, Shard};

/// The name of the store within a run's folder.
const STORE: &str = "scores.store";
/// The name of the folder of shards within a run's folder.
const SHARDS: &str = "shards";

/// The folder of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunFolder {
    path: PathBuf,
}

impl RunFolder {
    /// A new folder `results/<study>/<time>`, or just `out` where that is given.
    ///
    /// # Errors
    /// If the folder can't be made, or `out` holds a run already.
    pub fn create(study: &str, out: Option<&Path>) -> Result<Self, Error> {
        if let Some(out) = out {
            fs_err::create_dir_all(out)?;
            return Ok(Self { path: out.to_owned() });
        }
        let parent = Path::new("results").join(study);
        fs_err::create_dir_all(&parent)?;
        let stamp = Timestamp::now().compact();
        // Runs that begin in the same second are told apart by a number.
        for number in 1.. {
            let name = if number == 1 { stamp.clone() } else { format!("{stamp}-{number}") };
            let path = parent.join(name);
            match std::fs::create_dir(&path) {
                Ok(()) => return Ok(Self { path }),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error.into()),
            }
        }
        unreachable!("the numbers do not end")
    }

    /// The folder to be continued: `out`, or the study's latest that has a store. `None` if there is none.
    ///
    /// # Errors
    /// If the folder of results can't be read.
    pub fn latest(study: &str, out: Option<&Path>) -> Result<Option<Self>, Error> {
        if let Some(out) = out {
            let folder = Self { path: out.to_owned() };
            return Ok(folder.store().exists().then_some(folder));
        }
        let parent = Path::new("results").join(study);
        if !parent.is_dir() {
            return Ok(None);
        }
        let mut folders = Vec::new();
        for entry in fs_err::read_dir(&parent)? {
            let folder = Self { path: entry?.path() };
            if folder.store().exists() {
                folders.push(folder);
            }
        }
        // Names begin with the time, so the greatest is the latest.
        folders.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(folders.pop())
    }

    /// Where the run in `count` shards goes, which all machines must agree on: so no time is in its name.
    pub fn of_shards(study: &str, count: u32) -> PathBuf {
        Path::new("results").join(study).join(format!("{count}-shards"))
    }

    /// The folder of one shard of the run in `run`.
    pub fn of_shard(run: &Path, shard: Shard) -> PathBuf {
        run.join(SHARDS).join(shard.folder_name())
    }

    /// The folders of stores in `path`: that of a shard itself, or those of all shards of a run, by name.
    ///
    /// # Errors
    /// If the folder can't be read.
    pub fn stores_in(path: &Path) -> Result<Vec<Self>, Error> {
        let itself = Self { path: path.to_owned() };
        if itself.store().exists() {
            return Ok(vec![itself]);
        }
        let shards = path.join(SHARDS);
        if !shards.is_dir() {
            // A folder that is not there is an error of its own.
            return Ok(fs_err::read_dir(path).map(|_| Vec::new())?);
        }
        let mut folders = Vec::new();
        for entry in fs_err::read_dir(&shards)? {
            let folder = Self { path: entry?.path() };
            if folder.store().exists() {
                folders.push(folder);
            }
        }
        folders.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(folders)
    }

    /// The folder's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where scores are stored while they are computed.
    pub fn store(&self) -> PathBuf {
        self.path.join(STORE)
    }

    /// A file in the folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}
