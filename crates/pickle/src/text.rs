//! Numbers and strings in the text form of protocol 0.

use std::rc::Rc;

use crate::Value;

/// An integer: `123`, `00` and `01` (false and true) or, with `long`, `123L`.
pub(crate) fn integer(line: &[u8], long: bool) -> Option<Value> {
    match line {
        b"00" if !long => return Some(Value::Bool(false)),
        b"01" if !long => return Some(Value::Bool(true)),
        _ => {}
    }
    let text = std::str::from_utf8(line).ok()?.trim();
    let text = text.strip_suffix('L').filter(|_| long).unwrap_or(text);
    text.parse().ok().map(Value::Int).or_else(|| decimal(text))
}

/// Most decimal digits of an integer, since the conversion takes quadratic time.
const DIGITS: usize = 100;

/// A decimal integer of more than 64 bits as two's complement.
fn decimal(text: &str) -> Option<Value> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || digits.len() > DIGITS {
        return None;
    }
    let mut bytes = Vec::new();
    for digit in digits.chars() {
        let mut carry = digit.to_digit(10)?;
        for byte in &mut bytes {
            carry += 10 * u32::from(*byte);
            *byte = carry as u8;
            carry >>= 8;
        }
        if carry > 0 {
            bytes.push(carry as u8);
        }
    }
    // Makes room for the sign bit; then the complement plus one.
    if bytes.last().is_some_and(|&last| last >= 0x80) {
        bytes.push(0);
    }
    if text.starts_with('-') {
        let mut carry = true;
        for byte in &mut bytes {
            (*byte, carry) = (!*byte).overflowing_add(u8::from(carry));
        }
    }
    Some(Value::Long(bytes.into()))
}

/// A float as Python's `repr` prints it.
pub(crate) fn float(line: &[u8]) -> Option<Value> {
    std::str::from_utf8(line).ok()?.trim().parse().ok().map(Value::Float)
}

/// A little-endian two's complement integer of any length.
pub(crate) fn long(bytes: &[u8]) -> Value {
    if bytes.len() > 8 {
        return Value::Long(bytes.into());
    }
    let negative = bytes.last().is_some_and(|&last| last >= 0x80);
    let mut wide = if negative { [0xff; 8] } else { [0; 8] };
    wide[..bytes.len()].copy_from_slice(bytes);
    Value::Int(i64::from_le_bytes(wide))
}

/// A string of Python 2, which is bytes: text if it is UTF-8.
pub(crate) fn string(bytes: &[u8]) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) => Value::Str(text.into()),
        Err(_) => Value::Bytes(bytes.into()),
    }
}

/// A quoted string with the escapes that Python 2's `repr` writes.
pub(crate) fn quoted(line: &[u8]) -> Option<Value> {
    let line = line.trim_ascii_end();
    let (&quote, rest) = line.split_first()?;
    let (&last, body) = rest.split_last()?;
    if quote != last || !matches!(quote, b'\'' | b'"') {
        return None;
    }
    let mut bytes = Vec::with_capacity(body.len());
    let mut body = body.iter().copied();
    while let Some(byte) = body.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        bytes.push(match body.next()? {
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            b'x' => digits(&mut body, 2)? as u8,
            other @ (b'\\' | b'\'' | b'"') => other,
            _ => return None,
        });
    }
    Some(string(&bytes))
}

/// A string in raw-unicode-escape: Latin-1, with escapes of four (`\u`) and eight (`\U`) hexadecimal digits.
pub(crate) fn raw_unicode(line: &[u8]) -> Option<Rc<str>> {
    let mut text = String::with_capacity(line.len());
    let mut bytes = line.iter().copied();
    while let Some(byte) = bytes.next() {
        let width = match (byte, bytes.clone().next()) {
            (b'\\', Some(b'u')) => 4,
            (b'\\', Some(b'U')) => 8,
            _ => {
                text.push(char::from(byte));
                continue;
            }
        };
        bytes.next();
        text.push(char::from_u32(digits(&mut bytes, width)?)?);
    }
    Some(text.into())
}

fn digits(bytes: &mut impl Iterator<Item = u8>, count: usize) -> Option<u32> {
    (0..count).try_fold(0, |value, _| Some(value << 4 | char::from(bytes.next()?).to_digit(16)?))
}
