//! The JSON Schema of configs, made from the types that they are read into.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

use crate::{AblationConfig, Config, SearchConfig};

/// The JSON Schema (draft 7, which editors know) of all configs. What it refuses the program refuses, too; the program
/// also refuses fields that do not go together.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft07().into_generator();
    let [run, ablate, search] =
        [of::<Config>, of::<AblationConfig>, of::<SearchConfig>].map(|of| of(&mut generator));
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A config of epsilon",
        "type": "object",
        // Which command a config is for is told by its main section.
        "if": {"required": ["grid"]},
        "then": ablate,
        "else": {"if": {"required": ["search"]}, "then": search, "else": run},
        "properties": {
            "grid": {"description": "What is varied; makes this a config of `epsilon ablate`."},
            "search": {"description": "How is searched; makes this a config of `epsilon search`."},
        },
        "definitions": generator.take_definitions(true),
    });
    if let Ok(schema) = <&mut Schema>::try_from(&mut schema) {
        RecursiveTransform(plain).transform(schema);
    }
    schema
}

fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// Takes out what is said of Rust's types and nothing of a config.
fn plain(schema: &mut Schema) {
    schema.remove("format");
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.replace('\n', " ");
    }
    // YAML has no quotes around most texts, so a name may look like a number.
    let free = ["enum", "pattern"].into_iter().all(|limit| schema.get(limit).is_none());
    match schema.get_mut("type") {
        Some(kind @ Value::String(_)) if *kind == "string" && free => {
            *kind = json!(["string", "number", "boolean"]);
        }
        Some(Value::Array(kinds)) if kinds.contains(&json!("string")) && free => {
            kinds.extend([json!("number"), json!("boolean")]);
        }
        _ => {}
    }
}
