//! Configs that are wrong in one place.

use serde_json::{Value, json};

/// A config that was damaged.
pub struct Damaged {
    pub value: Value,
    /// How, for people.
    pub what: String,
    /// The same as a setting on the command line, where it is one.
    pub setting: Option<String>,
    /// Whether it is below the fields at the top.
    pub inside: bool,
    /// Whether YAML's null stands where a text should: that is one of four letters.
    pub is_null_text: bool,
}

/// A config as YAML.
pub fn text_of(value: &Value) -> String {
    serde_yaml::to_string(value).unwrap()
}

/// One of these stands where something else should.
fn wrong() -> [Value; 12] {
    [
        Value::Null,
        json!(true),
        json!(0),
        json!(3),
        json!(-1),
        json!(1.5),
        json!(1e12),
        json!("nonsense"),
        json!([]),
        json!(["nonsense", 1]),
        json!({}),
        json!({"nonsense": 1}),
    ]
}

/// The same config with each value replaced by every wrong one, each field left out, and one too many in each map.
pub fn damaged(config: &Value) -> Vec<Damaged> {
    let mut paths = Vec::new();
    walk(config, String::new(), &mut paths);
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| !path.is_empty()) {
        let inside = path.matches('/').count() > 1;
        for wrong in wrong() {
            let mut value = config.clone();
            let place = value.pointer_mut(path).unwrap();
            let is_null_text = wrong.is_null() && place.is_string();
            *place = wrong.clone();
            let setting = Some(format!("{}={wrong}", path[1..].replace('/', ".")));
            found.push(Damaged { value, what: format!("{path} is {wrong}"), setting, inside, is_null_text });
        }
        let (parent, name) = path.rsplit_once('/').unwrap();
        let mut value = config.clone();
        if let Some(Value::Object(fields)) = value.pointer_mut(parent) {
            fields.remove(name);
            found.push(Damaged {
                value,
                what: format!("{path} is left out"),
                setting: None,
                inside: false,
                is_null_text: false,
            });
        }
    }
    for path in &paths {
        let mut value = config.clone();
        if let Some(Value::Object(fields)) = value.pointer_mut(path) {
            fields.insert("nonsense".to_owned(), json!(1));
            found.push(Damaged {
                value,
                what: format!("{path} has a field too many"),
                setting: None,
                inside: false,
                is_null_text: false,
            });
        }
    }
    found
}

fn walk(value: &Value, path: String, paths: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                walk(value, format!("{path}/{name}"), paths);
            }
        }
        Value::Array(values) => {
            for (position, value) in values.iter().enumerate() {
                walk(value, format!("{path}/{position}"), paths);
            }
        }
        _ => {}
    }
    paths.push(path);
}
