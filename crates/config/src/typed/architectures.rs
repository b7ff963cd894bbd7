use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::suggest;

/// Which architectures of a space are scored: `all`, `{file: archs.txt}`, `{file: table.csv, key: arch}`, or with `sample`,
/// as many drawn from these or from the labelled ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArchitecturesConfig {
    /// What they are, or are drawn from.
    pub from: Population,
    /// How many are drawn, without replacement, by the study's seed; their order stays. `None` for all of them.
    pub sample: Option<usize>,
    /// The number of the graph or the label whose values the sample has in the same proportions.
    pub stratify: Option<String>,
}

/// Architectures, before any are drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Population {
    /// Every one, in the space's order.
    #[default]
    All,
    /// Those that have all labels of the study, in the space's order.
    Labelled,
    /// Those in a text file, one a line, in file order.
    File(PathBuf),
    /// Those in a column of a CSV or Parquet table, in file order.
    Table {
        /// The table.
        file: PathBuf,
        /// The column of the architectures.
        key: String,
    },
}

impl From<Population> for ArchitecturesConfig {
    fn from(from: Population) -> Self {
        Self { from, sample: None, stratify: None }
    }
}

impl ArchitecturesConfig {
    /// The file that lists them, if one does.
    pub fn file(&self) -> Option<&Path> {
        match &self.from {
            Population::File(file) | Population::Table { file, .. } => Some(file),
            Population::All | Population::Labelled => None,
        }
    }

    /// Whether labels decide which they are.
    pub fn are_labelled(&self) -> bool {
        self.from == Population::Labelled
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
    /// The sample has the same share of each value of this number of the graph (`shortest_chain`, `params`), or, with `of:
    /// labelled`, of the label of this name. More than twenty values make ten strata of equal size. By default, all
    /// architectures are drawn alike.
    #[schemars(extend("examples" = ["shortest_chain"]))]
    stratify: Option<String>,
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
            "all" => Ok(ArchitecturesConfig::default()),
            _ => Err(E::custom(suggest::unknown(
                "a set of architectures",
                text,
                &["all", "{file: FILE}", "{sample: N}"],
            ))),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let Fields { file, key, sample, of, stratify } =
            Fields::deserialize(MapAccessDeserializer::new(map))?;
        let from = match (file, key, of.as_deref()) {
            (Some(file), None, None) => Population::File(file),
            (Some(file), Some(key), None) => Population::Table { file, key },
            (None, None, None) if sample.is_some() => Population::All,
            (None, None, Some("labelled")) if sample.is_some() => Population::Labelled,
            (None, None, Some(of)) if sample.is_some() => {
                let problem = suggest::unknown("what a sample is drawn from", of, &["labelled"]);
                return Err(A::Error::custom(problem));
            }
            _ => {
                return Err(A::Error::custom(
                    "give `file`, or `file` and `key`, with or without `sample`; or `sample`, with or without `of: labelled`",
                ));
            }
        };
        if stratify.is_some() && sample.is_none() {
            return Err(A::Error::custom("`stratify` is about a sample: give `sample`, or leave it out"));
        }
        Ok(ArchitecturesConfig { from, sample, stratify })
    }
}

impl Serialize for ArchitecturesConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if *self == Self::default() {
            return serializer.serialize_str("all");
        }
        let mut map = serializer.serialize_map(None)?;
        if let Some(file) = self.file() {
            map.serialize_entry("file", file)?;
        }
        if let Population::Table { key, .. } = &self.from {
            map.serialize_entry("key", key)?;
        }
        if let Some(sample) = self.sample {
            map.serialize_entry("sample", &sample)?;
        }
        if self.are_labelled() {
            map.serialize_entry("of", "labelled")?;
        }
        if let Some(stratify) = &self.stratify {
            map.serialize_entry("stratify", stratify)?;
        }
        map.end()
    }
}
