//! What a finished run shows.

use report::{correlation_table, terminal};
use study::checked::Study;
use study::presentation::{correlation_rows, skipped};
use study::run::Run;

use crate::exit::Exit;
use crate::output;

/// Prints the correlation tables, and says where the report is.
pub fn show(study: &Study, run: &Run) -> Exit {
    for left_out in &run.data.skipped {
        eprintln!("warning: {}", skipped(left_out));
    }
    if let Some(analysis) = &run.analysis {
        for label in &study.labels {
            let rows = correlation_rows(study, analysis, &label.name);
            let caption = format!("Rank correlation with {} ({})", label.name, label.direction);
            output::print(&terminal(&correlation_table(caption, &rows), output::width()));
        }
        eprintln!("the report is {}", run.folder.join("report.html").display());
    }
    if run.scores.failed() > 0 { Exit::Failed } else { Exit::Ok }
}
