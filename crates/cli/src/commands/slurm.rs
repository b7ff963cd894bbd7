//! `epsilon slurm`.

use std::io;
use std::path::PathBuf;

use study::Task;
use study::run_folder::{Inputs, RunFolder};

use crate::arguments::SlurmArguments;
use crate::exit::{Exit, UsageError};
use crate::output::{self, note, tell};
use crate::shell::path;
use crate::slurm::{Job, scripts, submit, write};

/// Writes the job scripts of a study in shards, and submits them if that was asked for.
pub fn slurm(arguments: &SlurmArguments, program: io::Result<PathBuf>) -> anyhow::Result<Exit> {
    let task = Task::read(&arguments.config, &arguments.set)?;
    let owner = task.owner();
    let missing: Vec<_> = task.needed_files().into_iter().filter(|file| !file.exists()).collect();
    if arguments.submit && !missing.is_empty() {
        return Err(study::Error::from(data::DataError::Missing { files: missing }).into());
    }
    for file in missing {
        tell!("warning: missing: {file}");
    }
    let run = arguments.out.clone().unwrap_or_else(|| RunFolder::of_shards(owner.study, arguments.shards));
    let job = Job {
        command: owner.maker.to_string(),
        study: owner.study.to_owned(),
        program: program?,
        working: std::env::current_dir()?,
        config: arguments.config.clone(),
        set: arguments.set.clone(),
        fresh: arguments.fresh,
        run,
        shards: arguments.shards,
        at_once: arguments.at_once,
        cpus: arguments.cpus,
        time: arguments.time.clone(),
        before: arguments.before,
        options: arguments.sbatch.clone(),
    };
    one_line(&job)?;
    let text = task.config()?;
    let files = task.needed_files().into_iter().map(|file| file.path).collect();
    RunFolder::check(&job.run, owner.maker, &Inputs { config: Some((&job.config, &text)), files })?;
    RunFolder::mark(&job.run, owner)?;
    let folder = job.working.join(&job.run).join("slurm");
    let scripts = scripts(&job);
    write(&folder, &scripts)?;
    if arguments.submit {
        output::print(&submit(&folder)?);
    } else {
        for (name, _) in &scripts {
            output::print(&format!("{}\n", folder.join(name).display()));
        }
        note!("look at them, then submit with\n  sh {}", path(&folder.join("submit.sh")));
    }
    Ok(Exit::Ok)
}

/// A line break would end an option's line in a script, and what follows it would be run.
fn one_line(job: &Job) -> Result<(), UsageError> {
    let paths = [&job.working, &job.run].map(|path| path.to_str().map(str::to_owned));
    let [Some(working), Some(run)] = paths else {
        let problem = format!(
            "{} or {} can't be put into a job script: it is not UTF-8",
            job.working.display(),
            job.run.display()
        );
        return Err(UsageError(problem));
    };
    let paths = [working, run];
    let texts = paths.iter().chain(&job.options).chain(&job.time);
    match texts.into_iter().find(|text| text.contains(['\n', '\r'])) {
        Some(text) => {
            Err(UsageError(format!("{text:?} can't be put into a job script: it has a line break")))
        }
        None => Ok(()),
    }
}
