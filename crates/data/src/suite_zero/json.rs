use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Parses the JSON object that [`files::standard_json`] returns. Duplicate keys in any object are errors, which name the key
/// and both places, since choosing one of the values would be a guess.
pub(super) fn parse(json: &[u8]) -> Result<Map<String, Value>, String> {
    let mut track = serde_path_to_error::Track::new();
    let mut source = serde_json::Deserializer::from_slice(json);
    let tracked = serde_path_to_error::Deserializer::new(&mut source, &mut track);
    let value = Unique(json).deserialize(tracked).and_then(|value| source.end().map(|()| value));
    match value {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("it is not a JSON object".to_owned()),
        Err(error) if error.is_data() => {
            let path = track.path().to_string();
            Err(if path == "." { error.to_string() } else { format!("in `{path}`: {error}") })
        }
        Err(error) => Err(format!("it is not a JSON object: {error}")),
    }
}

/// Parses a value of this text.
#[derive(Clone, Copy)]
struct Unique<'a>(&'a [u8]);

impl Unique<'_> {
    /// Line and column, from 1, of a key borrowed from the text.
    fn place(self, address: Option<usize>) -> Option<String> {
        let before = self.0.get(..address?.checked_sub(self.0.as_ptr().addr())?)?;
        let line = before.split(|&byte| byte == b'\n').count();
        let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count();
        Some(format!("line {line} column {column}"))
    }
}

impl<'de> DeserializeSeed<'de> for Unique<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unique<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self)? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        let mut addresses = Vec::new();
        while let Some((key, address)) = map.next_key_seed(Key)? {
            if object.contains_key(&key) {
                let first = object.keys().position(|other| *other == key).and_then(|first| addresses[first]);
                let first = self.place(first).unwrap_or_else(|| "an escaped spelling".to_owned());
                // If the second place is unknown, the parser adds its own position.
                let second = self.place(address).map_or(String::new(), |place| format!(" at {place}"));
                return Err(A::Error::custom(format!("`{key}` is there twice: {first} and again{second}")));
            }
            object.insert(key, map.next_value_seed(self)?);
            addresses.push(address);
        }
        Ok(Value::Object(object))
    }
}

/// A key, and its address in the text if it is borrowed: a key with escapes is a copy.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = (String, Option<usize>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = (String, Option<usize>);

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok((key.to_owned(), Some(key.as_ptr().addr())))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok((key.to_owned(), None))
    }
}
