use std::fmt;
use std::path::PathBuf;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::suggest;

/// Which architectures of a space are scored: `all`, `{file: archs.txt}`, `{file: table.csv, key: arch}` or
/// `{sample: 1000}`.
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
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    file: Option<PathBuf>,
    key: Option<String>,
    sample: Option<usize>,
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
        formatter.write_str("`all`, `{file: FILE}`, `{file: TABLE, key: COLUMN}` or `{sample: N}`")
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
        match Fields::deserialize(MapAccessDeserializer::new(map))? {
            Fields { file: Some(file), key: None, sample: None } => Ok(ArchitecturesConfig::File(file)),
            Fields { file: Some(file), key: Some(key), sample: None } => {
                Ok(ArchitecturesConfig::Table { file, key })
            }
            Fields { file: None, key: None, sample: Some(sample) } => Ok(ArchitecturesConfig::Sample(sample)),
            _ => Err(A::Error::custom("give `file`, or `file` and `key`, or `sample`")),
        }
    }
}

impl Serialize for ArchitecturesConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let one = |serializer: S| serializer.serialize_map(Some(1));
        match self {
            Self::All => serializer.serialize_str("all"),
            Self::File(file) => {
                let mut map = one(serializer)?;
                map.serialize_entry("file", file)?;
                map.end()
            }
            Self::Table { file, key } => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("file", file)?;
                map.serialize_entry("key", key)?;
                map.end()
            }
            Self::Sample(sample) => {
                let mut map = one(serializer)?;
                map.serialize_entry("sample", sample)?;
                map.end()
            }
        }
    }
}
