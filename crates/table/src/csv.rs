//! The text of a CSV file as columns of cells.

use std::io::Read as _;
use std::path::Path;

use ::csv::{ReaderBuilder, StringRecord};

use crate::{Row, TableError};

/// What may stand between two cells of a row.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// A line of its own after the last one. A quoted cell that nobody closed swallows it, and is found by that.
const END: &str = "\n<end>";

/// The cells of a file, column by column.
#[derive(Clone, Debug)]
pub(crate) struct Csv {
    pub(crate) columns: Vec<Cells>,
    /// The row in which each record begins.
    pub(crate) rows: Vec<usize>,
    /// Whether a comma in a number is its decimal mark: where cells are separated by semicolons.
    pub(crate) decimal_comma: bool,
}

/// The cells of a column, one text after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Cells {
    fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(|(begin, &end)| &self.text[begin..end])
    }
}

/// The columns' names and cells.
///
/// Rows and cells are those of pandas: a line without anything but blanks is none, a quote within a cell that does not begin
/// with one is a letter, and so is what follows a closing quote. Where pandas would fill up, cut off or glue together, this is an
/// error.
pub(crate) fn parse(path: &Path, text: &str) -> Result<(Vec<String>, Csv), TableError> {
    let separator = separator(text).map_err(|reason| failed(path, reason))?;
    let mut records = Records::new(text, separator);
    let Some((_, header)) = records.next().map_err(|reason| failed(path, reason))? else {
        return Err(failed(path, "it is empty: the first row holds the columns' names".to_owned()));
    };
    let names: Vec<String> = header.iter().map(str::to_owned).collect();
    let mut columns = vec![Cells::default(); names.len()];
    let mut rows = Vec::new();
    while let Some((row, record)) = records.next().map_err(|reason| failed(path, reason))? {
        if record.len() != names.len() {
            return Err(failed(path, uneven(row, record.len(), names.len(), separator)));
        }
        columns.iter_mut().zip(record).for_each(|(column, cell)| column.push(cell));
        rows.push(row);
    }
    Ok((names, Csv { columns, rows, decimal_comma: separator == ';' }))
}

fn failed(path: &Path, reason: String) -> TableError {
    TableError::Format { path: path.to_owned(), format: "CSV", reason }
}

/// What is wrong with a row of another length than the header: one that is too short is often the last one of half a file, and
/// its missing cells would pass for missing numbers.
fn uneven(row: usize, fields: usize, wanted: usize, separator: char) -> String {
    let advice = match (fields > wanted, separator) {
        (false, _) => "is the file complete?",
        (true, ';') => "put a field that holds a semicolon into quotes",
        (true, '\t') => "put a field that holds a tab into quotes",
        (true, _) => "put a field that holds a comma into quotes",
    };
    let noun = if fields == 1 { "field" } else { "fields" };
    format!("{} has {fields} {noun}, the header {wanted}: {advice}", Row::below_header(row))
}

/// The records of a text, with the rows in which they begin: the header is row 1, and blank lines count.
struct Records<'a> {
    text: &'a str,
    reader: ::csv::Reader<std::io::Chain<&'a [u8], &'a [u8]>>,
    record: StringRecord,
    row: usize,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, separator: char) -> Self {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator as u8)
            .from_reader(text.as_bytes().chain(END.as_bytes()));
        Self { text, reader, record: StringRecord::new(), row: 0 }
    }

    fn next(&mut self) -> Result<Option<(usize, &StringRecord)>, String> {
        loop {
            let begin = self.reader.position().byte() as usize;
            if !self.reader.read_record(&mut self.record).map_err(|error| error.to_string())? {
                return Ok(None);
            }
            let end = self.reader.position().byte() as usize;
            let (before, rest) = self.text.split_at(begin.min(self.text.len()));
            let raw = &rest[..end.min(self.text.len()) - before.len()];
            // The reader ends a record at `\r`, and begins the next one with the `\n` that belongs to it.
            let raw = raw.strip_prefix('\n').filter(|_| before.ends_with('\r')).unwrap_or(raw);
            let record = raw.trim_start_matches(['\r', '\n']);
            if self.row > 0 {
                self.row += lines(&raw[..raw.len() - record.len()]);
            }
            // Only the line at the end reaches as far.
            if end > self.text.len() + 1 {
                let closed = record.is_empty() && self.record.len() == 1 && self.record[0] == END[1..];
                let reason =
                    || format!("the quotes that begin in {} never end", Row::below_header(self.row + 1));
                return if closed { Ok(None) } else { Err(reason()) };
            }
            self.row += 1;
            if self.record.len() == 1 && record.trim().is_empty() {
                // A line of blanks above the header does not count, as no line above it does.
                self.row -= usize::from(self.row == 1);
                continue;
            }
            if self.record.iter().any(|cell| cell.contains(['\r', '\n']) && !is_quoted(cell, record)) {
                return Err(format!(
                    "{} has letters after quotes that end: write a quote within quotes twice",
                    Row::below_header(self.row)
                ));
            }
            return Ok(Some((self.row, &self.record)));
        }
    }
}

/// Lines that end in a text of line ends: `\n`, `\r` or both together.
fn lines(ends: &str) -> usize {
    ends.matches('\n').count() + ends.matches('\r').count() - ends.matches("\r\n").count()
}

/// Whether a cell stands in a record as it would be written, in quotes from end to end. A cell of several lines that does not
/// has most likely swallowed the rows up to the next stray quote.
fn is_quoted(cell: &str, record: &str) -> bool {
    record.contains(&format!("\"{}\"", cell.replace('"', "\"\"")))
}

/// What separates the cells: the only one of [`SEPARATORS`] that the header holds outside of quotes. If it holds several, the one
/// with which all rows are as long as the header.
fn separator(text: &str) -> Result<char, String> {
    let found = in_header(text);
    let even: Vec<char> = match found[..] {
        [] => return Ok(','),
        [only] => return Ok(only),
        _ => found.iter().copied().filter(|&separator| is_even(text, separator)).collect(),
    };
    match even[..] {
        [only] => Ok(only),
        _ => Err(format!(
            "its header holds {}, and any of them may separate the columns: put the names that hold one into quotes",
            found.iter().map(|separator| format!("{separator:?}")).collect::<Vec<_>>().join(" and ")
        )),
    }
}

fn in_header(text: &str) -> Vec<char> {
    let mut found = [false; SEPARATORS.len()];
    let (mut quoted, mut begins) = (false, true);
    let blank = text.split_inclusive(['\r', '\n']).take_while(|line| line.trim().is_empty());
    let blank = blank.map(str::len).sum::<usize>();
    for letter in text[blank..].chars() {
        let separator = SEPARATORS.iter().position(|&separator| separator == letter).filter(|_| !quoted);
        match letter {
            '\r' | '\n' if !quoted => break,
            '"' if quoted || begins => quoted = !quoted,
            _ => {}
        }
        // A quote is one only where it begins a name, or comes right after one that ended.
        begins = separator.is_some() || letter == '"';
        if let Some(position) = separator {
            found[position] = true;
        }
    }
    SEPARATORS.into_iter().zip(found).filter_map(|(separator, found)| found.then_some(separator)).collect()
}

fn is_even(text: &str, separator: char) -> bool {
    let mut records = Records::new(text, separator);
    let Ok(Some(width)) = records.next().map(|record| record.map(|(_, record)| record.len())) else {
        return false;
    };
    loop {
        match records.next() {
            Ok(Some((_, record))) if record.len() == width => {}
            Ok(None) => return true,
            _ => return false,
        }
    }
}
