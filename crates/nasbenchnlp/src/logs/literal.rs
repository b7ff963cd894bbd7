//! The number literals that Python writes and JSON does not have.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

/// Longest first, so that the sign is not left behind.
const LITERALS: [&[u8]; 3] = [b"-Infinity", b"Infinity", b"NaN"];

/// The same JSON with bare `NaN`, `Infinity` and `-Infinity` put in quotes; strings are left as they are.
pub(crate) fn quote_literals(json: &[u8]) -> Cow<'_, [u8]> {
    let mut quoted = Vec::new();
    let mut copied = 0;
    let mut at = 0;
    let mut in_string = false;
    while at < json.len() {
        match json[at] {
            b'"' => in_string = !in_string,
            b'\\' if in_string => at += 1,
            b'N' | b'I' | b'-' if !in_string => {
                if let Some(literal) = LITERALS.iter().find(|literal| json[at..].starts_with(literal)) {
                    quoted.extend_from_slice(&json[copied..at]);
                    quoted.push(b'"');
                    quoted.extend_from_slice(literal);
                    quoted.push(b'"');
                    at += literal.len();
                    copied = at;
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    if copied == 0 {
        return Cow::Borrowed(json);
    }
    quoted.extend_from_slice(&json[copied..]);
    Cow::Owned(quoted)
}

/// A loss: a number, one of the quoted literals, or null, which counts as NaN.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Loss(pub(crate) f64);

impl<'de> Deserialize<'de> for Loss {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LossVisitor)
    }
}

struct LossVisitor;

impl Visitor<'_> for LossVisitor {
    type Value = Loss;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a loss: a number, NaN, Infinity or null")
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Loss, E> {
        Ok(Loss(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Loss, E> {
        Ok(Loss(value as f64))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Loss, E> {
        Ok(Loss(value as f64))
    }

    fn visit_unit<E: Error>(self) -> Result<Loss, E> {
        Ok(Loss(f64::NAN))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Loss, E> {
        match text {
            "NaN" => Ok(Loss(f64::NAN)),
            "Infinity" => Ok(Loss(f64::INFINITY)),
            "-Infinity" => Ok(Loss(f64::NEG_INFINITY)),
            _ => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_literals_are_quoted_and_strings_are_left_alone() {
        let json = br#"{"a": [1, NaN, -Infinity,Infinity, -2], "b": "NaN \" NaN", "c": NaN}"#;
        let expected = br#"{"a": [1, "NaN", "-Infinity","Infinity", -2], "b": "NaN \" NaN", "c": "NaN"}"#;
        assert_eq!(quote_literals(json).as_ref(), expected);
        assert!(matches!(quote_literals(b"[1, 2]"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_quoted_literal_is_a_loss_and_another_text_is_not() {
        let json = quote_literals(b"[1.5, NaN, null, 3, -Infinity]");
        let losses: Vec<Loss> = serde_json::from_slice(&json).unwrap();
        assert_eq!(losses[0].0, 1.5);
        assert!(losses[1].0.is_nan() && losses[2].0.is_nan());
        assert_eq!((losses[3].0, losses[4].0), (3.0, f64::NEG_INFINITY));
        assert!(serde_json::from_str::<Vec<Loss>>(r#"["nan"]"#).is_err());
    }
}
