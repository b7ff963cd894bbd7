//! What the cells of a column mean.

use ::parquet::basic::{ConvertedType, LogicalType};
use ::parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use ::parquet::data_type::DataType;
use ::parquet::record::Field;
use ::parquet::schema::types::ColumnDescPtr;

use super::pages::Pages;
use super::{Fault, reason};
use crate::cell;

/// Cells that are decoded at once.
const BATCH: usize = 1_024;

/// Digits of a decimal number: the most that any program writes.
const DIGITS: i32 = 76;

/// Tells each cell of a column, of which there must be `rows`.
pub(super) fn read(
    pages: Pages,
    column: &ColumnDescPtr,
    rows: usize,
    tell: &mut dyn FnMut(Field) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let decimal = column.converted_type() == ConvertedType::DECIMAL;
    if decimal && !(1..=DIGITS).contains(&column.type_precision()) {
        return Err(format!("decimal numbers of more than {DIGITS} digits are not read").into());
    }
    match get_column_reader(column.clone(), Box::new(pages)) {
        ColumnReader::BoolColumnReader(reader) => each(reader, rows, tell, |cell| Ok(Field::Bool(cell))),
        ColumnReader::Int32ColumnReader(reader) => {
            each(reader, rows, tell, |cell| Ok(Field::convert_int32(column, cell)))
        }
        ColumnReader::Int64ColumnReader(reader) => {
            each(reader, rows, tell, |cell| Ok(Field::convert_int64(column, cell)))
        }
        ColumnReader::Int96ColumnReader(reader) => {
            each(reader, rows, tell, |cell| Ok(Field::convert_int96(column, cell)))
        }
        ColumnReader::FloatColumnReader(reader) => each(reader, rows, tell, |cell| Ok(Field::Float(cell))),
        ColumnReader::DoubleColumnReader(reader) => each(reader, rows, tell, |cell| Ok(Field::Double(cell))),
        ColumnReader::ByteArrayColumnReader(reader) => {
            each(reader, rows, tell, |cell| Field::convert_byte_array(column, cell))
        }
        ColumnReader::FixedLenByteArrayColumnReader(reader) => {
            each(reader, rows, tell, |cell| Field::convert_byte_array(column, cell.into()))
        }
    }
}

fn each<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    rows: usize,
    tell: &mut dyn FnMut(Field) -> Result<(), Fault>,
    field: impl Fn(T::T) -> ::parquet::errors::Result<Field>,
) -> Result<(), Fault> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    let mut told = 0;
    loop {
        // A cell more than there may be, so that a longer column is seen.
        let most = BATCH.min(rows - told + 1);
        values.clear();
        levels.clear();
        let (read, present, _) =
            reader.read_records(most, Some(&mut levels), None, &mut values).map_err(reason)?;
        told += read;
        if told > rows || (read == 0 && told < rows) {
            return Err(
                format!("the column does not have the {rows} rows that its part of the file has").into()
            );
        }
        if read == 0 {
            return Ok(());
        }
        let mut values = values.drain(..);
        for position in 0..read {
            // Where no cell can be missing there are no levels.
            let missing = present < read && levels.get(position) == Some(&0);
            let value = if missing { None } else { values.next() };
            tell(value.map_or(Ok(Field::Null), &field).map_err(reason)?)?;
        }
    }
}

/// The number that a cell is, NaN if it is missing; if it is none, the text that stands there.
pub(super) fn number(column: &ColumnDescPtr, cell: Field) -> Result<Result<f64, String>, String> {
    // What counts nanoseconds has no field of its own, and is no number for that.
    let counts = !matches!(column.logical_type_ref(), Some(LogicalType::Time(_) | LogicalType::Timestamp(_)));
    let number = match cell {
        Field::Null => f64::NAN,
        Field::Bool(cell) => f64::from(u8::from(cell)),
        Field::Byte(cell) => f64::from(cell),
        Field::Short(cell) => f64::from(cell),
        Field::Int(cell) => f64::from(cell),
        Field::UByte(cell) => f64::from(cell),
        Field::UShort(cell) => f64::from(cell),
        Field::UInt(cell) => f64::from(cell),
        Field::Long(cell) if counts => cell as f64,
        Field::ULong(cell) => cell as f64,
        Field::Float16(cell) => cell.to_f64(),
        Field::Float(cell) => f64::from(cell),
        Field::Double(cell) => cell,
        Field::Str(_) | Field::Bytes(_) | Field::Decimal(_) => {
            let text = text(cell)?;
            return Ok(cell::number(&text, false).ok_or(text));
        }
        moment => return Ok(Err(text(moment)?)),
    };
    Ok(Ok(number))
}

/// The text of a cell, empty if it is missing. Whole numbers have no fraction.
pub(super) fn text(cell: Field) -> Result<String, String> {
    Ok(match cell {
        Field::Null => String::new(),
        Field::Str(text) => text,
        Field::Bytes(bytes) => {
            String::from_utf8(bytes.data().to_vec()).map_err(|_| "it holds bytes that are no text")?
        }
        Field::Float16(number) => number.to_f32().to_string(),
        Field::Float(number) => number.to_string(),
        Field::Double(number) => number.to_string(),
        number @ Field::Decimal(_) => number.to_string().trim_end_matches('.').to_owned(),
        other => other.to_string(),
    })
}
