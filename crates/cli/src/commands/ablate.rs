//! `epsilon ablate`.

use report::terminal;
use study::ablation::{Ablation, AblationRun, run as run_ablation, summary_tables};
use study::config::AblationConfig;
use study::run::Options;
use study::sweep::Completion;

use super::run::{print_dry_run, resume_config};
use crate::arguments::ConfigArguments;
use crate::exit::Exit;
use crate::progress::Progress;
use crate::{interrupt, output, threads};

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
    Ok(finish(arguments, &ablation, &run?))
}

fn finish(arguments: &ConfigArguments, ablation: &Ablation, run: &AblationRun) -> Exit {
    if let Completion::Interrupted { left } = run.completion {
        let command = resume_config("ablate", arguments, &run.folder);
        eprintln!("interrupted with {left} functions left; continue with\n  {command}");
        return Exit::Interrupted;
    }
    if let Some(measured) = &run.measured {
        for table in summary_tables(ablation, measured) {
            output::print(&terminal(&table, output::width()));
        }
    }
    eprintln!("the report is {}", run.folder.join("report.html").display());
    if run.scores.failed() > 0 { Exit::Failed } else { Exit::Ok }
}
