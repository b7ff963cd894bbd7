//! The fields of configs as a page, out of the schema.

use std::fmt::Write as _;

use serde_json::Value;

use super::instances::{example, resolve};

/// What is between these lines of the page is made here.
pub const BEGIN: &str =
    "<!-- fields: made from crates/config/src/typed; EPSILON_UPDATE=1 cargo test --test schema -->";
/// See [`BEGIN`].
pub const END: &str = "<!-- end of fields -->";

/// All sections: a table of its fields for each.
pub fn fields(schema: &Value) -> String {
    let mut sections = vec!["run".to_owned(), "ablate".to_owned(), "search".to_owned()];
    let mut text = String::new();
    let mut position = 0;
    while let Some(name) = sections.get(position).cloned() {
        section(schema, &name, &mut sections, &mut text);
        position += 1;
    }
    text
}

fn section(schema: &Value, name: &str, sections: &mut Vec<String>, text: &mut String) {
    let node = &schema["definitions"][name];
    let title =
        if ["run", "ablate", "search"].contains(&name) { format!("epsilon {name}") } else { name.to_owned() };
    let _ = writeln!(text, "## {title}\n\n{}\n", node["description"].as_str().unwrap_or_default());
    let examples: Vec<String> = node["examples"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|example| format!("`{}`", flow(example)))
        .collect();
    if !examples.is_empty() {
        let _ =
            writeln!(text, "Example{}: {}\n", if examples.len() > 1 { "s" } else { "" }, examples.join(", "));
    }
    let choices = node["anyOf"].as_array();
    for choice in choices.into_iter().flatten().filter(|choice| choice["enum"].is_array()) {
        let _ = writeln!(text, "A word: {}\n", value(choice, sections));
    }
    for choice in choices.into_iter().flatten().filter(|choice| choice["items"].is_object()) {
        let _ = writeln!(text, "A {}\n", value(choice, sections));
    }
    let maps = choices.into_iter().flatten().chain([node]).filter(|node| node["properties"].is_object());
    for map in maps {
        text.push_str("| field | value | default | example | |\n|---|---|---|---|---|\n");
        let required: Vec<&str> =
            map["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (name, field) in map["properties"].as_object().into_iter().flatten() {
            let default = match &field["default"] {
                _ if required.contains(&name.as_str()) => "required".to_owned(),
                Value::Null | Value::Object(_) => String::new(),
                Value::Array(values) if values.is_empty() => String::new(),
                default => format!("`{}`", flow(default)),
            };
            let found = resolve(schema, field);
            let shown = if !default.is_empty() && default != "required"
                || found["properties"].is_object()
                || found["anyOf"].is_array()
            {
                String::new()
            } else if found["items"].is_object() && found["examples"].is_null() && field["default"].is_null()
            {
                let items = resolve(schema, &found["items"]);
                if items["enum"].is_null() { String::new() } else { format!("`{}`", flow(&example(found))) }
            } else if field["default"] == serde_json::json!([]) {
                String::new()
            } else {
                format!("`{}`", flow(&example(field)))
            };
            let about = field["description"].as_str().unwrap_or_default();
            let _ =
                writeln!(text, "| `{name}` | {} | {default} | {shown} | {about} |", value(field, sections));
        }
        text.push('\n');
    }
}

/// What may stand in a field, in words.
fn value(node: &Value, sections: &mut Vec<String>) -> String {
    if let Some(path) = node["$ref"].as_str() {
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        if !sections.contains(&name) {
            sections.push(name.clone());
        }
        return format!("[{name}](#{name})");
    }
    if let Some(choices) = ["allOf", "anyOf"].iter().find_map(|choice| node[choice].as_array()) {
        return choices
            .iter()
            .find(|choice| choice["type"] != "null")
            .map_or_else(String::new, |choice| value(choice, sections));
    }
    if let Some(words) = node["enum"].as_array() {
        let words: Vec<String> =
            words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect();
        return words.join(", ");
    }
    let is = |kind: &str| {
        node["type"] == kind || node["type"].as_array().is_some_and(|kinds| kinds.iter().any(|of| of == kind))
    };
    let number = |name: &str| node[name].as_f64().map(grouped);
    if is("array") {
        let length = match (node["minItems"].as_u64(), node["maxItems"].as_u64()) {
            (Some(least), Some(most)) if least == most => format!("{least} of "),
            (Some(least), _) => format!("{least} or more of "),
            _ => String::new(),
        };
        return format!("list: {length}{}", value(&node["items"], sections));
    }
    let range = match [
        number("minimum"),
        number("maximum"),
        number("exclusiveMinimum"),
        number("exclusiveMaximum"),
    ] {
        [Some(low), Some(high), ..] => format!(", {low} to {high}"),
        [Some(low), None, ..] => format!(", {low} or more"),
        [.., Some(low), Some(high)] => format!(" between {low} and {high}"),
        [.., Some(low), None] => format!(" above {low}"),
        _ => String::new(),
    };
    let kind = if is("integer") {
        "whole number"
    } else if is("string") {
        "text"
    } else if is("boolean") {
        "true or false"
    } else if is("number") {
        "number"
    } else {
        panic!("no words for {node}")
    };
    format!("{kind}{range}")
}

/// `1,048,576`.
fn grouped(number: f64) -> String {
    let digits = format!("{number}");
    let first = digits.len() % 3;
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && position % 3 == first % 3 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A value as YAML in one line.
fn flow(value: &Value) -> String {
    match value {
        Value::Array(values) => format!("[{}]", values.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Object(fields) => {
            let fields: Vec<String> =
                fields.iter().map(|(name, value)| format!("{name}: {}", flow(value))).collect();
            format!("{{{}}}", fields.join(", "))
        }
        Value::String(text) if text.contains([',', '%', ':']) => format!("\"{text}\""),
        Value::String(text) => text.clone(),
        Value::Number(number) if number.as_f64() == Some(1.0) => "1".to_owned(),
        other => other.to_string(),
    }
}
