use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

use analysis::RankRule;
use epsilon::{Device, Precision, Scheme};
use network::Property;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Deserializer, Serialize};

use super::{BatchConfig, Words, named, suggest};
use crate::{Aggregate, BackendKind};

/// What ranks architectures without training: a number of the network's graph such as `params` or `live_params`,
/// `{epsilon: ...}`, `{column: ...}` or `{combine: ...}`.
#[derive(Clone, Debug, PartialEq)]
pub enum ProxyConfig {
    /// A number that networks have by their graph alone.
    Graph(Property),
    /// The epsilon score in one setting.
    Epsilon(EpsilonConfig),
    /// A column of a table: somebody else's score.
    Column(ColumnConfig),
    /// Several proxies of the study as one.
    Combine(CombineConfig),
}

/// Several proxies of the study as one, by their ranks: nothing is fitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "combine", extend("examples" = [{"of": ["epsilon_f32", "params"], "by": "log_rank"}]))]
pub struct CombineConfig {
    /// The proxies, by name; two or more.
    #[schemars(length(min = 2), extend("examples" = [["epsilon_f32", "params"]]))]
    pub of: Vec<String>,
    /// `rank_sum` (the sum of the ranks), `log_rank` (the sum of the ranks' logarithms, which punishes a low rank more) or
    /// `mean_rank` (the mean over those proxies that have a score). Ranks are taken among the architectures that a proxy
    /// scores, as parts of their number. With the first two, an architecture that one of the proxies does not score has no
    /// score; with the last, one that none of them scores.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<RankRule>>", extend("default" = "rank_sum"))]
    pub by: Option<RankRule>,
    /// The proxy's name in tables. By default, the names of its members, joined by `+`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["epsilon_and_size"]))]
    pub name: Option<String>,
}

/// One setting of epsilon.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "epsilon", extend("examples" = [{"weights": [1e-7, 1], "precision": "f64"}]))]
pub struct EpsilonConfig {
    /// The proxy's name in tables. By default, made from the settings, such as `epsilon_f32`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["epsilon_exact"]))]
    pub name: Option<String>,
    /// What tables and figures for people call it. By default, its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["epsilon, double precision"]))]
    pub title: Option<String>,
    /// The two constants. By default, those of the paper for the space.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 2, max = 2), extend("examples" = [[1e-7, 1.0]]))]
    pub weights: Option<Vec<f64>>,
    /// `constant`, or what the weights of both passes are drawn from: `uniform`, `normal`, `kaiming_uniform`,
    /// `kaiming_normal`, `orthogonal` or `zero` (with `backend: torch` only).
    #[serde(default, with = "named::one", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Words<Option<Scheme>>", default, extend("default" = "constant"))]
    pub initialisation: Option<Scheme>,
    /// Seeds of the two draws of a random initialisation. By default, derived from the study's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 2, max = 2), extend("examples" = [[1, 2]]))]
    pub seeds: Option<Vec<u64>>,
    /// `f32` (as published) or `f64` (exact); decides which architectures have a score at all.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<Precision>>", extend("default" = "f32"))]
    pub precision: Option<Precision>,
    /// What runs the networks: `collapse`, or `torch` in a build with libtorch.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<BackendKind>>", extend("default" = "collapse"))]
    pub backend: Option<BackendKind>,
    /// Where `torch` runs them: `cpu`, or `cuda:0` and so on.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<Device>>", extend("default" = "cpu"))]
    pub device: Option<Device>,
    /// The samples. By default, the study's batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<BatchConfig>,
}

/// A column of a table as a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "column", extend("examples" = [{"file": "proxies.csv", "column": "synflow"}]))]
pub struct ColumnConfig {
    /// The column.
    #[schemars(extend("examples" = ["synflow"]))]
    pub column: String,
    /// A `.csv` or `.parquet` file, or a `.json` file of NAS-Bench-Suite-Zero.
    #[schemars(extend("examples" = ["proxies.csv"]))]
    pub file: PathBuf,
    /// For a `.json` file: the data set. By default, the only one of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["cifar10"]))]
    pub dataset: Option<String>,
    /// For a table: the column of the architectures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = "arch"))]
    pub key: Option<String>,
    /// `mean`, `min`, `max` or `count` of the rows of one architecture; those without a finite value are left out. By
    /// default, a second row is an error.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<Aggregate>>")]
    pub aggregate: Option<Aggregate>,
    /// The proxy's name in tables. By default, the column's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["SynFlow"]))]
    pub name: Option<String>,
    /// What tables and figures for people call it. By default, its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["SynFlow (Tanaka et al.)"]))]
    pub title: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
struct Fields {
    /// The epsilon score in one setting.
    epsilon: Option<EpsilonConfig>,
    /// A column of a table: somebody else's score.
    column: Option<ColumnConfig>,
    /// Several proxies of the study as one.
    combine: Option<CombineConfig>,
}

impl JsonSchema for ProxyConfig {
    fn schema_name() -> Cow<'static, str> {
        "proxy".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = Property::ALL.map(Property::name).into_iter().chain(["epsilon"]).collect();
        json_schema!({
            "description": "What ranks architectures without training: a number of the network's graph by its name, \
                            `epsilon` with all its defaults, or one of `{epsilon: ...}`, `{column: ...}` and \
                            `{combine: ...}`.",
            "examples": ["live_params", {"epsilon": {"precision": "f64"}}],
            "anyOf": [{"type": "string", "enum": names}, Fields::json_schema(generator)],
        })
    }
}

impl<'de> Deserialize<'de> for ProxyConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ProxyVisitor)
    }
}

struct ProxyVisitor;

impl<'de> Visitor<'de> for ProxyVisitor {
    type Value = ProxyConfig;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .write_str("a name such as `params`, `{epsilon: {...}}`, `{column: {...}}` or `{combine: {...}}`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        // All settings of epsilon have defaults.
        if text == "epsilon" {
            return Ok(ProxyConfig::Epsilon(EpsilonConfig::default()));
        }
        Property::from_name(text).map(ProxyConfig::Graph).ok_or_else(|| {
            let known: Vec<&str> = Property::ALL
                .map(Property::name)
                .into_iter()
                .chain(["epsilon", "column", "combine"])
                .collect();
            E::custom(suggest::unknown("a proxy", text, &known))
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        match Fields::deserialize(MapAccessDeserializer::new(map))? {
            Fields { epsilon: Some(epsilon), column: None, combine: None } => {
                Ok(ProxyConfig::Epsilon(epsilon))
            }
            Fields { epsilon: None, column: Some(column), combine: None } => Ok(ProxyConfig::Column(column)),
            Fields { epsilon: None, column: None, combine: Some(combine) } => {
                Ok(ProxyConfig::Combine(combine))
            }
            _ => Err(A::Error::custom(
                "a proxy is one of `epsilon`, `column` and `combine`: begin another with `-`",
            )),
        }
    }
}

impl Serialize for ProxyConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        fn single<S: Serializer>(
            serializer: S,
            name: &str,
            value: &impl Serialize,
        ) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(Some(1))?;
            map.serialize_entry(name, value)?;
            map.end()
        }
        match self {
            Self::Graph(property) => serializer.serialize_str(property.name()),
            Self::Epsilon(epsilon) => single(serializer, "epsilon", epsilon),
            Self::Column(column) => single(serializer, "column", column),
            Self::Combine(combine) => single(serializer, "combine", combine),
        }
    }
}
