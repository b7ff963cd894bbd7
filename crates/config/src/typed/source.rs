use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::ConfigError;

/// One step from a value in a config to a value within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStep<'a> {
    /// Into the field of this name.
    Field(&'a str),
    /// Into the element at this position of a list, from 0.
    Element(usize),
}

/// The text of a config, so that an error can name a place in it.
#[derive(Clone, Debug, Default)]
pub struct ConfigText {
    /// The file, as errors name it.
    pub name: String,
    /// What stands in the file.
    pub text: String,
    /// The `key=value` settings that were laid over the file.
    pub overrides: Vec<String>,
}

impl ConfigText {
    /// An error at the value that `path` leads to. The line is left out where the path leads to nothing in the
    /// file: to a default or to a setting given on the command line.
    pub fn error(&self, path: &[PathStep<'_>], problem: impl Into<String>) -> ConfigError {
        let location = if self.overridden(path) { None } else { locate(&self.text, path) };
        ConfigError {
            file: self.name.clone(),
            line: location.map(|(line, _)| line as u32),
            column: location.map(|(_, column)| column as u32),
            field: field(path),
            problem: problem.into(),
            overrides: self.overrides.clone(),
        }
    }
}

impl ConfigText {
    /// Whether the value at `path`, or one around or within it, was given on the command line.
    fn overridden(&self, path: &[PathStep<'_>]) -> bool {
        let keys: Vec<String> = path
            .iter()
            .map(|step| match step {
                PathStep::Field(name) => (*name).to_owned(),
                PathStep::Element(position) => position.to_string(),
            })
            .collect();
        self.overrides.iter().any(|setting| {
            let key = setting.split('=').next().unwrap_or_default();
            key.split('.').zip(&keys).all(|(given, key)| given == key)
        })
    }
}

/// A path as people write it: `proxies[0].epsilon.weights`.
pub(crate) fn field(path: &[PathStep<'_>]) -> String {
    use fmt::Write as _;
    path.iter().fold(String::new(), |mut text, step| {
        // Writing to a String can't fail.
        let _ = match step {
            PathStep::Field(name) if text.is_empty() => write!(text, "{name}"),
            PathStep::Field(name) => write!(text, ".{name}"),
            PathStep::Element(position) => write!(text, "[{position}]"),
        };
        text
    })
}

/// Line and column, from 1, of the value at `path`.
///
/// The YAML library has no positions in its values, but its errors have: so the text is read once more by a visitor
/// that fails where the value begins.
fn locate(text: &str, path: &[PathStep<'_>]) -> Option<(usize, usize)> {
    let error = Probe(path).deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
    let found = error.to_string().contains(FOUND);
    let location = error.location().filter(|_| found)?;
    Some((location.line(), location.column()))
}

const FOUND: &str = "the probe is there";

/// Walks along a path and fails at its end.
struct Probe<'a>(&'a [PathStep<'a>]);

impl<'de> DeserializeSeed<'de> for Probe<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! fail_at_scalars {
    ($($visit:ident($kind:ty)),*) => {
        $(fn $visit<E: serde::de::Error>(self, _: $kind) -> Result<(), E> {
            self.0.first().map_or_else(|| Err(E::custom(FOUND)), |_| Ok(()))
        })*
    };
}

impl<'de> Visitor<'de> for Probe<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("anything")
    }

    fail_at_scalars!(visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_f64(f64), visit_str(&str));

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.0.first().map_or_else(|| Err(E::custom(FOUND)), |_| Ok(()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((step, rest)) = self.0.split_first() else { return Err(A::Error::custom(FOUND)) };
        while let Some(key) = map.next_key::<String>()? {
            if *step == PathStep::Field(&key) {
                map.next_value_seed(Probe(rest))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Some((step, rest)) = self.0.split_first() else { return Err(A::Error::custom(FOUND)) };
        let mut position = 0;
        loop {
            let more = if *step == PathStep::Element(position) {
                list.next_element_seed(Probe(rest))?.is_some()
            } else {
                list.next_element::<IgnoredAny>()?.is_some()
            };
            if !more {
                return Ok(());
            }
            position += 1;
        }
    }
}
