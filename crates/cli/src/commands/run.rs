//! `epsilon run`.

use std::fmt::Write as _;

use study::checked::Study;
use study::config::Config;
use study::run::run as run_study;
use study::sweep::Completion;
use study::{DryRun, Shard};

use super::results;
use super::resume::{Called, whole_run};
use crate::arguments::RunArguments;
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::output::{self, tell};
use crate::progress::{Progress, in_words};
use crate::shell::path;
use crate::threads;

/// Runs a config from beginning to end, or one shard of it.
pub fn run(arguments: &RunArguments) -> anyhow::Result<Exit> {
    let RunArguments { common, shard } = arguments;
    threads::set(common.threads)?;
    let (config, source) = Config::read(&common.config, &common.set)?;
    let study = config.check(&source).map_err(study::Error::from)?;
    results::doubts(&study);
    if common.dry_run {
        return dry_run(&study, *shard);
    }
    let interrupt = Interrupt::new()?;
    let progress = Progress::until(&interrupt);
    let run = run_study(&study, common.options(*shard), &progress, &interrupt.stop);
    progress.finish();
    let called = Called { name: "run", arguments: common, shard: *shard };
    let run = match called.stored(run)? {
        Ok(run) => run,
        Err(exit) => return Ok(exit),
    };
    match (run.completion, shard) {
        (Completion::Interrupted { left }, _) => Ok(called.interrupted(left, &run.folder)),
        (Completion::Complete, None) => Ok(results::show(&study, &run)),
        (Completion::Complete, Some(shard)) => {
            let whole = path(whole_run(&run.folder));
            tell!("shard {shard} is complete; when all are, put them together with\n  epsilon merge {whole}");
            Ok(if run.scores.failed() > 0 { Exit::Failed } else { Exit::Ok })
        }
    }
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
    // Names of files stand in it.
    output::print(&report::printable(&text));
}
