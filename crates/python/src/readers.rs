//! Files as columns.

use std::path::PathBuf;

use anyhow::Context as _;
use config::{LabelSource, Named as _};
use data::{LabelTable, label_table, recognise};
use numpy::IntoPyArray as _;
use pyo3::prelude::*;
use table::Table;

use crate::error::wrong;
use crate::watch::watched;

/// A column's name and its values: a NumPy array of numbers, or a list of texts.
pub type Column<'py> = (String, Bound<'py, PyAny>);

/// The columns of an official file, and what to warn of.
#[pyfunction]
pub fn read_labels<'py>(
    py: Python<'py>,
    path: PathBuf,
    source: Option<&str>,
    seeds: bool,
) -> PyResult<(Vec<Column<'py>>, Option<String>)> {
    let source = source.map(LabelSource::read).transpose().map_err(wrong)?;
    let LabelTable { archs, indices, columns, skipped } = watched(py, None, |_, _| {
        let source = source.map_or_else(|| recognise(&path), Ok)?;
        Ok(label_table(&path, source, seeds)?)
    })?;
    let rows = archs.len();
    let mut found = vec![("arch".to_owned(), archs.into_pyobject(py)?.into_any())];
    if indices.len() == rows {
        let indices: Vec<i64> = indices.into_iter().map(|index| index as i64).collect();
        found.push(("index".to_owned(), indices.into_pyarray(py).into_any()));
    }
    found.extend(columns.into_iter().map(|(name, values)| (name, values.into_pyarray(py).into_any())));
    Ok((found, skipped.map(|skipped| study::presentation::skipped(&skipped).to_string())))
}

/// The columns of a CSV or Parquet file: numbers where all of a column's cells are numbers or missing, else texts.
#[pyfunction]
pub fn read_table(py: Python<'_>, path: PathBuf) -> PyResult<Vec<Column<'_>>> {
    enum Values {
        Numbers(Vec<f64>),
        Texts(Vec<String>),
    }
    let found = watched(py, None, |_, _| {
        let table = Table::read(&path)?;
        let read = |name: &String| -> anyhow::Result<(String, Values)> {
            let values = match table.numbers(name) {
                Ok(numbers) => Values::Numbers(numbers),
                Err(_) => Values::Texts(table.text(name).with_context(|| path.display().to_string())?),
            };
            Ok((name.clone(), values))
        };
        table.columns().iter().map(read).collect::<anyhow::Result<Vec<_>>>()
    })?;
    let column = |(name, values)| {
        Ok((
            name,
            match values {
                Values::Numbers(numbers) => numbers.into_pyarray(py).into_any(),
                Values::Texts(texts) => texts.into_pyobject(py)?.into_any(),
            },
        ))
    };
    found.into_iter().map(column).collect()
}
