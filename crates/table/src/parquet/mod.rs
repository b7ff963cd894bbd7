//! Parquet files, column by column.
//!
//! The `parquet` crate reads the footer and decodes levels and values. What stands between them is read here ([`pages`],
//! [`thrift`], [`delta`]), since it trusts sizes: a page's header says how many bytes it unpacks to, and some encodings how
//! many values they hold, and as much is allocated. polars, which writes these files, allocates by the lengths in the footer
//! too: 257 bytes end the process, which no error handling can catch, so it is not used for reading.
//!
//! What a file may take is bounded by its own size: see [`ROWS`] and [`BYTES`].

mod cells;
mod delta;
mod pages;
mod thrift;

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Once};

use ::parquet::basic::Type;
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use ::parquet::record::Field;
use ::parquet::schema::types::ColumnDescPtr;
use bytes::Bytes;

use self::pages::Pages;
use self::thrift::Event;

/// Rows that any file may have; one that has more must be at least as many bytes long. A column of one value in 2^31 rows
/// takes ten bytes.
const ROWS: u64 = 1 << 19;

/// Bytes that a column may unpack to, and its text take, and those that may come on top for each byte of the file.
const BYTES: usize = 32 << 20;
const PER_BYTE: usize = 32;

/// Bytes of a footer: that of 10,000 columns has two million.
const FOOTER: usize = 4 << 20;

/// Structures within structures.
const DEPTH: usize = 64;

/// Why a column can't be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The file is wrong.
    File(String),
    /// The cell at a position from 0 is not a number but this text.
    NoNumber(usize, String),
}

impl From<String> for Fault {
    fn from(reason: String) -> Self {
        Self::File(reason)
    }
}

impl From<&str> for Fault {
    fn from(reason: &str) -> Self {
        Self::File(reason.to_owned())
    }
}

/// A Parquet file in memory.
#[derive(Clone, Debug)]
pub(crate) struct Parquet {
    bytes: Bytes,
    about: Arc<ParquetMetaData>,
    /// For each column, which of the file's it is; none if it is a list or a structure of several.
    leaves: Vec<Option<usize>>,
    rows: usize,
}

impl Parquet {
    /// The columns' names, and the file to read them from.
    pub(crate) fn open(bytes: Vec<u8>) -> Result<(Vec<String>, Self), String> {
        let bytes = Bytes::from(bytes);
        check_footer(&bytes)?;
        let parse = || ParquetMetaDataReader::new().parse_and_finish(&bytes).map_err(reason);
        let about = quietly("its footer is damaged", parse)?;
        let rows = rows(&about, bytes.len() as u64)?;
        let schema = about.file_metadata().schema_descr();
        let fields = schema.root_schema().get_fields();
        let names = fields.iter().map(|field| field.name().to_owned()).collect();
        let mut leaves = vec![None; fields.len()];
        for leaf in 0..schema.num_columns() {
            let descriptor = schema.column(leaf);
            let flat = descriptor.path().parts().len() == 1 && descriptor.max_rep_level() == 0;
            leaves[schema.get_column_root_idx(leaf)] = flat.then_some(leaf);
        }
        Ok((names, Self { bytes, about: Arc::new(about), leaves, rows }))
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The cells of a column as numbers; NaN where one is missing.
    pub(crate) fn numbers(&self, column: usize) -> Result<Vec<f64>, Fault> {
        let mut cells = Vec::with_capacity(self.rows);
        self.read(column, &mut |descriptor, cell| {
            let number = cells::number(descriptor, cell)?;
            cells.push(number.map_err(|text| Fault::NoNumber(cells.len(), text))?);
            Ok(())
        })?;
        Ok(cells)
    }

    /// The cells of a column as text; empty where one is missing.
    pub(crate) fn text(&self, column: usize) -> Result<Vec<String>, Fault> {
        let mut cells = Vec::with_capacity(self.rows);
        let mut left = self.budget();
        self.read(column, &mut |_, cell| {
            let text = cells::text(cell)?;
            // A dictionary makes a long text of every byte.
            left = left.checked_sub(text.len()).ok_or("it holds more text than a table of its size has")?;
            cells.push(text);
            Ok(())
        })?;
        Ok(cells)
    }

    fn budget(&self) -> usize {
        self.bytes.len().saturating_mul(PER_BYTE).saturating_add(BYTES)
    }

    fn read(
        &self,
        column: usize,
        tell: &mut dyn FnMut(&ColumnDescPtr, Field) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let leaf = self.leaves[column].ok_or("the column holds lists or structures, not one value a row")?;
        let descriptor = self.about.file_metadata().schema_descr().column(leaf);
        let budget = Arc::new(AtomicUsize::new(self.budget()));
        for group in self.about.row_groups() {
            let chunk = group.column(leaf);
            let begin = chunk.dictionary_page_offset().unwrap_or(chunk.data_page_offset());
            let range = usize::try_from(begin).ok().zip(usize::try_from(chunk.compressed_size()).ok());
            let range = range.and_then(|(begin, length)| Some(begin..begin.checked_add(length)?));
            let range = range.filter(|range| range.end <= self.bytes.len()).ok_or("it is cut off")?;
            let rows = group.num_rows() as usize;
            let pages = Pages {
                bytes: self.bytes.slice(range),
                packing: chunk.compression(),
                kind: descriptor.physical_type(),
                width: width(&descriptor),
                rows,
                optional: descriptor.max_def_level() > 0,
                budget: budget.clone(),
            };
            let mut tell = |cell| tell(&descriptor, cell);
            quietly("a page in it is damaged", || cells::read(pages, &descriptor, rows, &mut tell))?;
        }
        Ok(())
    }
}

/// What the reader says, without a beginning that says whose words these are.
#[expect(clippy::needless_pass_by_value)]
fn reason(error: ParquetError) -> String {
    error.to_string().trim_start_matches("Parquet error: ").to_owned()
}

/// Bytes of a value of a dictionary, at least.
fn width(descriptor: &ColumnDescPtr) -> usize {
    match descriptor.physical_type() {
        Type::BOOLEAN => 1,
        Type::INT32 | Type::FLOAT | Type::BYTE_ARRAY => 4,
        Type::INT64 | Type::DOUBLE => 8,
        Type::INT96 => 12,
        Type::FIXED_LEN_BYTE_ARRAY => usize::try_from(descriptor.type_length()).unwrap_or(0).max(1),
    }
}

/// The rows of a file of so many bytes, if it can have them.
fn rows(about: &ParquetMetaData, bytes: u64) -> Result<usize, String> {
    let said = about.file_metadata().num_rows();
    let counts = about.row_groups().iter().map(|group| u64::try_from(group.num_rows()).ok());
    let counted = counts.sum::<Option<u64>>().filter(|&rows| i64::try_from(rows) == Ok(said));
    let rows = counted.ok_or("the rows of its parts are not those of the whole")?;
    if rows > ROWS.max(bytes) {
        return Err(format!(
            "it says that its {bytes} bytes hold {rows} rows, and more rows than bytes are believed up to {ROWS} only: if it is the right file, write it as CSV"
        ));
    }
    for group in about.row_groups() {
        if group.columns().iter().any(|chunk| chunk.file_path().is_some()) {
            return Err("its columns lie in other files".to_owned());
        }
    }
    Ok(rows as usize)
}

/// Refuses a footer that is no such or nests too deep for the reader, which goes down as deep as it says.
fn check_footer(bytes: &[u8]) -> Result<(), String> {
    let end = bytes.strip_suffix(b"PAR1").filter(|_| bytes.starts_with(b"PAR1"));
    let (rest, length) = end
        .and_then(<[u8]>::split_last_chunk::<4>)
        .ok_or("it does not begin and end as one does: is it complete?")?;
    let length = u32::from_le_bytes(*length) as usize;
    let begin = rest
        .len()
        .checked_sub(length)
        .filter(|_| length <= FOOTER)
        .ok_or("its footer is cut off or too large")?;
    let mut children = Vec::new();
    let read = thrift::walk(&rest[begin..], &mut |path, event| match (path, event) {
        ([2], Event::Structure) => children.push(0),
        ([2, 5], Event::Whole(count)) => {
            if let Some(last) = children.last_mut() {
                *last = count;
            }
        }
        _ => {}
    });
    read.ok_or("its footer is damaged")?;
    let mut open: Vec<i64> = Vec::new();
    for count in children {
        if count > 0 {
            open.push(count + 1);
        }
        if open.len() > DEPTH {
            return Err(format!("its columns are structures within structures, more than {DEPTH} deep"));
        }
        // The innermost one has one fewer to come; those that are complete close.
        while let Some(left) = open.last_mut() {
            *left -= 1;
            if *left > 0 {
                break;
            }
            open.pop();
        }
    }
    Ok(())
}

/// What `read` gives; a panic in it is an error like any other, `damage`, and prints nothing.
fn quietly<T, E: From<&'static str>>(
    damage: &'static str,
    read: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    thread_local!(static QUIET: Cell<bool> = const { Cell::new(false) });
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                before(panic);
            }
        }));
    });
    QUIET.set(true);
    let result = catch_unwind(AssertUnwindSafe(read));
    QUIET.set(false);
    result.unwrap_or_else(|_| Err(damage.into()))
}
