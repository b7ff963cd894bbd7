use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Unexpected, Visitor};

/// A loss: a number, possibly as text; NaN if it is missing.
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
        files::number(text).map(Loss).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_is_a_number_or_missing() {
        let json = files::standard_json(br#"[1.5, NaN, null, 3, -Infinity, "2.5", "n/a"]"#);
        let losses: Vec<Loss> = serde_json::from_slice(&json).unwrap();
        let losses: Vec<f64> = losses.into_iter().map(|loss| loss.0).collect();
        assert_eq!([losses[0], losses[3], losses[4], losses[5]], [1.5, 3.0, f64::NEG_INFINITY, 2.5]);
        assert!([losses[1], losses[2], losses[6]].iter().all(|loss| loss.is_nan()));
        assert!(serde_json::from_str::<Vec<Loss>>(r#"["diverged"]"#).is_err());
    }
}
