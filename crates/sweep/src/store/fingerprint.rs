use config::EpsilonSetting;
use serde_json::{Map, Value, json};

use crate::backends::library;
use crate::{Shard, Sweep};

/// Identifies a set of scores: everything that affects their bits, and nothing else. Labels, file names and threads are not
/// in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fingerprint(Value);

impl Fingerprint {
    /// The fingerprint of a sweep. With `formulas`, settings include their formula, as in an ablation.
    pub fn new(sweep: &Sweep<'_>, formulas: bool) -> Self {
        let settings = sweep.settings.iter().map(|setting| {
            let batch = sweep.batches.iter().find(|batch| batch.spec == setting.batch);
            let mut described = described(setting, batch.map(|batch| batch.digest.as_str()));
            if formulas {
                described["formula"] = setting.formula.to_string().into();
            }
            described
        });
        let settings: Vec<Value> = settings.collect();
        let (study, architectures) = (sweep.study, sweep.architectures);
        let mut hasher = blake3::Hasher::new();
        for key in architectures {
            hasher.update(key.as_bytes());
            hasher.update(b"\n");
        }
        let mut fingerprint = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "engine": collapse::REVISION,
            "space": study.space.name(),
            "image_size": study.input.image_size(),
            "architectures": architectures.len(),
            "architectures_checksum": hasher.finalize().to_hex().to_string(),
            "settings": settings,
        });
        // Listing the architectures has already read this file, so errors can't occur here.
        if let Ok(Some(identity)) = study.space.identity() {
            fingerprint["recipes_checksum"] = blake3::hash(identity.as_bytes()).to_hex().to_string().into();
        }
        Self(fingerprint)
    }

    /// The same for one shard, which has `outcomes` outcomes of (architecture, setting).
    #[must_use]
    pub fn of_shard(mut self, shard: Shard, outcomes: usize) -> Self {
        self.0["shard"] = json!({"index": shard.index(), "count": shard.count(), "outcomes": outcomes});
        self
    }

    /// The shard of the scores, and its number of outcomes; `None` for a whole study.
    pub fn shard(&self) -> Option<(Shard, usize)> {
        let number = |name: &str| self.0["shard"][name].as_u64();
        let shard = Shard::new(u32::try_from(number("index")?).ok()?, u32::try_from(number("count")?).ok()?)?;
        Some((shard, number("outcomes")? as usize))
    }

    /// The fingerprint of the whole study that a shard belongs to.
    #[must_use]
    pub fn whole(mut self) -> Self {
        if let Value::Object(object) = &mut self.0 {
            object.shift_remove("shard");
        }
        self
    }

    pub(super) const fn from_json(value: Value) -> Self {
        Self(value)
    }

    pub(super) fn to_json(&self) -> String {
        self.0.to_string()
    }

    /// Its checksum in 64 hexadecimal digits.
    pub fn checksum(&self) -> String {
        blake3::hash(self.to_json().as_bytes()).to_hex().to_string()
    }

    /// Number of settings and of architectures; 0 if they are absent.
    pub fn sizes(&self) -> (usize, usize) {
        let settings = self.0["settings"].as_array().map_or(0, Vec::len);
        (settings, self.0["architectures"].as_u64().unwrap_or(0) as usize)
    }

    /// The differences, one line each: `settings[0].precision: "f32" is stored, "f64" is asked for`.
    pub fn differences(&self, asked: &Self) -> Vec<String> {
        json_differences(&self.0, &asked.0, ["is stored", "is asked for"])
    }
}

/// Everything that affects the bits of a setting's scores.
fn described(setting: &EpsilonSetting, batch_checksum: Option<&str>) -> Value {
    let EpsilonSetting { initialisations, formula: _, precision, backend, batch } = setting;
    let mut setting = json!({
        "weights": initialisations.to_string(),
        "precision": precision.to_string(),
        "backend": backend.to_string(),
        "batch": batch.to_string(),
        "batch_checksum": batch_checksum,
    });
    if let Some(version) = library(*backend) {
        setting["libtorch"] = version.into();
    }
    setting
}

/// The differences between two objects, one line each; `words` label the two values.
pub fn json_differences(first: &Value, second: &Value, words: [&str; 2]) -> Vec<String> {
    let mut lines = Vec::new();
    compare("", Some(first), Some(second), words, &mut lines);
    lines
}

fn compare(
    path: &str,
    stored: Option<&Value>,
    asked: Option<&Value>,
    words: [&str; 2],
    lines: &mut Vec<String>,
) {
    match (stored, asked) {
        (Some(Value::Object(stored)), Some(Value::Object(asked))) => {
            for name in names(stored, asked) {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                compare(&path, stored.get(&name), asked.get(&name), words, lines);
            }
        }
        (Some(Value::Array(stored)), Some(Value::Array(asked))) => {
            for position in 0..stored.len().max(asked.len()) {
                let path = format!("{path}[{position}]");
                compare(&path, stored.get(position), asked.get(position), words, lines);
            }
        }
        (stored, asked) if stored != asked => {
            let write = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), Value::to_string);
            let [first, second] = words;
            lines.push(format!("{path}: {} {first}, {} {second}", write(stored), write(asked)));
        }
        _ => {}
    }
}

fn names(a: &Map<String, Value>, b: &Map<String, Value>) -> Vec<String> {
    let mut names: Vec<String> = a.keys().cloned().collect();
    names.extend(b.keys().filter(|name| !a.contains_key(*name)).cloned());
    names
}
