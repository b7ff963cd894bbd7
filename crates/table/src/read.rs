use std::io::Cursor;
use std::path::{Path, PathBuf};

use polars::prelude::*;

use crate::TableError;
use crate::fields::UnevenRow;

/// A table that was read from a file.
#[derive(Clone, Debug)]
pub struct Table {
    path: PathBuf,
    frame: DataFrame,
}

impl Table {
    /// Reads a `.csv` or `.parquet` file whole.
    ///
    /// # Errors
    /// If the file can't be read, or is not in the format that its name says.
    pub fn read(path: &Path) -> Result<Self, TableError> {
        let extension = path.extension().and_then(|text| text.to_str()).map(str::to_ascii_lowercase);
        let format = match extension.as_deref() {
            Some("csv") => "CSV",
            Some("parquet") => "Parquet",
            _ => return Err(TableError::Extension { path: path.to_owned() }),
        };
        let bytes = fs_err::read(path)?;
        let failed = |reason: String| TableError::Format { path: path.to_owned(), format, reason };
        if format == "CSV"
            && let Some(reason) = uneven(&bytes)
        {
            return Err(failed(reason));
        }
        // A damaged file must not end the program: a reader's panic is an error like any other.
        let frame = std::panic::catch_unwind(|| parse(&bytes, format))
            .map_err(|_| failed("the file is damaged".to_owned()))?
            // What follows the first line is about the reader's own options, which nobody can set here.
            .map_err(|error| failed(error.to_string().lines().next().unwrap_or_default().to_owned()))?;
        Ok(Self { path: path.to_owned(), frame })
    }

    /// The file that the table came from.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The columns' names in file order.
    pub fn columns(&self) -> Vec<String> {
        self.frame.get_column_names().iter().map(ToString::to_string).collect()
    }

    /// Number of rows, the header not counted.
    pub fn height(&self) -> usize {
        self.frame.height()
    }

    /// Whether there is a column of this name.
    pub fn has(&self, column: &str) -> bool {
        self.frame.column(column).is_ok()
    }

    /// A column as text; empty cells are empty text.
    ///
    /// # Errors
    /// If there is no such column.
    pub fn text(&self, column: &str) -> Result<Vec<String>, TableError> {
        let text = self.cast(column, &DataType::String)?;
        let text = text.str().map_err(|error| self.format_error(&error))?;
        Ok(text.iter().map(|cell| cell.unwrap_or_default().to_owned()).collect())
    }

    /// A column of keys: text without empty cells.
    ///
    /// # Errors
    /// If there is no such column, or a cell of it is empty.
    pub fn keys(&self, column: &str) -> Result<Vec<String>, TableError> {
        let keys = self.text(column)?;
        match keys.iter().position(|key| key.trim().is_empty()) {
            None => Ok(keys),
            Some(row) => {
                Err(TableError::EmptyKey { path: self.path.clone(), row: row + 2, column: column.to_owned() })
            }
        }
    }

    /// A column as numbers; empty cells and `NaN` are NaN.
    ///
    /// # Errors
    /// If there is no such column, or a cell of it is no number.
    pub fn numbers(&self, column: &str) -> Result<Vec<f64>, TableError> {
        let found = self.column(column)?;
        if found.dtype().is_primitive_numeric() {
            let numbers = self.cast(column, &DataType::Float64)?;
            let numbers = numbers.f64().map_err(|error| self.format_error(&error))?;
            return Ok(numbers.iter().map(|cell| cell.unwrap_or(f64::NAN)).collect());
        }
        let parse = |(row, text): (usize, String)| match text.trim() {
            "" => Ok(f64::NAN),
            trimmed => trimmed.parse().map_err(|_| TableError::Number {
                path: self.path.clone(),
                row: row + 2,
                column: column.to_owned(),
                text: text.chars().take(60).collect(),
            }),
        };
        self.text(column)?.into_iter().enumerate().map(parse).collect()
    }

    fn column(&self, column: &str) -> Result<&Column, TableError> {
        self.frame.column(column).map_err(|_| TableError::Column {
            path: self.path.clone(),
            column: column.to_owned(),
            known: self.columns(),
        })
    }

    fn cast(&self, column: &str, to: &DataType) -> Result<Column, TableError> {
        self.column(column)?.cast(to).map_err(|error| self.format_error(&error))
    }

    fn format_error(&self, error: &PolarsError) -> TableError {
        TableError::Format { path: self.path.clone(), format: "table", reason: error.to_string() }
    }
}

/// What is wrong with a CSV whose rows differ in length: a row that is too short is often the last one of half a file, and
/// its missing cells would pass for missing numbers.
fn uneven(bytes: &[u8]) -> Option<String> {
    let UnevenRow { row, fields, wanted } = UnevenRow::find(bytes)?;
    let advice =
        if fields > wanted { "put a field that holds a comma into quotes" } else { "is the file complete?" };
    let noun = if fields == 1 { "field" } else { "fields" };
    Some(format!("row {row} (the header is row 1) has {fields} {noun}, the header {wanted}: {advice}"))
}

fn parse(bytes: &[u8], format: &str) -> PolarsResult<DataFrame> {
    let reader = Cursor::new(bytes);
    if format == "Parquet" {
        return ParquetReader::new(reader).finish();
    }
    // All columns as text: numbers are parsed where they are asked for, so that an error can name the cell.
    CsvReadOptions::default()
        .with_has_header(true)
        .with_infer_schema_length(Some(0))
        .into_reader_with_file_handle(reader)
        .finish()
}
