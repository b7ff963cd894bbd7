//! `epsilon correlate`.

mod inputs;
mod json;

use report::{CorrelationRow, correlation_table, terminal};
use study::analysis::{Correlation, Examined, Subset, examine};
use study::presentation::{correlation_row, further_findings, tables};
use study::run_folder::{records, rows_as_csv, write_tables};
use table::Table;

use crate::arguments::{CorrelateArguments, CorrelationFormat};
use crate::exit::Exit;
use crate::{output, threads};

/// Correlates columns of a table with a label.
pub fn correlate(arguments: &CorrelateArguments) -> anyhow::Result<Exit> {
    threads::set(arguments.threads)?;
    let table = Table::read(&arguments.file)?;
    let settings = inputs::settings(arguments)?;
    let columns = inputs::columns(arguments, &table, settings.zero_scores)?;
    let found =
        examine(&columns.input(arguments.seed), &settings, arguments.cluster.as_deref().unwrap_or_default());
    output::print(&match arguments.format {
        CorrelationFormat::Table => as_tables(&found, &arguments.label),
        CorrelationFormat::Json => format!("{:#}\n", json::list(&found)),
        CorrelationFormat::Csv => {
            let rows: Vec<serde_json::Value> = of(&found, Subset::Own).map(records::correlation).collect();
            rows_as_csv(&rows)
        }
    });
    if let Some(folder) = &arguments.out {
        fs_err::create_dir_all(folder)?;
        write_tables(folder, &found.correlations, &found.details)?;
    }
    Ok(Exit::Ok)
}

fn of(found: &Examined, subset: Subset) -> impl Iterator<Item = &Correlation> {
    found.correlations.iter().filter(move |row| row.subset == subset)
}

fn as_tables(found: &Examined, label: &str) -> String {
    let rows: Vec<CorrelationRow> = of(found, Subset::Own)
        .map(|own| correlation_row(own, of(found, Subset::Common).find(|row| row.score == own.score)))
        .collect();
    let mut text = terminal(&correlation_table("", &rows), output::width());
    for table in tables(&found.correlations, &found.details) {
        text.push('\n');
        text.push_str(&terminal(&table, output::width()));
    }
    let findings = further_findings(&found.correlations, &found.details, label, |_| true);
    if !findings.is_empty() {
        text.push('\n');
        text.push_str(&findings.join("\n"));
        text.push('\n');
    }
    text
}
