//! `epsilon run`.

use std::fmt::Write as _;
use std::path::Path;

use study::checked::Study;
use study::config::Config;
use study::run::{Options, run as run_study};
use study::store::StoreError;
use study::sweep::Completion;
use study::{DryRun, Shard};

use super::results;
use crate::arguments::{ConfigArguments, RunArguments};
use crate::exit::{self, Exit};
use crate::progress::{Progress, in_words};
use crate::shell::quote;
use crate::{interrupt, output, threads};

/// Runs a config from beginning to end, or one shard of it.
pub fn run(arguments: &RunArguments) -> anyhow::Result<Exit> {
    let (config, source) = Config::read(&arguments.config, &arguments.set)?;
    let study = config.check(&source).map_err(study::Error::from)?;
    threads::set(arguments.threads)?;
    if arguments.dry_run {
        return dry_run(&study, arguments.shard);
    }
    let stop = interrupt::flag()?;
    let progress = Progress::new();
    let options = Options { out: arguments.out.as_deref(), resume: arguments.resume, shard: arguments.shard };
    let run = run_study(&study, options, &progress, &stop);
    progress.finish();
    let run = match run {
        Err(study::Error::Store(error @ StoreError::Write { .. })) => {
            return Ok(not_stored(arguments, error));
        }
        run => run?,
    };
    match (run.completion, arguments.shard) {
        (Completion::Interrupted { left }, _) => {
            eprintln!(
                "interrupted with {left} functions left; continue with\n  {}",
                resume_run(arguments, &run.folder)
            );
            Ok(Exit::Interrupted)
        }
        (Completion::Complete, None) => Ok(results::show(&study, &run)),
        (Completion::Complete, Some(shard)) => {
            let whole = quote(&whole_run(&run.folder).display().to_string());
            eprintln!(
                "shard {shard} is complete; when all are, put them together with\n  epsilon merge {whole}"
            );
            Ok(if run.scores.failed() > 0 { Exit::Failed } else { Exit::Ok })
        }
    }
}

/// Says why scores could not be stored, and how to go on.
fn not_stored(arguments: &RunArguments, error: StoreError) -> Exit {
    let folder = match &error {
        StoreError::Write { path, .. } => path.parent().map(Path::to_owned),
        _ => None,
    };
    let exit = exit::report(&study::Error::from(error).into());
    if let Some(folder) = folder {
        eprintln!("once there is room, continue with\n  {}", resume_run(arguments, &folder));
    }
    exit
}

/// The command that continues the run in a folder.
fn resume_run(arguments: &RunArguments, folder: &Path) -> String {
    let mut words = vec![quote(&arguments.config.display().to_string())];
    let mut run = folder;
    if let Some(shard) = arguments.shard {
        words.extend(["--shard".to_owned(), shard.to_string()]);
        run = whole_run(folder);
    }
    resume_command("run", words, &arguments.set, arguments.threads, run)
}

/// The command that continues what is in a folder; `words` follow the command's name.
fn resume_command(
    command: &str,
    words: Vec<String>,
    set: &[String],
    threads: Option<u16>,
    folder: &Path,
) -> String {
    let mut all = vec!["epsilon".to_owned(), command.to_owned()];
    all.extend(words);
    for setting in set {
        all.extend(["--set".to_owned(), quote(setting)]);
    }
    if let Some(threads) = threads {
        all.extend(["--threads".to_owned(), threads.to_string()]);
    }
    all.extend(["--out".to_owned(), quote(&folder.display().to_string()), "--resume".to_owned()]);
    all.join(" ")
}

/// The command that continues an ablation or a search.
pub fn resume_config(command: &str, arguments: &ConfigArguments, folder: &Path) -> String {
    let config = quote(&arguments.config.display().to_string());
    resume_command(command, vec![config], &arguments.set, arguments.threads, folder)
}

/// The folder of the run that a shard's folder is in: RUN of RUN/shards/1-of-2.
fn whole_run(shard: &Path) -> &Path {
    shard.ancestors().nth(2).unwrap_or(shard)
}

/// Says what a run would take. Missing data files are notes: a config is right or wrong without them.
fn dry_run(study: &Study, shard: Option<Shard>) -> anyhow::Result<Exit> {
    print_dry_run(&study.name, &study.dry_run(shard)?);
    Ok(Exit::Ok)
}

/// Prints what a dry run found.
pub fn print_dry_run(name: &str, found: &DryRun) {
    let mut text = format!("{name}: the config is right\n");
    for file in &found.missing {
        let _ = writeln!(text, "missing: {file}");
    }
    if let Some(work) = found.work {
        let _ = writeln!(
            text,
            "{} architectures, {} settings of epsilon, {}{} functions to evaluate",
            work.architectures,
            work.settings,
            if found.sampled.is_some() { "at most " } else { "" },
            work.functions
        );
    }
    if let Some(sampled) = found.sampled {
        let _ = writeln!(
            text,
            "(from a sample of {sampled}: how many of the others compute the same function is not known yet)"
        );
    }
    if let Some(time) = found.time {
        let threads = rayon::current_num_threads();
        let bound = if found.sampled.is_some() { "at most about" } else { "about" };
        let _ = writeln!(text, "{bound} {} on {threads} threads", in_words(time));
    }
    output::print(&text);
}
