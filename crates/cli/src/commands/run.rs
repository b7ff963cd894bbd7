//! `epsilon run`, `epsilon ablate` and `epsilon search`.

use std::fmt::Write as _;

use config::{AblationConfig, Config, SearchConfig};
use study::{DryRun, Task};
use sweep::Completion;

use super::results;
use super::resume::{Called, whole_run};
use crate::arguments::{ConfigArguments, RunArguments};
use crate::exit::Exit;
use crate::fetching;
use crate::interrupt::Interrupt;
use crate::output::{self, counted, note};
use crate::progress::{Progress, in_words};
use crate::shell::path;
use crate::threads;

/// Runs a config of any command from beginning to end, or one shard of it. `name` is the command's.
pub fn run(name: &'static str, arguments: &RunArguments) -> anyhow::Result<Exit> {
    let RunArguments { common, shard } = arguments;
    threads::set(common.threads)?;
    let task = task(name, common)?;
    if common.fetch {
        fetching::fetch_missing(&task.needed_files())?;
    }
    results::doubts(task.study());
    if common.dry_run {
        print_dry_run(&task.study().name, &task.dry_run(*shard, common.fresh)?);
        return Ok(Exit::Ok);
    }
    let interrupt = Interrupt::new()?;
    let progress = Progress::until(&interrupt);
    let run = study::run(&task, common.options(*shard), &progress, &interrupt.stop);
    progress.finish();
    let called = Called { name, arguments: common, shard: *shard };
    let run = match called.stored(run)? {
        Ok(run) => run,
        Err(exit) => return Ok(exit),
    };
    match (run.completion, shard) {
        (Completion::Interrupted { left }, _) => Ok(called.interrupted(left, &run.folder)),
        (Completion::Complete, None) => Ok(results::show(&task, &run, common.open)),
        (Completion::Complete, Some(shard)) => {
            let whole = path(whole_run(&run.folder));
            note!("shard {shard} is complete; when all are, put them together with\n  epsilon merge {whole}");
            Ok(if run.scores.failed() > 0 { Exit::Failed } else { Exit::Ok })
        }
    }
}

/// The checked config. One of another command is an error that says which.
fn task(name: &str, arguments: &ConfigArguments) -> anyhow::Result<Task> {
    let (path, set) = (&arguments.config, &arguments.set);
    Ok(match name {
        "ablate" => {
            let (config, source) = AblationConfig::read(path, set)?;
            Task::Ablation(config.check(&source)?)
        }
        "search" => {
            let (config, source) = SearchConfig::read(path, set)?;
            Task::Search(config.check(&source)?)
        }
        _ => {
            let (config, source) = Config::read(path, set)?;
            Task::Run(config.check(&source)?)
        }
    })
}

/// Prints what a dry run found.
fn print_dry_run(name: &str, found: &DryRun) {
    let mut text = format!("{name}: config OK\n");
    for file in &found.missing {
        let _ = writeln!(text, "missing: {file}");
    }
    if let Some(hint) = fetching::hint(&found.missing) {
        let _ = writeln!(text, "{hint}");
    }
    if let Some(work) = found.work {
        let _ = writeln!(
            text,
            "{}, {} of epsilon, {}{} to evaluate{}",
            counted(work.architectures, "architecture"),
            counted(work.settings, "setting"),
            if found.sampled.is_some() { "at most " } else { "" },
            counted(work.left, "function"),
            if work.left < work.functions { "; earlier runs have the scores of the others" } else { "" }
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
        let _ = writeln!(text, "{bound} {} on {}", in_words(time), counted(threads, "thread"));
    }
    // Names of files stand in it.
    output::print(&report::printable(&text));
}
