//! Types whose values a config names by words. A field of one is `#[serde(with = "named")]` for an option,
//! `named::list` for a list and `named::one` for a single value.

use std::borrow::Cow;
use std::marker::PhantomData;

use analysis::{Clusters, ComparisonTest, Correction, IntervalMethod, RankRule};
use batch::BatchKind;
use batch::text::Distribution;
use benchmark::Direction;
use epsilon::{Device, Formula, Precision, Scheme};
use nasbench201::files::{Metric, Split};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use super::suggest;

/// A type whose values a config, or an option of a command, names by words.
pub trait Named: Copy + PartialEq + 'static {
    /// What a value is, as errors say it: `a precision`.
    const WHAT: &'static str;

    /// The words and what they stand for, in the order of errors.
    fn all() -> Vec<(&'static str, Self)>;

    /// What a word stands for.
    ///
    /// # Errors
    /// For an unknown word: a sentence on what would be right.
    fn read(word: &str) -> Result<Self, String> {
        find(word)
    }

    /// What words there are, for the schema of configs.
    fn schema() -> Schema {
        let words: Vec<&str> = Self::all().into_iter().map(|(word, _)| word).collect();
        json_schema!({"type": "string", "enum": words})
    }

    /// The word for a value; empty for one that no config can ask for.
    fn word(self) -> String {
        Self::all()
            .into_iter()
            .find(|(_, value)| *value == self)
            .map(|(name, _)| name)
            .unwrap_or_default()
            .to_owned()
    }
}

/// What stands for a word among [`Named::all`].
pub(crate) fn find<T: Named>(word: &str) -> Result<T, String> {
    let (names, values): (Vec<_>, Vec<_>) = T::all().into_iter().unzip();
    let position = names.iter().position(|name| *name == word);
    position.map(|position| values[position]).ok_or_else(|| suggest::unknown(T::WHAT, word, &names))
}

/// Implements [`Named`]: `named!(Type, "what a value is", "word" => Variant, ...)`, or with an expression for all words
/// and values instead of the list.
macro_rules! named {
    ($type:ident, $what:literal, $($word:literal => $variant:ident),+) => {
        $crate::named!($type, $what, [$(($word, $type::$variant)),+]);
    };
    ($type:ty, $what:literal, $words:expr) => {
        impl $crate::Named for $type {
            const WHAT: &'static str = $what;

            fn all() -> Vec<(&'static str, Self)> {
                Vec::from_iter($words)
            }
        }
    };
}
pub(crate) use named;

named!(Precision, "a precision", "f32" => F32, "f64" => F64);
named!(
    Option<Scheme>,
    "an initialisation",
    [("constant", None)].into_iter().chain(Scheme::ALL.map(|scheme| (scheme.name(), Some(scheme))))
);
named!(Formula, "a normalisation", Formula::ALL.map(|formula| (formula.name(), formula)));
named!(Direction, "a direction", "maximize" => Maximize, "minimize" => Minimize);
named!(Split, "a split", Split::ALL.iter().map(|split| (split.name(), *split)));
named!(Metric, "a metric", "accuracy" => Accuracy, "loss" => Loss);
named!(RankRule, "a way to combine ranks", RankRule::ALL.map(|rule| (rule.name(), rule)));
named!(Distribution, "a distribution", "uniform" => Uniform, "centred" => Centred, "normal" => Normal);
named!(IntervalMethod, "a method for intervals", "percentile" => Percentile, "bca" => Bca, "fisher" => Fisher,
    "bonett-wright" => BonettWright, "fieller" => Fieller, "none" => None);
named!(Clusters, "a kind of cluster", "functions" => Functions, "isomorphism" => Isomorphism, "none" => None);
named!(ComparisonTest, "a test", "williams" => Williams, "steiger" => Steiger, "meng" => Meng, "zou" => Zou,
    "bootstrap" => Bootstrap);
named!(Correction, "a correction", "holm" => Holm, "bh" => BenjaminiHochberg, "none" => None);

impl Named for BatchKind {
    const WHAT: &'static str = "a kind of batch";

    fn all() -> Vec<(&'static str, Self)> {
        Self::ALL.into()
    }

    fn read(word: &str) -> Result<Self, String> {
        find(if word == "gray" { "grey" } else { word })
    }

    fn schema() -> Schema {
        let words: Vec<&str> = Self::ALL.map(|(word, _)| word).into_iter().chain(["gray"]).collect();
        json_schema!({"type": "string", "enum": words})
    }
}

impl Named for Device {
    const WHAT: &'static str = "a device";

    fn all() -> Vec<(&'static str, Self)> {
        vec![("cpu", Self::Cpu)]
    }

    fn read(word: &str) -> Result<Self, String> {
        word.parse().map_err(|error: epsilon::DeviceError| error.to_string())
    }

    fn schema() -> Schema {
        json_schema!({"type": "string", "pattern": "^(cpu|cuda:[0-9]+)$"})
    }

    fn word(self) -> String {
        self.to_string()
    }
}

/// Stands for a field of a type with words in the derived schema.
pub(crate) struct Words<T>(PhantomData<T>);

impl<T: Named> JsonSchema for Words<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::WHAT.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        T::schema()
    }
}

/// A value as its word, for serde.
struct Word<T>(T);

impl<T: Named> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.word())
    }
}

impl<'de, T: Named> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // An error of the visitor has a line and a column; one that is made after it has those of the map around it.
        deserializer.deserialize_str(WordVisitor(PhantomData))
    }
}

struct WordVisitor<T>(PhantomData<T>);

impl<T: Named> Visitor<'_> for WordVisitor<T> {
    type Value = Word<T>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Self::Value, E> {
        T::read(word).map(Word).map_err(E::custom)
    }
}

#[expect(clippy::ref_option, reason = "serde gives a field as it is")]
pub(super) fn serialize<T: Named, S: Serializer>(
    value: &Option<T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.map(Word).serialize(serializer)
}

pub(super) fn deserialize<'de, T: Named, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Ok(Option::deserialize(deserializer)?.map(|Word(value)| value))
}

pub(super) mod one {
    use super::{Deserialize, Deserializer, Named, Serialize, Serializer, Word};

    pub(crate) fn serialize<T: Named, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        Word(*value).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, T: Named, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        Word::deserialize(deserializer).map(|Word(value)| value)
    }
}

pub(super) mod list {
    use super::{Deserialize, Deserializer, Named, Serializer, Word};

    pub(crate) fn serialize<T: Named, S: Serializer>(values: &[T], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(values.iter().copied().map(Word))
    }

    pub(crate) fn deserialize<'de, T: Named, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<T>, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into_iter().map(|Word(value)| value).collect())
    }
}
