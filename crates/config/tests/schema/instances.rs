//! Configs made from the schema.

use serde_json::{Map, Value, json};

/// What a reference leads to; anything else as it is. `null` is not looked at.
pub fn resolve<'a>(schema: &'a Value, node: &'a Value) -> &'a Value {
    if let Some(path) = node["$ref"].as_str() {
        return resolve(schema, schema.pointer(&path[1..]).unwrap());
    }
    let choices = ["allOf", "anyOf"].iter().find_map(|choice| node[choice].as_array());
    let choices: Vec<&Value> =
        choices.into_iter().flatten().filter(|choice| choice["type"] != "null").collect();
    if let [only] = choices[..] { resolve(schema, only) } else { node }
}

/// One config for each command, with every field in it; an empty list has one element of each kind.
pub fn roots(schema: &Value) -> Vec<Value> {
    ["run", "ablate", "search"]
        .iter()
        .map(|root| all(schema, &schema["definitions"][root]).remove(0))
        .collect()
}

/// A value of each kind that may stand here.
fn all(schema: &Value, node: &Value) -> Vec<Value> {
    let found = resolve(schema, node);
    if let Some(choices) = found["anyOf"].as_array() {
        return match found["examples"].as_array() {
            Some(examples) => examples.clone(),
            None => choices.iter().flat_map(|choice| all(schema, choice)).collect(),
        };
    }
    if let Some(fields) = found["properties"].as_object() {
        let value = |(name, field): (&String, &Value)| (name.clone(), all(schema, field).remove(0));
        let fields = fields.iter().map(value);
        return if found["minProperties"] == 1 {
            fields.map(|(name, value)| json!({name: value})).collect()
        } else {
            vec![Value::Object(fields.collect::<Map<_, _>>())]
        };
    }
    // What a field says of its default may be the default of the whole list.
    let whole = found["examples"].is_array() || found["default"].get(0).is_some();
    if found["items"].is_object() && found["items"]["enum"].is_null() && !whole {
        return vec![Value::Array(all(schema, &found["items"]))];
    }
    vec![example(found)]
}

/// An example of a plain value.
pub fn example(node: &Value) -> Value {
    let first = |name: &str| node[name].get(0).cloned();
    let default = Some(node["default"].clone()).filter(|default| !default.is_null() && *default != json!([]));
    first("examples")
        .or(default)
        .or_else(|| first("enum"))
        .or_else(|| node["items"].is_object().then(|| json!([example(&node["items"])])))
        .unwrap_or_else(|| panic!("no example of {node}"))
}

/// Compares the defaults below a node with what stands in a resolved config.
pub fn defaults(schema: &Value, node: &Value, value: &Value, at: &str, compared: &mut Vec<(String, bool)>) {
    let found = resolve(schema, node);
    if let (Some(fields), Some(values)) = (found["properties"].as_object(), value.as_object()) {
        for (name, value) in values {
            let (field, at) = (&fields[name], format!("{at}.{name}"));
            // What stands in the config that was resolved is no default.
            let given = at.ends_with("batch.kind") || ["labels", "proxies"].contains(&name.as_str());
            if let Some(default) = field.get("default").filter(|_| !given && !value.is_object()) {
                compared.push((format!("{at}: {default} {value}"), same(default, value)));
            }
            defaults(schema, field, value, &at, compared);
        }
    } else if let Some(choices) = found["anyOf"].as_array() {
        for choice in choices {
            defaults(schema, choice, value, at, compared);
        }
    } else if let (Some(values), true) = (value.as_array(), found["items"].is_object()) {
        for value in values {
            defaults(schema, &found["items"], value, at, compared);
        }
    }
}

/// Whether two values are the same, 1 and 1.0 among them.
fn same(left: &Value, right: &Value) -> bool {
    match (left.as_f64(), right.as_f64()) {
        (Some(left), Some(right)) => left == right,
        _ => left == right,
    }
}
