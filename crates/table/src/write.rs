use std::io::Write as _;
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

impl Column {
    fn len(&self) -> usize {
        match self {
            Self::Text(cells) => cells.len(),
            Self::Number(cells) => cells.len(),
            Self::Integer(cells) => cells.len(),
        }
    }

    /// A cell as text; a number as the shortest that reads back as the same.
    fn cell(&self, row: usize) -> String {
        match self {
            Self::Text(cells) => cells[row].clone(),
            Self::Number(cells) => zmij::Buffer::new().format(cells[row]).to_owned(),
            Self::Integer(cells) => cells[row].to_string(),
        }
    }
}

/// Writes a table as CSV. Text that begins as a formula does is in quotes ([`files::csv_cell`]).
///
/// # Errors
/// If the columns differ in length or the file can't be written.
pub fn write_csv(path: &Path, columns: &[(&str, Column)]) -> Result<(), TableError> {
    let rows = columns.first().map_or(0, |(_, column)| column.len());
    if columns.iter().any(|(_, column)| column.len() != rows) {
        return Err(failed(path, &"its columns differ in length"));
    }
    files::write_whole(path, |file| {
        file.write_all(files::csv_row(columns.iter().map(|(name, _)| name)).as_bytes())?;
        for row in 0..rows {
            file.write_all(files::csv_row(columns.iter().map(|(_, column)| column.cell(row))).as_bytes())?;
        }
        Ok(())
    })
}

/// Writes a table as Parquet, whole or not at all.
///
/// # Errors
/// If the columns differ in length or the file can't be written.
pub fn write_parquet(path: &Path, columns: &[(&str, Column)]) -> Result<(), TableError> {
    let columns: Vec<polars::prelude::Column> = columns
        .iter()
        .map(|(name, column)| match column {
            Column::Text(cells) => polars::prelude::Column::new((*name).into(), cells),
            Column::Number(cells) => polars::prelude::Column::new((*name).into(), cells),
            Column::Integer(cells) => polars::prelude::Column::new((*name).into(), cells),
        })
        .collect();
    let mut frame = DataFrame::new_infer_height(columns).map_err(|error| failed(path, &error))?;
    files::write_whole(path, |file| {
        ParquetWriter::new(file).finish(&mut frame).map(drop).map_err(|error| failed(path, &error))
    })
}

fn failed(path: &Path, error: &dyn std::fmt::Display) -> TableError {
    TableError::Write { path: path.to_owned(), reason: error.to_string() }
}
