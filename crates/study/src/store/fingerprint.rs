use serde_json::{Map, Value, json};

use crate::Data;
use crate::checked::{ProxyKind, Study};
use crate::data::batch_digest;

/// What scores are of: everything that decides their bits, and nothing else. Labels, file names and threads are not in
/// it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fingerprint(Value);

impl Fingerprint {
    /// The fingerprint of a study with its data.
    pub fn new(study: &Study, data: &Data) -> Self {
        let digests: Vec<(String, _)> =
            data.batches.iter().map(|(spec, batch)| (batch_digest(batch), spec)).collect();
        let mut hasher = blake3::Hasher::new();
        for key in &data.architectures {
            hasher.update(key.as_bytes());
            hasher.update(b"\n");
        }
        let settings: Vec<Value> = study
            .proxies
            .iter()
            .filter_map(|proxy| {
                let ProxyKind::Epsilon(setting) = &proxy.kind else { return None };
                let digest = digests
                    .iter()
                    .find(|(_, spec)| **spec == setting.batch)
                    .map(|(digest, _)| digest.as_str());
                Some(json!({
                    "weights": setting.weights.to_string(),
                    "precision": setting.precision.to_string(),
                    "backend": setting.backend.to_string(),
                    "batch": setting.batch.to_string(),
                    "batch_checksum": digest,
                }))
            })
            .collect();
        Self(json!({
            "version": env!("CARGO_PKG_VERSION"),
            "space": study.space.name(),
            "image_size": study.input.image_size(),
            "architectures": data.architectures.len(),
            "architectures_checksum": hasher.finalize().to_hex().to_string(),
            "settings": settings,
        }))
    }

    pub(super) const fn from_json(value: Value) -> Self {
        Self(value)
    }

    pub(super) fn to_json(&self) -> String {
        self.0.to_string()
    }

    /// A checksum of it: which study's scores these are, in 64 hexadecimal digits.
    pub fn checksum(&self) -> String {
        blake3::hash(self.to_json().as_bytes()).to_hex().to_string()
    }

    /// Number of settings and of architectures, as far as it says.
    pub(super) fn sizes(&self) -> (usize, usize) {
        let settings = self.0["settings"].as_array().map_or(0, Vec::len);
        (settings, self.0["architectures"].as_u64().unwrap_or(0) as usize)
    }

    /// What differs, one line each: `settings[0].precision: "f32" is stored, "f64" is asked for`.
    pub fn differences(&self, asked: &Self) -> Vec<String> {
        let mut lines = Vec::new();
        compare("", Some(&self.0), Some(&asked.0), &mut lines);
        lines
    }
}

fn compare(path: &str, stored: Option<&Value>, asked: Option<&Value>, lines: &mut Vec<String>) {
    match (stored, asked) {
        (Some(Value::Object(stored)), Some(Value::Object(asked))) => {
            for name in names(stored, asked) {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                compare(&path, stored.get(&name), asked.get(&name), lines);
            }
        }
        (Some(Value::Array(stored)), Some(Value::Array(asked))) => {
            for position in 0..stored.len().max(asked.len()) {
                compare(&format!("{path}[{position}]"), stored.get(position), asked.get(position), lines);
            }
        }
        (stored, asked) if stored != asked => {
            let write = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), Value::to_string);
            lines.push(format!("{path}: {} is stored, {} is asked for", write(stored), write(asked)));
        }
        _ => {}
    }
}

fn names(a: &Map<String, Value>, b: &Map<String, Value>) -> Vec<String> {
    let mut names: Vec<String> = a.keys().cloned().collect();
    names.extend(b.keys().filter(|name| !a.contains_key(*name)).cloned());
    names
}
