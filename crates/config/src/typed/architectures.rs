use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::suggest;

/// Which architectures of a space are scored: `all`, `{file: archs.txt}`, `{file: table.csv, key: arch}`, `{sample: 1000}`,
/// `{sample: 1000, of: labelled}`, or a sample of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ArchitecturesConfig {
    /// Every one, in the space's order.
    #[default]
    All,
    /// Those in a text file, one a line, in file order.
    File(PathBuf),
    /// Those in a column of a CSV or Parquet table, in file order.
    Table {
        /// The table.
        file: PathBuf,
        /// The column of the architectures.
        key: String,
    },
    /// As many as this, drawn without replacement from all by the study's seed, in the space's order.
    Sample(usize),
    /// The same, drawn from those that have all labels of the study.
    SampleOfLabelled(usize),
    /// The same, drawn from those in a file, in file order.
    SampleOfFile {
        /// A text file or a table.
        file: PathBuf,
        /// The table's column of the architectures.
        key: Option<String>,
        /// How many.
        sample: usize,
    },
}

impl ArchitecturesConfig {
    /// The file that lists them, if one does.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(file) | Self::Table { file, .. } | Self::SampleOfFile { file, .. } => Some(file),
            Self::All | Self::Sample(_) | Self::SampleOfLabelled(_) => None,
        }
    }

    /// Whether labels decide which they are.
    pub const fn are_labelled(&self) -> bool {
        matches!(self, Self::SampleOfLabelled(_))
    }

    /// How many are drawn, if they are drawn.
    pub const fn sample(&self) -> Option<usize> {
        match self {
            Self::Sample(sample) | Self::SampleOfLabelled(sample) | Self::SampleOfFile { sample, .. } => {
                Some(*sample)
            }
            Self::All | Self::File(_) | Self::Table { .. } => None,
        }
    }
}

#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
struct Fields {
    /// A text file, one architecture a line, or a CSV or Parquet table.
    #[schemars(extend("examples" = ["archs.txt"]))]
    file: Option<PathBuf>,
    /// For a table: the column of the architectures.
    #[schemars(extend("examples" = ["arch"]))]
    key: Option<String>,
    /// How many are drawn, by the study's seed and without replacement. By default, all are taken.
    #[schemars(range(min = 1), extend("examples" = [1000]))]
    sample: Option<usize>,
    /// What is drawn from: with `labelled`, those that have all labels of the study. By default, the whole space or file.
    #[schemars(extend("enum" = ["labelled", null]))]
    of: Option<String>,
}

impl JsonSchema for ArchitecturesConfig {
    fn schema_name() -> Cow<'static, str> {
        "architectures".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Which architectures of a space are scored: `all`, those in a file, or a sample.",
            "examples": ["all", {"sample": 1000}, {"file": "table.csv", "key": "arch"}],
            "anyOf": [{"type": "string", "enum": ["all"]}, Fields::json_schema(generator)],
        })
    }
}

impl<'de> Deserialize<'de> for ArchitecturesConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ArchitecturesVisitor)
    }
}

struct ArchitecturesVisitor;

impl<'de> Visitor<'de> for ArchitecturesVisitor {
    type Value = ArchitecturesConfig;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "`all`, `{file: FILE}`, `{file: TABLE, key: COLUMN}`, `{sample: N}` or `{sample: N, of: labelled}`",
        )
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        match text {
            "all" => Ok(ArchitecturesConfig::All),
            _ => Err(E::custom(suggest::unknown(
                "a set of architectures",
                text,
                &["all", "{file: FILE}", "{sample: N}"],
            ))),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let Fields { file, key, sample, of } = Fields::deserialize(MapAccessDeserializer::new(map))?;
        match (file, key, sample, of.as_deref()) {
            (Some(file), None, None, None) => Ok(ArchitecturesConfig::File(file)),
            (Some(file), Some(key), None, None) => Ok(ArchitecturesConfig::Table { file, key }),
            (Some(file), key, Some(sample), None) => {
                Ok(ArchitecturesConfig::SampleOfFile { file, key, sample })
            }
            (None, None, Some(sample), None) => Ok(ArchitecturesConfig::Sample(sample)),
            (None, None, Some(sample), Some("labelled")) => Ok(ArchitecturesConfig::SampleOfLabelled(sample)),
            (None, None, Some(_), Some(of)) => {
                Err(A::Error::custom(suggest::unknown("what a sample is drawn from", of, &["labelled"])))
            }
            _ => Err(A::Error::custom(
                "give `file`, or `file` and `key`, with or without `sample`; or `sample`, with or without `of: labelled`",
            )),
        }
    }
}

impl Serialize for ArchitecturesConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if *self == Self::All {
            return serializer.serialize_str("all");
        }
        let mut map = serializer.serialize_map(None)?;
        if let Some(file) = self.file() {
            map.serialize_entry("file", file)?;
        }
        if let Self::Table { key, .. } | Self::SampleOfFile { key: Some(key), .. } = self {
            map.serialize_entry("key", key)?;
        }
        if let Some(sample) = self.sample() {
            map.serialize_entry("sample", &sample)?;
        }
        if self.are_labelled() {
            map.serialize_entry("of", "labelled")?;
        }
        map.end()
    }
}
