//! `epsilon ablate`.

use study::ablation::{run as run_ablation, summary_tables};
use study::config::AblationConfig;

use super::results;
use super::resume::Called;
use super::run::print_dry_run;
use crate::arguments::ConfigArguments;
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::progress::Progress;
use crate::threads;

/// Runs a grid of settings from beginning to end.
pub fn ablate(arguments: &ConfigArguments) -> anyhow::Result<Exit> {
    threads::set(arguments.threads)?;
    let (config, source) = AblationConfig::read(&arguments.config, &arguments.set)?;
    let ablation = config.check(&source).map_err(study::Error::from)?;
    results::doubts(&ablation.study);
    if arguments.dry_run {
        print_dry_run(&ablation.study.name, &ablation.dry_run()?);
        return Ok(Exit::Ok);
    }
    let interrupt = Interrupt::new()?;
    let progress = Progress::until(&interrupt);
    let run = run_ablation(&ablation, arguments.options(None), &progress, &interrupt.stop);
    progress.finish();
    let called = Called { name: "ablate", arguments, shard: None };
    let run = match called.stored(run)? {
        Ok(run) => run,
        Err(exit) => return Ok(exit),
    };
    let tables =
        run.measured.as_ref().map(|measured| summary_tables(&ablation, measured)).unwrap_or_default();
    Ok(called.conclude(&run.folder, run.completion, run.scores.failed(), &tables))
}
