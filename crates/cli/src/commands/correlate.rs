//! `epsilon correlate`.

mod inputs;
mod json;

use analysis::IntervalMethod;
use analysis::{Correlation, Examined, Subset, examine};
use config::sounds_minimized;
use report::{CorrelationRow, Warning, latex, markdown, printable, terminal};
use serde_json::Value;
use study::presentation::{correlation_row, correlations, difference, further_findings, tables};
use study::results::{records, rows_as_csv, write_tables};
use study::run_folder::{FolderOwner, Inputs, RunFolder, WritingCommand};
use table::Table;

use crate::arguments::{CorrelateArguments, CorrelationFormat};
use crate::exit::{Exit, UsageError};
use crate::output::{self, note, tell};
use crate::threads;

/// Correlates columns of a table with a label.
pub fn correlate(arguments: &CorrelateArguments) -> anyhow::Result<Exit> {
    threads::set(arguments.threads)?;
    let mut arguments = arguments.clone();
    arguments.file = inputs::table_of(&arguments.file)?;
    if let Some(folder) = &arguments.out {
        let inputs = Inputs { config: None, files: vec![arguments.file.clone()] };
        RunFolder::check(folder, WritingCommand::Correlate, &inputs)?;
    }
    let table = Table::read(&arguments.file)?;
    inputs::find_cluster(&mut arguments, &table);
    let arguments = &arguments;
    let scores = inputs::named(&arguments.score, &table);
    let settings = inputs::settings(arguments, &scores)?;
    let columns = inputs::columns(arguments, &table, &scores)?;
    let found = examine(
        &columns.for_analysis(arguments.seed),
        &settings,
        arguments.cluster.as_deref().unwrap_or_default(),
    );
    let tables = |write: &dyn Fn(&report::Table) -> String| as_tables(&found, arguments, write);
    output::print(&match arguments.format {
        CorrelationFormat::Table => {
            tables(&|table| terminal(table, output::width()))? + &said(&found, arguments, &scores)
        }
        CorrelationFormat::Latex => tables(&latex)?,
        CorrelationFormat::Markdown => tables(&markdown)?,
        CorrelationFormat::Json if arguments.columns.is_empty() => {
            format!("{:#}\n", json::list(&columns, &found))
        }
        CorrelationFormat::Json => {
            return Err(UsageError("--columns: JSON always has all of them".to_owned()).into());
        }
        CorrelationFormat::Csv => {
            let rows: Vec<Value> = of(&found, Subset::Own).map(records::correlation).collect();
            rows_as_csv(&chosen(rows, &arguments.columns)?)
        }
    });
    for warning in doubt(arguments).into_iter().chain(columns.warnings(&found)) {
        tell!("warning: {warning}");
    }
    let drawn = matches!(settings.intervals.method, IntervalMethod::Percentile | IntervalMethod::Bca);
    let any = found.correlations.iter().any(|row| row.intervals.is_some());
    if drawn && any && arguments.cluster.is_none() {
        note!(
            "note: the intervals take rows as independent; `epsilon run` draws architectures that compute the same function \
             as one, and so does --cluster COL with rows that have the same text in a column"
        );
    }
    if let Some(folder) = &arguments.out {
        let folder = RunFolder::claim(folder, FolderOwner { maker: WritingCommand::Correlate, study: "" })?;
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

/// All tables, each written by `write`, and the sentences below them.
fn as_tables(
    found: &Examined,
    arguments: &CorrelateArguments,
    write: impl Fn(&report::Table) -> String,
) -> Result<String, UsageError> {
    let label = &arguments.label;
    let against = arguments.against.as_deref();
    let row = |own: &Correlation| CorrelationRow {
        difference: against.and_then(|against| difference(&found.details.comparisons, own, against)),
        ..correlation_row(own, of(found, Subset::Common).find(|row| row.score == own.score))
    };
    let rows: Vec<CorrelationRow> = of(found, Subset::Own).map(row).collect();
    let caption = match arguments.format {
        // The command that was typed says it.
        CorrelationFormat::Table => String::new(),
        _ => format!("Rank correlation with {label}"),
    };
    let mut first = correlations(caption, &rows, &found.correlations, label);
    if !arguments.columns.is_empty() {
        first = first.with_columns(&arguments.columns).map_err(|name| {
            let known: Vec<&str> = first.columns.iter().map(|column| column.name.as_str()).collect();
            UsageError(format!("--columns: there is no column `{name}`; there are {}", known.join(", ")))
        })?;
    }
    let mut tables = tables(&found.correlations, &found.details);
    tables.insert(0, first);
    let shown = tables.into_iter().map(|table| match arguments.format {
        _ if arguments.wide => table.whole(),
        CorrelationFormat::Table => table.compact("With --wide"),
        _ => table,
    });
    Ok(shown.map(|table| write(&table)).collect::<Vec<_>>().join("\n"))
}

/// What the tables do not say by themselves.
fn said(found: &Examined, arguments: &CorrelateArguments, scores: &[String]) -> String {
    let all: Vec<&str> = scores.iter().map(String::as_str).collect();
    let spoken_of = arguments.against.as_deref().map_or_else(|| all.clone(), |against| vec![against]);
    let findings =
        further_findings(&found.correlations, &found.details, &arguments.label, &spoken_of, &spoken_of);
    if findings.is_empty() {
        String::new()
    } else {
        printable(&format!("\n{}\n", findings.join("\n"))).into_owned()
    }
}

/// The columns of CSV that were asked for.
fn chosen(rows: Vec<Value>, columns: &[String]) -> Result<Vec<Value>, UsageError> {
    if columns.is_empty() {
        return Ok(rows);
    }
    let pick = |row: Value| {
        let cell = |name: &String| {
            let value = row.get(name).cloned().ok_or_else(|| {
                let known: Vec<&String> =
                    row.as_object().into_iter().flatten().map(|(name, _)| name).collect();
                UsageError(format!("--columns: there is no column `{name}`; there are {known:?}"))
            })?;
            Ok((name.clone(), value))
        };
        Ok(Value::Object(columns.iter().map(cell).collect::<Result<_, _>>()?))
    };
    rows.into_iter().map(pick).collect()
}
