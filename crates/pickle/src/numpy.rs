//! Numpy's scalars as plain numbers.

use crate::Value;

/// The number that `scalar(dtype, bytes)` stands for; `None` for a type that is no plain number.
///
/// The type is `dtype('f8', ...)` whose state, a tuple, holds the byte order second: `<`, `>` or `|`.
pub(crate) fn scalar(arguments: &[Value]) -> Option<Value> {
    let [dtype, data] = arguments else { return None };
    let data = data.as_bytes()?;
    let names = dtype.arguments()?;
    let names = names.as_tuple()?;
    let kind = names.first()?.as_str()?;
    let state = dtype.state()?;
    let big =
        state.as_tuple().and_then(|state| state.get(1)?.as_str().map(|order| order == ">")).unwrap_or(false);
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
