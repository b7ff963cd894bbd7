use std::path::Path;

use polars::prelude::*;

use crate::TableError;

/// A column to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Text.
    Text(Vec<String>),
    /// Numbers; NaN is written as `NaN`.
    Number(Vec<f64>),
    /// Whole numbers.
    Integer(Vec<i64>),
}

/// Writes a table as CSV.
///
/// # Errors
/// If the columns differ in length or the file can't be written.
pub fn write_csv(path: &Path, columns: &[(&str, Column)]) -> Result<(), TableError> {
    let mut frame = frame(path, columns)?;
    let file = fs_err::File::create(path)?;
    CsvWriter::new(file).finish(&mut frame).map_err(|error| failed(path, &error))
}

/// Writes a table as Parquet.
///
/// # Errors
/// If the columns differ in length or the file can't be written.
pub fn write_parquet(path: &Path, columns: &[(&str, Column)]) -> Result<(), TableError> {
    let mut frame = frame(path, columns)?;
    let file = fs_err::File::create(path)?;
    ParquetWriter::new(file).finish(&mut frame).map(drop).map_err(|error| failed(path, &error))
}

fn frame(path: &Path, columns: &[(&str, Column)]) -> Result<DataFrame, TableError> {
    let columns: Vec<polars::prelude::Column> = columns
        .iter()
        .map(|(name, column)| match column {
            Column::Text(cells) => polars::prelude::Column::new((*name).into(), cells),
            Column::Number(cells) => polars::prelude::Column::new((*name).into(), cells),
            Column::Integer(cells) => polars::prelude::Column::new((*name).into(), cells),
        })
        .collect();
    DataFrame::new_infer_height(columns).map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &PolarsError) -> TableError {
    TableError::Write { path: path.to_owned(), reason: error.to_string() }
}
