//! `epsilon data labels`.

use std::path::Path;

use config::LabelSource;
use data::{LabelTable, label_table, recognise};
use table::{Column, write_csv, write_parquet};

use crate::exit::{Exit, UsageError};
use crate::output::tell;
use crate::progress::Waiting;

/// Writes the labels of an official file as a table.
pub fn write(file: &Path, out: &Path, source: Option<LabelSource>, seeds: bool) -> anyhow::Result<Exit> {
    let parquet = match out.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => false,
        Some("parquet") => true,
        _ => return Err(UsageError("--out: give a file that ends in .csv or .parquet".to_owned()).into()),
    };
    let same = |path: &Path| path.canonicalize().ok();
    if same(out).is_some_and(|out| same(file).is_some_and(|file| out == file || out.starts_with(file))) {
        return Err(UsageError("--out: the file that is read can't be written".to_owned()).into());
    }
    let source = source.map_or_else(|| recognise(file), Ok)?;
    let waiting = Waiting::new(&format!("reading {}", file.display()));
    let found = label_table(file, source, seeds);
    waiting.finish();
    let LabelTable { archs, indices, columns: labels, skipped } = found?;
    if let Some(skipped) = skipped {
        tell!("warning: {}", study::presentation::skipped(&skipped));
    }
    let (rows, count) = (archs.len(), labels.len());
    let mut columns = vec![("arch", Column::Text(archs))];
    if indices.len() == rows {
        columns.push(("index", Column::Integer(indices.into_iter().map(|index| index as i64).collect())));
    }
    let (names, values): (Vec<String>, Vec<Vec<f64>>) = labels.into_iter().unzip();
    columns.extend(names.iter().map(String::as_str).zip(values.into_iter().map(Column::Number)));
    let write = if parquet { write_parquet } else { write_csv };
    write(out, &columns)?;
    tell!("{}: {rows} architectures, {count} columns of labels from {source}", out.display());
    tell!("in a config: labels: [{{source: table, file: {}, column: {}}}]", out.display(), names[0]);
    Ok(Exit::Ok)
}
