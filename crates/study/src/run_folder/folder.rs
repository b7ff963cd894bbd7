use std::path::{Path, PathBuf};

use chrono::Utc;

use super::marker::Marker;
use super::{FolderError, Inputs, WritingCommand};
use crate::Error;
use sweep::Shard;
use sweep::store::lock;

/// Where runs go for which no other folder was asked for.
const RESULTS: &str = "results";
/// The name of the store within a run's folder.
const STORE: &str = "scores.store";
/// The name of the folder of shards within a run's folder.
pub(super) const SHARDS: &str = "shards";
/// The name of the link to the run that began last.
const LATEST: &str = "latest";
/// Of what lies in a folder that is not ours, so many are named.
const NAMED: usize = 3;

/// For whom a folder is.
#[derive(Clone, Copy, Debug)]
pub struct FolderOwner<'a> {
    /// The command.
    pub maker: WritingCommand,
    /// The study's name; empty where there is no study.
    pub study: &'a str,
}

/// The folder of one run.
#[derive(Debug)]
pub struct RunFolder {
    path: PathBuf,
    /// The marker, locked as long as this process may write results.
    _lock: Option<fs_err::File>,
}

impl RunFolder {
    /// Checks that results may go into a folder: it is not there, empty, or was made by this program for this command,
    /// and nothing that is read lies in it. Nothing is written.
    ///
    /// # Errors
    /// If not, or if the folder can't be read.
    pub fn check(path: &Path, maker: WritingCommand, inputs: &Inputs<'_>) -> Result<(), Error> {
        match fs_err::metadata(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error.into()),
            Ok(about) if !about.is_dir() => return Err(FolderError::File { path: path.to_owned() }.into()),
            Ok(_) => {}
        }
        Self::check_made(path, maker)?;
        match inputs.in_folder(path)? {
            Some(input) => Err(FolderError::InputKind { path: path.to_owned(), input }.into()),
            None => Ok(()),
        }
    }

    /// Whether this program made the folder that is there, for this command, or it is empty.
    fn check_made(path: &Path, maker: WritingCommand) -> Result<(), Error> {
        let mut found = Vec::new();
        for entry in fs_err::read_dir(path)? {
            let name = entry?.file_name();
            if !Marker::is_named(&name) {
                found.push(format!("{:?}", name.display().to_string()));
            }
        }
        // Read after the list: several shards may be making the folder at the same time, each its marker first.
        match Marker::read(path)? {
            Some(marker) if marker.command == maker => Ok(()),
            Some(marker) => Err(FolderError::Other { path: path.to_owned(), made_by: marker.command }.into()),
            None if found.is_empty() => Ok(()),
            // Runs of versions before the marker have a store.
            None if maker != WritingCommand::Correlate && !Self::stores_in(path)?.is_empty() => Ok(()),
            None => {
                found.sort();
                if found.len() > NAMED {
                    let more = found.len() - NAMED;
                    found.truncate(NAMED);
                    found.push(format!("and {more} more"));
                }
                Err(FolderError::Foreign { path: path.to_owned(), found }.into())
            }
        }
    }

    /// Makes a folder where there is none, and marks it as made by this program. Several processes may do that at once.
    ///
    /// # Errors
    /// If it is not ours, or can't be written.
    pub fn mark(path: &Path, owner: FolderOwner<'_>) -> Result<(), Error> {
        fs_err::create_dir_all(path)?;
        Self::check_made(path, owner.maker)?;
        if Marker::read(path)?.is_none() {
            Marker::new(owner.maker, owner.study).write(path)?;
        }
        Ok(())
    }

    /// The same for a folder whose results this process alone may write from now on.
    ///
    /// # Errors
    /// If it is not ours, can't be written, or another process writes it.
    pub fn claim(path: &Path, owner: FolderOwner<'_>) -> Result<Self, Error> {
        Self::mark(path, owner)?;
        let marker = fs_err::OpenOptions::new().read(true).write(true).open(Marker::path(path))?;
        if lock(path, &marker)? {
            for folder in [path, &path.join("plots"), &path.join("tables")] {
                files::remove_parts(folder);
            }
        }
        Ok(Self { path: path.to_owned(), _lock: Some(marker) })
    }

    /// A new folder `results/<study>/<time>`.
    ///
    /// # Errors
    /// If it can't be made.
    pub fn create(owner: FolderOwner<'_>) -> Result<Self, Error> {
        let parent = results_of(owner.study);
        fs_err::create_dir_all(&parent)?;
        let stamp = Utc::now().format("%Y%m%d-%H%M%S").to_string();
        // Runs that begin in the same second are told apart by a number.
        for number in 1.. {
            let name = if number == 1 { stamp.clone() } else { format!("{stamp}-{number}") };
            let path = parent.join(name);
            match fs_err::create_dir(&path) {
                Ok(()) => {
                    let folder = Self::claim(&path, owner)?;
                    folder.link_latest();
                    return Ok(folder);
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error.into()),
            }
        }
        unreachable!("the numbers do not end")
    }

    /// The study's run under `results/` that began last, of those that have a store. `None` if there is none.
    ///
    /// # Errors
    /// If the folder of results can't be read.
    pub fn latest(owner: FolderOwner<'_>) -> Result<Option<PathBuf>, Error> {
        let parent = results_of(owner.study);
        if !parent.is_dir() {
            return Ok(None);
        }
        let mut latest: Option<(String, PathBuf)> = None;
        for entry in fs_err::read_dir(&parent)? {
            let entry = entry?;
            let folder = Self::at(&entry.path());
            if entry.file_type()?.is_symlink() || !folder.store().exists() {
                continue;
            }
            let begun = match Marker::read(&folder.path)? {
                Some(marker) if marker.command == owner.maker && marker.study == owner.study => marker.begun,
                Some(_) => continue,
                // Of a version before the marker.
                None => time_in(&folder.file("environment.json")),
            };
            latest = latest.max(Some((begun, folder.path)));
        }
        Ok(latest.map(|(_, path)| path))
    }

    /// Lets the link `latest` beside the runs lead to this one. What is no link is left alone, and where a system has no
    /// links there is none.
    fn link_latest(&self) {
        let (Some(parent), Some(name)) = (self.path.parent(), self.path.file_name()) else { return };
        let link = parent.join(LATEST);
        if link.symlink_metadata().is_ok_and(|about| !about.is_symlink()) {
            return;
        }
        #[cfg(unix)]
        {
            // Moved into place, so that there always is one.
            let new = parent.join(format!(".{LATEST}-{}", std::process::id()));
            if std::os::unix::fs::symlink(name, &new).is_ok() && std::fs::rename(&new, &link).is_err() {
                // It is in nobody's way.
                let _ = std::fs::remove_file(&new);
            }
        }
    }

    /// Where the run in `count` shards goes, which all machines must agree on: so no time is in its name.
    pub fn of_shards(study: &str, count: u32) -> PathBuf {
        results_of(study).join(format!("{count}-shards"))
    }

    /// The folder of one shard of the run in `run`.
    pub fn of_shard(run: &Path, shard: Shard) -> PathBuf {
        run.join(SHARDS).join(shard.folder_name())
    }

    /// The stores in `path`: that of a shard itself, or those of all shards of a run, by name.
    ///
    /// # Errors
    /// If the folder can't be read.
    pub fn stores_in(path: &Path) -> Result<Vec<PathBuf>, Error> {
        let itself = Self::at(path).store();
        if itself.exists() {
            return Ok(vec![itself]);
        }
        let shards = path.join(SHARDS);
        if !shards.is_dir() {
            // A folder that is not there is an error of its own.
            return Ok(fs_err::read_dir(path).map(|_| Vec::new())?);
        }
        let mut stores = Vec::new();
        for entry in fs_err::read_dir(&shards)? {
            let store = Self::at(&entry?.path()).store();
            if store.exists() {
                stores.push(store);
            }
        }
        stores.sort();
        Ok(stores)
    }

    /// The stores of all runs and shards under `results/` that this program marked, those of the run that began last
    /// first. Links are not followed.
    ///
    /// # Errors
    /// If a folder can't be read.
    pub(crate) fn all_stores() -> Result<Vec<PathBuf>, Error> {
        let mut found: Vec<(String, PathBuf)> = Vec::new();
        for study in folders_in(Path::new(RESULTS))? {
            for run in folders_in(&study)?.into_iter().chain([study]) {
                for folder in folders_in(&run.join(SHARDS))?.into_iter().chain([run]) {
                    let store = Self::at(&folder).store();
                    if store.symlink_metadata().is_ok_and(|about| about.is_file())
                        && let Some(marker) = Marker::read(&folder)?
                        && marker.command != WritingCommand::Correlate
                    {
                        found.push((marker.begun, store));
                    }
                }
            }
        }
        found.sort_unstable_by(|first, second| second.cmp(first));
        Ok(found.into_iter().map(|(_, store)| store).collect())
    }

    /// A folder as it lies there.
    pub(crate) fn at(path: &Path) -> Self {
        Self { path: path.to_owned(), _lock: None }
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

fn results_of(study: &str) -> PathBuf {
    Path::new(RESULTS).join(study)
}

/// The folders in a folder, links left out; none where it is not there.
fn folders_in(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    let entries = match fs_err::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut folders = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        }
    }
    Ok(folders)
}

/// The time that `environment.json` holds; empty, which is before all others, where there is none.
fn time_in(path: &Path) -> String {
    let environment: serde_json::Value =
        std::fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    environment["time"].as_str().unwrap_or_default().to_owned()
}
