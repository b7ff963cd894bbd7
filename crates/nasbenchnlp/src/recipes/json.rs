use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::limits::MAX_NODES;

/// A recipe as parsed from JSON, nodes in the order of the text; only the form is checked.
#[derive(Debug, Default)]
pub(crate) struct RawRecipe {
    pub(crate) nodes: Vec<(String, RawNode)>,
    /// The first name that occurs twice. Kept here so that it becomes an error with its own variant.
    pub(crate) duplicate: Option<String>,
    /// Whether nodes were dropped because there are too many.
    pub(crate) too_many: bool,
}

/// A node as parsed from JSON.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawNode {
    pub(crate) op: String,
    pub(crate) input: Vec<String>,
}

impl RawRecipe {
    /// Reads a recipe, or a string with the JSON of one, which is returned as the inner `Err`.
    pub(crate) fn deserialize_field<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Result<Self, String>, D::Error> {
        deserializer.deserialize_any(FieldVisitor)
    }
}

struct FieldVisitor;

impl<'de> Visitor<'de> for FieldVisitor {
    type Value = Result<RawRecipe, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a recipe: an object of nodes, or its JSON text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Err(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        RecipeVisitor.visit_map(map).map(Ok)
    }
}

impl<'de> Deserialize<'de> for RawRecipe {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RecipeVisitor)
    }
}

struct RecipeVisitor;

impl<'de> Visitor<'de> for RecipeVisitor {
    type Value = RawRecipe;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of nodes")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawRecipe, A::Error> {
        let mut recipe = RawRecipe::default();
        let mut seen = HashSet::new();
        while let Some((name, node)) = map.next_entry::<String, RawNode>()? {
            if recipe.nodes.len() == MAX_NODES {
                recipe.too_many = true;
                continue;
            }
            if !seen.insert(name.clone()) {
                recipe.duplicate.get_or_insert(name);
                continue;
            }
            recipe.nodes.push((name, node));
        }
        if recipe.nodes.is_empty() {
            return Err(A::Error::custom("the object has no nodes"));
        }
        Ok(recipe)
    }
}
