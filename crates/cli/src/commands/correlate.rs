//! `epsilon correlate`.

use std::fmt::Write as _;

use benchmark::Direction;
use report::{CorrelationRow, correlation_table, terminal};
use serde_json::Value;
use study::analysis::{Correlation, correlate as correlate_columns};
use table::Table;

use crate::arguments::{CorrelateArguments, CorrelationFormat, DirectionArgument};
use crate::exit::Exit;
use crate::output;

/// Correlates columns of a table with a label.
pub fn correlate(arguments: &CorrelateArguments) -> anyhow::Result<Exit> {
    let table = Table::read(&arguments.file)?;
    let labels = table.numbers(&arguments.label)?;
    if labels.iter().all(|label| label.is_nan()) {
        let source = benchmark::LabelError::Empty { label: arguments.label.clone(), rows: table.height() };
        return Err(study::DataError::Label { path: arguments.file.clone(), source }.into());
    }
    let direction = match arguments.direction {
        DirectionArgument::Maximize => Direction::Maximize,
        DirectionArgument::Minimize => Direction::Minimize,
    };
    let mut rows = Vec::new();
    for score in &arguments.score {
        let scores = table.numbers(score)?;
        rows.push(correlate_columns((score, &scores), (&arguments.label, &labels), direction, None));
    }
    output::print(&match arguments.format {
        CorrelationFormat::Table => {
            let rows: Vec<CorrelationRow> = rows.iter().map(row).collect();
            terminal(&correlation_table("", &rows), output::width())
        }
        CorrelationFormat::Json => {
            format!("{:#}\n", Value::Array(rows.iter().map(Correlation::to_json).collect()))
        }
        CorrelationFormat::Csv => csv(&rows),
    });
    Ok(Exit::Ok)
}

fn row(row: &Correlation) -> CorrelationRow {
    CorrelationRow {
        proxy: row.score.clone(),
        label: row.label.clone(),
        scored: row.statistics.n as u64,
        asked: row.n_total as u64,
        spearman: row.statistics.rho,
        kendall_tau_b: row.statistics.tau,
        spearman_top10: row.statistics.rho_top10,
        kendall_top10: row.statistics.tau_top10,
        top10_overlap: row.statistics.top10_overlap / 100.0,
        top64_in_top5: row.statistics.top64_in_top5,
        weighted_tau: Some(row.weighted_tau),
        ..CorrelationRow::default()
    }
}

/// The same keys as in JSON, in the same order.
fn csv(rows: &[Correlation]) -> String {
    let mut text = String::new();
    for (position, row) in rows.iter().map(Correlation::to_json).enumerate() {
        let Value::Object(row) = row else { continue };
        if position == 0 {
            let keys: Vec<&str> = row.keys().map(String::as_str).collect();
            let _ = writeln!(text, "{}", keys.join(","));
        }
        let cells: Vec<String> = row
            .values()
            .map(|value| match value {
                Value::Null => "NaN".to_owned(),
                Value::String(text) => output::csv_cell(text),
                other => other.to_string(),
            })
            .collect();
        let _ = writeln!(text, "{}", cells.join(","));
    }
    text
}
