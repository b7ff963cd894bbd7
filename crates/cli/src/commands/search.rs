//! `epsilon search`.

use study::config::SearchConfig;
use study::run::Options;
use study::search::{run as run_search, tables};

use super::resume::Called;
use super::run::print_dry_run;
use crate::arguments::ConfigArguments;
use crate::exit::Exit;
use crate::progress::Progress;
use crate::{interrupt, threads};

/// Runs the searches of a config.
pub fn search(arguments: &ConfigArguments) -> anyhow::Result<Exit> {
    let (config, source) = SearchConfig::read(&arguments.config, &arguments.set)?;
    let search = config.check(&source).map_err(study::Error::from)?;
    threads::set(arguments.threads)?;
    if arguments.dry_run {
        print_dry_run(&search.study.name, &search.study.dry_run(None)?);
        return Ok(Exit::Ok);
    }
    let stop = interrupt::flag()?;
    let progress = Progress::new();
    let options = Options { out: arguments.out.as_deref(), resume: arguments.resume, shard: None };
    let run = run_search(&search, options, &progress, &stop);
    progress.finish();
    let called = Called { name: "search", arguments, shard: None };
    let run = match called.stored(run)? {
        Ok(run) => run,
        Err(exit) => return Ok(exit),
    };
    let tables = run.results.as_ref().map(tables).unwrap_or_default();
    Ok(called.conclude(&run.folder, run.completion, run.scores.failed(), &tables))
}
