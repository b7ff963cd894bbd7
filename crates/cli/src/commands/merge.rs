//! `epsilon merge`.

use std::path::{Path, PathBuf};

use study::Task;
use study::merge::{common_config, default_run, merge as merge_shards};

use super::results;
use crate::arguments::MergeArguments;
use crate::exit::{Exit, UsageError};
use crate::threads;

/// Merges shards into the results of a run.
pub fn merge(arguments: &MergeArguments) -> anyhow::Result<Exit> {
    threads::set(arguments.threads)?;
    let (mut folders, configs): (Vec<PathBuf>, Vec<PathBuf>) =
        arguments.paths.iter().cloned().partition(|path| path.is_dir());
    if let [first, second, ..] = &configs[..] {
        let (first, second) = (first.display(), second.display());
        return Err(UsageError(format!(
            "{first} and {second} are no folders: give one config at most, and folders of shards"
        ))
        .into());
    }
    let config = match configs.into_iter().next() {
        Some(config) => config,
        None => common_config(&folders)?,
    };
    let task = Task::read(&config, &arguments.set)?;
    if folders.is_empty() {
        folders.push(default_run(&task.study().name)?);
    }
    let out = match &arguments.out {
        Some(out) => out.clone(),
        None => run_of(&folders)?,
    };
    let run = merge_shards(&task, &config, &folders, &out)?;
    Ok(results::show(&task, &run, false))
}

/// The folder of the run that the only folder given is.
fn run_of(folders: &[PathBuf]) -> anyhow::Result<PathBuf> {
    let run = |folder: &Path| folder.join("shards").is_dir();
    match folders {
        [folder] if run(folder) => Ok(folder.clone()),
        _ => Err(UsageError("say with --out where the results of these shards go".to_owned()).into()),
    }
}
