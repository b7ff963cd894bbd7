//! Numpy's scalars as plain numbers, and its arrays.

use crate::Value;

/// A numpy array as described by its pickle.
#[derive(Debug, Clone)]
pub struct Array {
    /// The number of items along each axis.
    pub shape: Vec<u64>,
    /// The items' type in numpy's short form, such as `f8` or `u1`.
    pub kind: String,
    /// Whether the first index runs fastest.
    pub fortran: bool,
    /// The items: a [`Value::Bytes`], or [`Value::Elided`] if they exceed the limit on bytes.
    pub data: Value,
    big: bool,
}

impl Array {
    /// The item at `index` of an array with one axis, if it is a plain number and was kept.
    pub fn number(&self, index: usize) -> Option<Value> {
        let ([length], Value::Bytes(data)) = (&self.shape[..], &self.data) else { return None };
        let width = self.kind.get(1..)?.parse::<usize>().ok().filter(|&width| width > 0)?;
        if index as u64 >= *length {
            return None;
        }
        let start = index.checked_mul(width)?;
        number(&self.kind, self.big, data.get(start..start.checked_add(width)?)?)
    }
}

impl Value {
    /// The array, if this is one. Pickles have two forms: before protocol 5 an empty array and its state, from then on a
    /// view of a buffer.
    pub fn as_array(&self) -> Option<Array> {
        let parts = match self.class()?.name.as_str() {
            "_reconstruct" => self.state()?,
            "_frombuffer" => self.arguments()?,
            _ => return None,
        };
        let parts = parts.as_tuple()?;
        let (shape, dtype, fortran, data) = match &*parts {
            [_version, shape, dtype, Value::Bool(fortran), data] => (shape, dtype, *fortran, data),
            [data, dtype, shape, order] => (shape, dtype, order.as_str()? == "F", data),
            _ => return None,
        };
        let data = match data {
            // Written by Python 2, with bytes that happen to be UTF-8.
            Value::Str(text) => Value::Bytes(text.as_bytes().into()),
            Value::Bytes(_) | Value::Elided(_) => data.clone(),
            _ => return None,
        };
        let side = |side: &Value| u64::try_from(side.as_int()?).ok();
        let shape = shape.as_tuple()?.iter().map(side).collect::<Option<_>>()?;
        let (kind, big) = plain(dtype)?;
        Some(Array { shape, kind, fortran, data, big })
    }
}

/// A type's short form, and whether its bytes are big-endian.
///
/// The type is `dtype('f8', ...)` whose state, a tuple, holds the byte order second: `<`, `>` or `|`.
fn plain(dtype: &Value) -> Option<(String, bool)> {
    let cell = |tuple: &Value, place: usize| match tuple {
        Value::Tuple(node) => node.cells().get(place).cloned(),
        _ => None,
    };
    let kind = cell(&dtype.arguments()?, 0)?;
    let kind = kind.as_str().filter(|kind| kind.len() <= 3)?;
    let order = cell(&dtype.state()?, 1);
    Some((kind.to_owned(), order.as_ref().and_then(Value::as_str) == Some(">")))
}

/// The number of a `scalar(dtype, bytes)`; `None` for a type that is not a plain number.
pub(crate) fn scalar(arguments: &[Value]) -> Option<Value> {
    let [dtype, data] = arguments else { return None };
    let (kind, big) = plain(dtype)?;
    number(&kind, big, data.as_bytes()?)
}

fn number(kind: &str, big: bool, data: &[u8]) -> Option<Value> {
    let (letter, width) = (kind.get(..1)?, kind.get(1..)?.parse::<usize>().ok()?);
    if width != data.len() || width > 8 {
        return None;
    }
    let mut bytes = data.to_vec();
    if big {
        bytes.reverse();
    }
    match (letter, width) {
        ("f", 8) => Some(Value::Float(f64::from_le_bytes(bytes.try_into().ok()?))),
        ("f", 4) => Some(Value::Float(f64::from(f32::from_le_bytes(bytes.try_into().ok()?)))),
        ("b", 1) => Some(Value::Bool(bytes[0] != 0)),
        ("i", 1..=8) => Some(crate::text::long(&bytes)),
        ("u", 1..=8) => {
            bytes.push(0);
            let value = bytes.iter().rev().fold(0_u128, |value, &byte| value << 8 | u128::from(byte));
            Some(i64::try_from(value).map_or_else(|_| Value::Long(bytes.as_slice().into()), Value::Int))
        }
        _ => None,
    }
}
