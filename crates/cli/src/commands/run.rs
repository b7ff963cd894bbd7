//! `epsilon run`.

use study::config::Config;
use study::run::{Options, run as run_study};
use study::sweep::Completion;

use crate::arguments::RunArguments;
use crate::exit::Exit;
use crate::progress::Progress;
use crate::{interrupt, output};

/// Runs a config from beginning to end.
pub fn run(arguments: &RunArguments) -> anyhow::Result<Exit> {
    let (config, source) = Config::read(&arguments.config, &arguments.set)?;
    let study = config.check(&source).map_err(study::Error::from)?;
    set_threads(arguments.threads)?;
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
            if let Some(analysis) = &run.analysis {
                output::print(&table(analysis));
            }
            eprintln!("results are in {}", run.folder.display());
            Ok(if run.scores.failed() > 0 { Exit::Failed } else { Exit::Ok })
        }
    }
}

/// The pool of all computing. By default, a thread for each core.
pub fn set_threads(threads: Option<u16>) -> anyhow::Result<()> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.map_or(0, usize::from));
    Ok(pool.build_global()?)
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

fn table(analysis: &study::analysis::Analysis) -> String {
    let mut text = String::new();
    for row in &analysis.correlations {
        text.push_str(&format!(
            "{:24} {:24} {:7} {:>6} of {:>6}  rho {:.4} ({:.4})  tau {:.4} ({:.4})  {:.2} {:.0}\n",
            row.label,
            row.score,
            row.subset.name(),
            row.statistics.n,
            row.n_total,
            row.statistics.rho,
            row.statistics.rho_top10,
            row.statistics.tau,
            row.statistics.tau_top10,
            row.statistics.top10_overlap,
            row.statistics.top64_in_top5
        ));
    }
    text
}
