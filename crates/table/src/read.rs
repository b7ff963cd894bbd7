use std::collections::HashMap;
use std::path::{Path, PathBuf};

use files::Limit;

use crate::csv::{self, Csv};
use crate::parquet::{Fault, Parquet};
use crate::{Row, TableError, cell};

/// A table that was read from a file.
#[derive(Clone, Debug)]
pub struct Table {
    path: PathBuf,
    names: Vec<String>,
    body: Body,
}

#[derive(Clone, Debug)]
enum Body {
    Csv(Csv),
    Parquet(Parquet),
}

impl Table {
    /// Reads a `.csv`, `.tsv` or `.parquet` file, which may be packed: `.csv.gz`, `.csv.zst`, `.csv.bz2`.
    ///
    /// # Errors
    /// If the file can't be read, is not in the format that its name says, or has two columns of the same name.
    pub fn read(path: &Path) -> Result<Self, TableError> {
        let (names, body) = match extension(path).as_deref() {
            Some("csv" | "tsv") => {
                let (names, csv) = csv::parse(path, &files::read_text(path, Limit::input()?)?)?;
                (names, Body::Csv(csv))
            }
            Some("parquet") => {
                let bytes = files::read(path, Limit::input()?)?;
                let (names, parquet) = Parquet::open(bytes).map_err(|reason| failed(path, reason))?;
                (names, Body::Parquet(parquet))
            }
            _ => return Err(TableError::Extension { path: path.to_owned() }),
        };
        unique(path, &names)?;
        Ok(Self { path: path.to_owned(), names, body })
    }

    /// The file that the table came from.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The columns' names in file order.
    pub fn columns(&self) -> &[String] {
        &self.names
    }

    /// Number of rows, the header not counted.
    pub fn height(&self) -> usize {
        match &self.body {
            Body::Csv(csv) => csv.rows.len(),
            Body::Parquet(parquet) => parquet.rows(),
        }
    }

    /// Where in the file the row at a position from 0 stands.
    ///
    /// # Panics
    /// If the position is not below [`Self::height`].
    pub fn row(&self, position: usize) -> Row {
        match &self.body {
            Body::Csv(csv) => Row { number: csv.rows[position], header: true },
            Body::Parquet(_) => Row { number: position + 1, header: false },
        }
    }

    /// Whether there is a column of this name.
    pub fn has(&self, column: &str) -> bool {
        self.position(column).is_ok()
    }

    /// A column as text; empty where a cell says that there is no value ([`files::is_missing`]).
    ///
    /// # Errors
    /// If there is no such column.
    pub fn text(&self, column: &str) -> Result<Vec<String>, TableError> {
        let text = |cell: &str| if files::is_missing(cell) { String::new() } else { cell.to_owned() };
        let position = self.position(column)?;
        match &self.body {
            Body::Csv(csv) => Ok(csv.columns[position].iter().map(text).collect()),
            Body::Parquet(parquet) => {
                let cells = parquet.text(position).map_err(|fault| self.failed(column, fault))?;
                Ok(cells
                    .into_iter()
                    .map(|cell| if files::is_missing(&cell) { String::new() } else { cell })
                    .collect())
            }
        }
    }

    /// A column of keys: text that is nowhere missing. A whole number is one without a fraction: `3.0` is the key `3`.
    ///
    /// # Errors
    /// If there is no such column, or a cell of it says that there is no value.
    pub fn keys(&self, column: &str) -> Result<Vec<String>, TableError> {
        let keys = self.text(column)?;
        match keys.iter().position(String::is_empty) {
            None => Ok(keys.into_iter().map(|text| cell::key(&text).to_owned()).collect()),
            Some(position) => Err(TableError::EmptyKey {
                path: self.path.clone(),
                row: self.row(position),
                column: column.to_owned(),
            }),
        }
    }

    /// A column as numbers: NaN where a cell says that there is no value ([`files::is_missing`]); true and false are 1 and 0.
    /// In a CSV file that is separated by semicolons, numbers may have decimal commas.
    ///
    /// # Errors
    /// If there is no such column, a cell of it is no number, or some have decimal points and some commas.
    pub fn numbers(&self, column: &str) -> Result<Vec<f64>, TableError> {
        let position = self.position(column)?;
        match &self.body {
            Body::Csv(csv) => {
                if csv.decimal_comma {
                    self.same_mark(column, csv.columns[position].iter())?;
                }
                let parse = |(row, text)| {
                    cell::number(text, csv.decimal_comma).ok_or_else(|| self.no_number(column, row, text))
                };
                csv.columns[position].iter().enumerate().map(parse).collect()
            }
            Body::Parquet(parquet) => parquet.numbers(position).map_err(|fault| self.failed(column, fault)),
        }
    }

    fn no_number(&self, column: &str, position: usize, text: &str) -> TableError {
        TableError::Number {
            path: self.path.clone(),
            row: self.row(position),
            column: column.to_owned(),
            text: text.chars().take(60).collect(),
        }
    }

    fn failed(&self, column: &str, fault: Fault) -> TableError {
        match fault {
            Fault::File(reason) => failed(&self.path, format!("column `{column}`: {reason}")),
            Fault::NoNumber(position, text) => self.no_number(column, position, &text),
        }
    }

    /// Refuses numbers with decimal points beside others with commas: `1,234` may be a thousand.
    fn same_mark<'a>(&self, column: &str, cells: impl Iterator<Item = &'a str>) -> Result<(), TableError> {
        let (mut point, mut comma) = (None, None);
        for (position, text) in cells.enumerate() {
            let found = if cell::has_comma(text) { &mut comma } else { &mut point };
            if found.is_none() && text.contains(['.', ',']) {
                *found = Some(position);
            }
        }
        let (Some(point), Some(comma)) = (point, comma) else { return Ok(()) };
        Err(TableError::DecimalMark {
            path: self.path.clone(),
            column: column.to_owned(),
            point: self.row(point),
            comma: self.row(comma),
        })
    }

    /// A column without a name can't be asked for.
    fn position(&self, column: &str) -> Result<usize, TableError> {
        let found = self.names.iter().position(|name| name == column && !name.is_empty());
        found.ok_or_else(|| TableError::Column {
            path: self.path.clone(),
            column: column.to_owned(),
            known: self.names.clone(),
        })
    }
}

/// The last part of a name that does not say how the file is packed, in small letters.
fn extension(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let name = [".gz", ".zst", ".bz2"].iter().find_map(|packed| name.strip_suffix(packed)).unwrap_or(&name);
    name.rsplit_once('.').map(|(_, extension)| extension.to_owned())
}

/// Refuses two columns of one name. Those without any are not looked at: spreadsheets write them for empty columns.
fn unique(path: &Path, names: &[String]) -> Result<(), TableError> {
    let mut seen = HashMap::new();
    for (position, name) in (1..).zip(names) {
        if let Some(first) = seen.insert(name, position).filter(|_| !name.is_empty()) {
            return Err(TableError::Twice {
                path: path.to_owned(),
                column: name.clone(),
                first,
                second: position,
            });
        }
    }
    Ok(())
}

fn failed(path: &Path, reason: String) -> TableError {
    TableError::Format { path: path.to_owned(), format: "Parquet", reason }
}
