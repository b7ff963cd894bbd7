//! `epsilon search`.

use study::config::SearchConfig;
use study::search::{run as run_search, tables};

use super::results;
use super::resume::Called;
use super::run::print_dry_run;
use crate::arguments::ConfigArguments;
use crate::exit::Exit;
use crate::interrupt::Interrupt;
use crate::progress::Progress;
use crate::threads;

/// Runs the searches of a config.
pub fn search(arguments: &ConfigArguments) -> anyhow::Result<Exit> {
    threads::set(arguments.threads)?;
    let (config, source) = SearchConfig::read(&arguments.config, &arguments.set)?;
    let search = config.check(&source).map_err(study::Error::from)?;
    results::doubts(&search.study);
    if arguments.dry_run {
        print_dry_run(&search.study.name, &search.study.dry_run(None)?);
        return Ok(Exit::Ok);
    }
    let interrupt = Interrupt::new()?;
    let progress = Progress::until(&interrupt);
    let run = run_search(&search, arguments.options(None), &progress, &interrupt.stop);
    progress.finish();
    let called = Called { name: "search", arguments, shard: None };
    let run = match called.stored(run)? {
        Ok(run) => run,
        Err(exit) => return Ok(exit),
    };
    let tables = run.results.as_ref().map(tables).unwrap_or_default();
    Ok(called.conclude(&run.folder, run.completion, run.scores.failed(), &tables))
}
