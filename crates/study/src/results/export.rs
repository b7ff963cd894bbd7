use std::path::Path;

use serde_json::Value;
use table::{Column, write_csv, write_parquet};

use super::records;
use crate::Error;
use crate::analyse::Analysis;
use crate::run_folder::write_text;
use analysis::{Correlation, Details};

/// Writes `scores.csv` and `scores.parquet` into a folder: one row per architecture and proxy, proxy by proxy.
///
/// # Errors
/// If a file can't be written.
pub fn write_scores(folder: &Path, architectures: &[String], analysis: &Analysis) -> Result<(), Error> {
    let rows = architectures.len() * analysis.proxies.len();
    let (mut arch, mut proxy) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    let (mut score, mut status) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    for column in &analysis.proxies {
        arch.extend(architectures.iter().cloned());
        proxy.extend(std::iter::repeat_n(column.name.clone(), architectures.len()));
        score.extend(&column.values);
        status.extend(column.status.iter().map(ToString::to_string));
    }
    let columns = [
        ("arch", Column::Text(arch)),
        ("proxy", Column::Text(proxy)),
        ("score", Column::Number(score)),
        ("status", Column::Text(status)),
    ];
    write_csv(&folder.join("scores.csv"), &columns)?;
    Ok(write_parquet(&folder.join("scores.parquet"), &columns)?)
}

/// Writes the tables of an analysis into a folder, each only where it has rows: `correlations.csv`, `missing.csv`,
/// `comparisons.csv`, `top_k.csv`, `bands.csv`, `strata.csv`, `label_noise.csv`, `ties.csv` and `proxies.csv` (each proxy against each
/// other).
///
/// # Errors
/// If a file can't be written.
pub fn write_tables(folder: &Path, correlations: &[Correlation], details: &Details) -> Result<(), Error> {
    let between = &details.between;
    let pairs =
        (0..between.names.len()).flat_map(|row| (0..between.names.len()).map(move |column| (row, column)));
    for (name, rows) in [
        ("correlations.csv", correlations.iter().map(records::correlation).collect()),
        ("missing.csv", details.missing.iter().map(records::missing).collect()),
        ("comparisons.csv", details.comparisons.iter().map(records::comparison).collect()),
        ("top_k.csv", details.tops.iter().map(records::top).collect()),
        ("bands.csv", details.bands.iter().map(records::band).collect()),
        ("strata.csv", details.strata.iter().map(records::stratum).collect()),
        ("label_noise.csv", details.noise.iter().map(records::noise).collect()),
        ("ties.csv", details.ties.iter().map(records::tie).collect()),
        ("proxies.csv", pairs.map(|pair| records::between(between, pair)).collect::<Vec<Value>>()),
    ] {
        if !rows.is_empty() || name == "correlations.csv" {
            write_text(&folder.join(name), &rows_as_csv(&rows))?;
        }
    }
    Ok(())
}

/// Flat objects with the same keys as CSV: one row each, the keys as header, `NaN` for what does not exist.
pub fn rows_as_csv(rows: &[Value]) -> String {
    let mut text = String::new();
    for (position, row) in rows.iter().enumerate() {
        let Value::Object(row) = row else { continue };
        if position == 0 {
            text.push_str(&files::csv_row(row.keys()));
        }
        text.push_str(&files::csv_row(row.values().map(cell)));
    }
    text
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => "NaN".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
