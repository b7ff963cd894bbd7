//! What a finished run shows.

use config::Study;
use report::{Table, Warning, terminal};
use study::ablation::summary_tables;
use study::presentation::{correlation_tables, directions, skipped, warnings};
use study::{Outcomes, Run, Task, search};

use crate::browser;
use crate::exit::Exit;
use crate::output::{self, note, tell};

/// What one wants next of a run, where it has that.
const NEXT: [(&str, &str); 5] = [
    ("report.html", "the report, one page for any browser"),
    ("tables/", "its tables for LaTeX and Markdown"),
    ("plots/", "its figures, with the numbers behind them"),
    ("scores.csv", "a row for each architecture and proxy"),
    ("config.yaml", "the config, with all defaults filled in"),
];

/// Says which labels' directions may not be what is meant: before a long run, not after it.
pub fn doubts(study: &Study) {
    for warning in directions(study) {
        tell!("warning: {warning}");
    }
}

/// What may mislead a reader of a finished run, but for what was told before it.
pub fn after(task: &Task, run: &Run) -> Vec<String> {
    let study = task.study();
    let warnings = match &run.outcomes {
        Some(Outcomes::Run(analysis)) => warnings(study, &run.data, analysis),
        _ => run.data.skipped.iter().map(skipped).collect(),
    };
    let told = |warning: &Warning| matches!(warning, Warning::DoubtfulDirection { .. });
    let untold = warnings.iter().filter(|warning| !told(warning)).map(ToString::to_string);
    untold.chain(study.space.warnings()).collect()
}

/// Prints the tables of a finished run, and says where the report is.
pub fn show(task: &Task, run: &Run, open: bool) -> Exit {
    for warning in after(task, run) {
        tell!("warning: {warning}");
    }
    let Some(outcomes) = &run.outcomes else { return Exit::Ok };
    for table in tables(task, outcomes) {
        output::print(&terminal(&table, output::width()));
    }
    note!("results are in {}", run.folder.display());
    for (name, what) in NEXT.into_iter().filter(|(name, _)| run.folder.join(name).exists()) {
        note!("  {name:<14} {what}");
    }
    if open {
        browser::open(&run.folder.join("report.html"));
    }
    if run.scores.failed() > 0 { Exit::Failed } else { Exit::Ok }
}

fn tables(task: &Task, outcomes: &Outcomes) -> Vec<Table> {
    match (task, outcomes) {
        (Task::Ablation(ablation), Outcomes::Ablation(measured)) => summary_tables(ablation, measured),
        (_, Outcomes::Search(results)) => search::tables(results),
        (_, Outcomes::Run(analysis)) => {
            let study = task.study();
            let tables = correlation_tables(study, analysis);
            tables.iter().map(|table| table.compact("In report.html and tables/")).collect()
        }
        _ => Vec::new(),
    }
}
