//! `epsilon ablate`.

use study::ablation::{run as run_ablation, summary_tables};
use study::config::AblationConfig;
use study::run::Options;

use super::resume::Called;
use super::run::print_dry_run;
use crate::arguments::ConfigArguments;
use crate::exit::Exit;
use crate::progress::Progress;
use crate::{interrupt, threads};

/// Runs a grid of settings from beginning to end.
pub fn ablate(arguments: &ConfigArguments) -> anyhow::Result<Exit> {
    let (config, source) = AblationConfig::read(&arguments.config, &arguments.set)?;
    let ablation = config.check(&source).map_err(study::Error::from)?;
    threads::set(arguments.threads)?;
    if arguments.dry_run {
        print_dry_run(&ablation.study.name, &ablation.dry_run()?);
        return Ok(Exit::Ok);
    }
    let stop = interrupt::flag()?;
    let progress = Progress::new();
    let options = Options { out: arguments.out.as_deref(), resume: arguments.resume, shard: None };
    let run = run_ablation(&ablation, options, &progress, &stop);
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
