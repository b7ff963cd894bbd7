//! `epsilon search`.

use report::terminal;
use study::config::SearchConfig;
use study::run::Options;
use study::search::{SearchRun, run as run_search, tables};
use study::sweep::Completion;

use super::run::{print_dry_run, resume_config};
use crate::arguments::ConfigArguments;
use crate::exit::Exit;
use crate::progress::Progress;
use crate::{interrupt, output, threads};

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
    Ok(finish(arguments, &run?))
}

fn finish(arguments: &ConfigArguments, run: &SearchRun) -> Exit {
    if let Completion::Interrupted { left } = run.completion {
        let command = resume_config("search", arguments, &run.folder);
        eprintln!("interrupted with {left} functions left; continue with\n  {command}");
        return Exit::Interrupted;
    }
    if let Some(results) = &run.results {
        for table in tables(results) {
            output::print(&terminal(&table, output::width()));
        }
    }
    eprintln!("the report is {}", run.folder.join("report.html").display());
    if run.scores.failed() > 0 { Exit::Failed } else { Exit::Ok }
}
