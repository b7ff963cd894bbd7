use std::path::{Path, PathBuf};

use benchmark::keys;
use serde_json::json;
use sweep::store::{Fingerprint, json_differences};
use sweep::{Completion, Sweep};

use super::MergeError;
use super::combine::combine;
use super::parts::{Part, read_parts};
use crate::Error;
use crate::lifecycle::Run;
use crate::run_folder::{Inputs, RunFolder};
use crate::started::describe;
use crate::task::Task;

/// Merges the shards in `folders`, each the folder of a run in shards or that of one shard, into the run's folder `out`:
/// all results are there, with the same bytes as those of an undivided run.
///
/// Nothing is scored. The task is given anew, so its labels and statistics may have changed since; what scores depend
/// on may not. `config` is the file that the task was read from, which results must not replace.
///
/// # Errors
/// If `out` is not a folder for these results, or is in use; if a shard is missing, incomplete, there twice, being
/// written, or of another study, version or data; if the data can't be read; or if `out` can't be written.
pub fn merge(task: &Task, config: &Path, folders: &[PathBuf], out: &Path) -> Result<Run, Error> {
    let text = task.config()?;
    let owner = task.owner();
    let files = task.needed_files().into_iter().map(|file| file.path).collect();
    RunFolder::check(out, owner.maker, &Inputs { config: Some((config, &text)), files })?;
    if RunFolder::at(out).store().exists() {
        return Err(MergeError::Occupied { path: out.to_owned() }.into());
    }
    // A folder that is there is ours before the shards are read; a new one is not made before they turn out to be sound.
    let there = out.is_dir().then(|| RunFolder::claim(out, owner)).transpose()?;
    let parts = read_parts(folders)?;
    let data = task.load(false)?;
    let sweep = Sweep::new(task.study(), task.settings(), &data.architectures)?;
    let fingerprint = Fingerprint::new(&sweep, task.has_formulas());
    let functions = sweep.functions().map(<[_]>::to_vec);
    drop(sweep);
    let scores = combine(&parts, &fingerprint, &keys(&data.architectures))?;
    let folder = there.map_or_else(|| RunFolder::claim(out, owner), Ok)?;
    let log = describe(&folder, &text, &fingerprint)?;
    log.write("merge", json!({"shards": parts.len(), "fingerprint": fingerprint.checksum()}));
    let outcomes = task.finish(&folder, &data, &fingerprint, &scores, functions.as_deref())?;
    log.write("end", json!({"failed": scores.failed()}));
    let folder = folder.path().to_owned();
    Ok(Run { folder, data, scores, outcomes: Some(outcomes), completion: Completion::Complete })
}

/// The config that all shards in `folders` were run with.
///
/// # Errors
/// If there is no shard, a config can't be read, or two differ.
pub fn common_config(folders: &[PathBuf]) -> Result<PathBuf, Error> {
    let parts = read_parts(folders)?;
    let configs: Vec<PathBuf> = parts.iter().map(config_of).collect();
    let Some(first) = configs.first() else {
        return Err(MergeError::NoShards { path: folders.first().cloned().unwrap_or_default() }.into());
    };
    let read = |path: &Path| -> Result<serde_json::Value, Error> {
        let task = Task::read(path, &[])?;
        serde_yaml::from_str(&task.config()?)
            .map_err(|error| Error::Format { path: path.to_owned(), reason: error.to_string() })
    };
    let expected = read(first)?;
    for other in &configs[1..] {
        let differences = json_differences(&expected, &read(other)?, ["in the first", "in the second"]);
        if !differences.is_empty() {
            return Err(
                MergeError::Configs { first: first.clone(), other: other.clone(), differences }.into()
            );
        }
    }
    Ok(first.clone())
}

fn config_of(part: &Part) -> PathBuf {
    part.path.with_file_name("config.yaml")
}

/// The folder of the study's run in shards, where no other was asked for.
///
/// # Errors
/// If there is none, or more than one.
pub fn default_run(study: &str) -> Result<PathBuf, Error> {
    let parent = Path::new("results").join(study);
    let mut paths = Vec::new();
    if parent.is_dir() {
        for entry in fs_err::read_dir(&parent)? {
            let entry = entry?;
            let path = entry.path();
            // The link to the latest run is no further one.
            if !entry.file_type()?.is_symlink() && path.join("shards").is_dir() {
                paths.push(path);
            }
        }
    }
    paths.sort();
    match paths.len() {
        0 => Err(MergeError::NoShards { path: parent }.into()),
        1 => Ok(paths.remove(0)),
        _ => Err(MergeError::Ambiguous { paths }.into()),
    }
}
