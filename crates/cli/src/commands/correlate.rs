//! `epsilon correlate`.

mod inputs;
mod json;

use analysis::IntervalMethod;
use analysis::{Correlation, Examined, Subset, examine};
use config::sounds_minimized;
use report::{CorrelationRow, Warning, printable, terminal};
use study::presentation::{correlation_row, correlations, further_findings, tables};
use study::results::{records, rows_as_csv, write_tables};
use study::run_folder::{Inputs, Maker, Owner, RunFolder};
use table::Table;

use crate::arguments::{CorrelateArguments, CorrelationFormat};
use crate::exit::Exit;
use crate::output::{self, tell};
use crate::threads;

/// Correlates columns of a table with a label.
pub fn correlate(arguments: &CorrelateArguments) -> anyhow::Result<Exit> {
    threads::set(arguments.threads)?;
    if let Some(folder) = &arguments.out {
        let inputs = Inputs { config: None, files: vec![arguments.file.clone()] };
        RunFolder::check(folder, Maker::Correlate, &inputs)?;
    }
    let table = Table::read(&arguments.file)?;
    let scores = inputs::named(&arguments.score, &table);
    let settings = inputs::settings(arguments, &scores)?;
    let columns = inputs::columns(arguments, &table, &scores)?;
    let found =
        examine(&columns.input(arguments.seed), &settings, arguments.cluster.as_deref().unwrap_or_default());
    output::print(&match arguments.format {
        CorrelationFormat::Table => as_tables(&found, &arguments.label),
        CorrelationFormat::Json => format!("{:#}\n", json::list(&columns, &found)),
        CorrelationFormat::Csv => {
            let rows: Vec<serde_json::Value> = of(&found, Subset::Own).map(records::correlation).collect();
            rows_as_csv(&rows)
        }
    });
    for warning in doubt(arguments).into_iter().chain(columns.warnings(&found)) {
        tell!("warning: {warning}");
    }
    let drawn = matches!(settings.intervals.method, IntervalMethod::Percentile | IntervalMethod::Bca);
    let any = found.correlations.iter().any(|row| row.intervals.is_some());
    if drawn && any && arguments.cluster.is_none() {
        tell!(
            "note: the intervals take rows as independent; `epsilon run` draws architectures that compute the same function \
             as one, and so does --cluster COL with rows that have the same text in a column"
        );
    }
    if let Some(folder) = &arguments.out {
        let folder = RunFolder::claim(folder, Owner { maker: Maker::Correlate, study: "" })?;
        write_tables(folder.path(), &found.correlations, &found.details)?;
    }
    Ok(Exit::Ok)
}

/// A label that sounds like a loss and has no direction.
fn doubt(arguments: &CorrelateArguments) -> Option<Warning> {
    let label = &arguments.label;
    let word = if arguments.direction.is_none() { sounds_minimized(label) } else { None };
    word.map(|word| Warning::DoubtfulDirection { label: label.clone(), word: word.to_owned() })
}

fn of(found: &Examined, subset: Subset) -> impl Iterator<Item = &Correlation> {
    found.correlations.iter().filter(move |row| row.subset == subset)
}

fn as_tables(found: &Examined, label: &str) -> String {
    let rows: Vec<CorrelationRow> = of(found, Subset::Own)
        .map(|own| correlation_row(own, of(found, Subset::Common).find(|row| row.score == own.score)))
        .collect();
    let table = correlations(String::new(), &rows, &found.correlations, label);
    let mut text = terminal(&table, output::width());
    for table in tables(&found.correlations, &found.details) {
        text.push('\n');
        text.push_str(&terminal(&table, output::width()));
    }
    let findings = further_findings(&found.correlations, &found.details, label, |_| true);
    if !findings.is_empty() {
        text.push('\n');
        text.push_str(&printable(&findings.join("\n")));
        text.push('\n');
    }
    text
}
