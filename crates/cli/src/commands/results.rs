//! What a finished run shows.

use report::{Warning, terminal};
use study::checked::Study;
use study::presentation::{correlation_rows, correlations, directions, skipped, warnings};
use study::run::Run;

use crate::exit::Exit;
use crate::output::{self, tell};

/// Says which labels' directions may not be what is meant: before a long run, not after it.
pub fn doubts(study: &Study) {
    for warning in directions(study) {
        tell!("warning: {warning}");
    }
}

/// Prints the correlation tables, and says where the report is.
pub fn show(study: &Study, run: &Run) -> Exit {
    let warnings = match &run.analysis {
        Some(analysis) => warnings(study, &run.data, analysis),
        None => run.data.skipped.iter().map(skipped).collect(),
    };
    // Those were told before the run.
    let told = |warning: &Warning| matches!(warning, Warning::DoubtfulDirection { .. });
    for warning in warnings.iter().filter(|warning| !told(warning)) {
        tell!("warning: {warning}");
    }
    for warning in study.space.warnings() {
        tell!("warning: {warning}");
    }
    if let Some(analysis) = &run.analysis {
        for label in &study.labels {
            let rows = correlation_rows(study, analysis, &label.name);
            let caption = format!("Rank correlation with {} ({})", label.name, label.direction);
            let table = correlations(caption, &rows, &analysis.correlations, &label.name);
            output::print(&terminal(&table, output::width()));
        }
        tell!("the report is {}", run.folder.join("report.html").display());
    }
    if run.scores.failed() > 0 { Exit::Failed } else { Exit::Ok }
}
