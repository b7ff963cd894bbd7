//! `epsilon run`.

use std::fmt::Write as _;

use report::{correlation_table, terminal};
use study::checked::Study;
use study::config::Config;
use study::presentation::correlation_rows;
use study::run::{Options, run as run_study};
use study::sweep::Completion;

use crate::arguments::RunArguments;
use crate::exit::Exit;
use crate::progress::Progress;
use crate::{interrupt, output, threads};

/// Runs a config from beginning to end.
pub fn run(arguments: &RunArguments) -> anyhow::Result<Exit> {
    let (config, source) = Config::read(&arguments.config, &arguments.set)?;
    let study = config.check(&source).map_err(study::Error::from)?;
    threads::set(arguments.threads)?;
    if arguments.dry_run {
        return dry_run(&study);
    }
    let stop = interrupt::flag()?;
    let progress = Progress::new();
    let options = Options { out: arguments.out.as_deref(), resume: arguments.resume };
    let run = run_study(&study, options, &progress, &stop);
    progress.finish();
    let run = run?;
    match run.completion {
        Completion::Interrupted { left } => {
            eprintln!(
                "interrupted with {left} functions left; continue with\n  {}",
                resume_command(arguments, &run.folder)
            );
            Ok(Exit::Interrupted)
        }
        Completion::Complete => {
            for skipped in &run.data.skipped {
                eprintln!("warning: {}", skipped.warning());
            }
            if let Some(analysis) = &run.analysis {
                for label in &study.labels {
                    let rows = correlation_rows(&study, analysis, &label.name);
                    let caption = format!("Rank correlation with {} ({})", label.name, label.direction);
                    output::print(&terminal(&correlation_table(caption, &rows), output::width()));
                }
            }
            eprintln!("the report is {}", run.folder.join("report.html").display());
            Ok(if run.scores.failed() > 0 { Exit::Failed } else { Exit::Ok })
        }
    }
}

fn resume_command(arguments: &RunArguments, folder: &std::path::Path) -> String {
    let mut words =
        vec!["epsilon".to_owned(), "run".to_owned(), quote(&arguments.config.display().to_string())];
    for setting in &arguments.set {
        words.extend(["--set".to_owned(), quote(setting)]);
    }
    if let Some(threads) = arguments.threads {
        words.extend(["--threads".to_owned(), threads.to_string()]);
    }
    words.extend(["--out".to_owned(), quote(&folder.display().to_string()), "--resume".to_owned()]);
    words.join(" ")
}

/// A word as a POSIX shell takes it.
fn quote(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=,:+".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// Says what a run would take. Missing data files are notes: a config is right or wrong without them.
fn dry_run(study: &Study) -> anyhow::Result<Exit> {
    let found = study.dry_run()?;
    let mut text = format!("{}: the config is right\n", study.name);
    for file in &found.missing {
        let _ = writeln!(text, "missing: {file}");
    }
    if let Some(work) = found.work {
        let _ = writeln!(
            text,
            "{} architectures, {} settings of epsilon, {} functions to evaluate",
            work.architectures, work.settings, work.functions
        );
    }
    if let Some(time) = found.time {
        let threads = rayon::current_num_threads();
        let _ = writeln!(text, "about {:.0} s on {threads} threads", time.as_secs_f64().ceil());
    }
    output::print(&text);
    Ok(Exit::Ok)
}
