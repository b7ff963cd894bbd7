use std::borrow::Cow;
use std::fmt;

use epsilon::{Formula, Precision, Scheme};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Deserializer, Serialize};

use super::{BatchConfig, EmbeddingConfig, Words, named};

/// What is varied. Each field is a list of values; one that is left out has its usual value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(
    rename = "grid",
    extend("examples" = [{"weights": {"constants": [1e-7, 1e-3, 1]}, "precision": ["f32", "f64"]}])
)]
pub struct GridConfig {
    /// The two constants: a list of pairs, or `{constants: [...]}` for all pairs of a list. By default, those of the
    /// paper for the space.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<WeightsGrid>,
    /// Batches of different kinds. By default, the study's batch.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub input: Vec<BatchConfig>,
    /// Samples in a batch. By default, each batch's own size.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(range(min = 2, max = 1_048_576)), extend("examples" = [[64, 256]]))]
    pub batch_size: Vec<usize>,
    /// For batches of text: what tokens become. By default, each batch's own embedding.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub embedding: Vec<EmbeddingConfig>,
    /// Which architectures have a score at all.
    #[serde(with = "named::list", skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<Words<Precision>>", extend("default" = ["f32"]))]
    pub precision: Vec<Precision>,
    /// `constant`, or what weights are drawn from: `uniform`, `normal`, `kaiming_uniform`, `kaiming_normal`,
    /// `orthogonal` or `zero`; the score is then between two draws, and `weights` is of no effect.
    #[serde(with = "named::list", skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<Words<Option<Scheme>>>", extend("default" = ["constant"]))]
    pub initialisation: Vec<Option<Scheme>>,
    /// What is done to the outputs: `raw`, `mean`, `minmax`, `minmax_mean` (the published score) or `minmax_mean_zeros`.
    #[serde(with = "named::list", skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<Words<Formula>>", extend("default" = ["minmax_mean"]))]
    pub normalisation: Vec<Formula>,
    /// Numbers of architectures: the statistics are taken on this many, drawn from those that are scored anew in
    /// every repeat. By default, all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(range(min = 2)), extend("examples" = [[100, 1000]]))]
    pub sample: Vec<usize>,
}

/// Pairs of constants.
#[derive(Clone, Debug, PartialEq)]
pub enum WeightsGrid {
    /// These pairs.
    Pairs(Vec<Vec<f64>>),
    /// Every pair of two of these, the smaller one first.
    Constants(Vec<f64>),
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Fields {
    /// Two or more.
    constants: Vec<f64>,
}

impl JsonSchema for WeightsGrid {
    fn schema_name() -> Cow<'static, str> {
        "weights".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Pairs of constants, or all pairs of a list.",
            "examples": [{"constants": [1e-7, 1e-3, 1]}, [[1e-7, 1], [1e-3, 1]]],
            "anyOf": [
                {"type": "array", "minItems": 1, "items": <[f64; 2]>::json_schema(generator)},
                Fields::json_schema(generator),
            ],
        })
    }
}

impl<'de> Deserialize<'de> for WeightsGrid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WeightsVisitor)
    }
}

struct WeightsVisitor;

impl<'de> Visitor<'de> for WeightsVisitor {
    type Value = WeightsGrid;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .write_str("a list of pairs such as `[[1e-7, 1], [1e-3, 1]]`, or `{constants: [1e-7, 1e-3, 1]}`")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list)).map(WeightsGrid::Pairs)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let Fields { constants } = Fields::deserialize(MapAccessDeserializer::new(map))?;
        Ok(WeightsGrid::Constants(constants))
    }
}

impl Serialize for WeightsGrid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Pairs(pairs) => pairs.serialize(serializer),
            Self::Constants(constants) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("constants", constants)?;
                map.end()
            }
        }
    }
}
