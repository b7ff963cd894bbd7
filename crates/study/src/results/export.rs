use std::path::Path;

use benchmark::{ArchitectureRef, keys};
use config::Study;
use data::Data;
use epsilon::FunctionId;
use network::Property;
use rayon::prelude::*;
use serde_json::Value;
use table::{Column, write_csv, write_parquet};

use super::records;
use crate::Error;
use crate::analyse::{Analysis, GraphNumbers};
use crate::describe::{class_name, short_name};
use crate::run_folder::write_text;
use analysis::{Clusters, Correlation, Details};

/// The table of a run with one row an architecture.
pub const ARCHITECTURES: &str = "architectures.csv";
/// Its columns that name an architecture's cluster, in the order in which they are looked for: the function that it computes,
/// and its class of isomorphic ones.
pub const CLUSTERS: [&str; 2] = ["function", "isomorphism"];

/// Writes `scores.csv` and `scores.parquet` into a folder: one row per architecture and proxy, proxy by proxy.
///
/// # Errors
/// If a file can't be written.
pub fn write_scores(
    folder: &Path,
    architectures: &[ArchitectureRef],
    analysis: &Analysis,
) -> Result<(), Error> {
    let rows = architectures.len() * analysis.proxies.len();
    let (mut arch, mut proxy) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    let (mut score, mut status) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    for column in &analysis.proxies {
        arch.extend(keys(architectures));
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

/// Writes `architectures.csv` and `architectures.parquet` into a folder: one row an architecture, with its key, its official
/// index, what names its cluster, its parameters, every proxy's score and status, and every label. What a space or a study has
/// not, is no column.
///
/// # Errors
/// If a file can't be written.
pub(crate) fn write_architectures(
    folder: &Path,
    study: &Study,
    data: &Data,
    analysis: &Analysis,
    functions: Option<&[Option<FunctionId>]>,
) -> Result<(), Error> {
    let all = &data.architectures;
    let mut columns = Wide::default();
    columns.push("arch", Column::Text(keys(all)));
    let indices: Vec<i64> = all.iter().map_while(|one| Some(one.official_index()? as i64)).collect();
    if indices.len() == all.len() {
        columns.push("index", Column::Integer(indices));
    }
    if let Some(functions) = functions.filter(|functions| functions.iter().any(Option::is_some)) {
        let names = functions.iter().map(|function| function.map_or_else(String::new, short_name));
        columns.push(CLUSTERS[0], Column::Text(names.collect()));
    }
    if study.statistics.clusters == Clusters::Isomorphism {
        let classes = all.par_iter().map(|one| class_name(&one.isomorphism_class()));
        columns.push(CLUSTERS[1], Column::Text(classes.collect()));
    }
    let params = Property::Params;
    if analysis.proxies.iter().all(|proxy| proxy.name != params.name()) {
        let number = |graph: &GraphNumbers| graph.get(params).map_or(f64::NAN, |number| number as f64);
        columns.push(params.name(), Column::Number(analysis.graphs.iter().map(number).collect()));
    }
    for proxy in &analysis.proxies {
        columns.push(&proxy.name, Column::Number(proxy.values.clone()));
        let status = proxy.status.iter().map(ToString::to_string).collect();
        columns.push(&format!("{}_status", proxy.name), Column::Text(status));
    }
    for label in &analysis.labels {
        columns.push(&label.name, Column::Number(label.values.clone()));
    }
    let (names, columns): (Vec<String>, Vec<Column>) = columns.0.into_iter().unzip();
    let columns: Vec<(&str, Column)> = names.iter().map(String::as_str).zip(columns).collect();
    write_csv(&folder.join(ARCHITECTURES), &columns)?;
    Ok(write_parquet(&folder.join("architectures.parquet"), &columns)?)
}

/// Columns under different names: of two that are called the same, the second gets a number.
#[derive(Default)]
struct Wide(Vec<(String, Column)>);

impl Wide {
    fn push(&mut self, name: &str, column: Column) {
        let taken = |name: &str| self.0.iter().any(|(other, _)| other == name);
        let mut free = name.to_owned();
        for number in 2.. {
            if !taken(&free) {
                break;
            }
            free = format!("{name}_{number}");
        }
        self.0.push((free, column));
    }
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
