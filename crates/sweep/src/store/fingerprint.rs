use config::EpsilonSetting;
use epsilon::Formula;
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
        let mut fingerprint = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "engine": collapse::REVISION,
            "space": study.space.name(),
            "image_size": study.input.image_size(),
            "architectures": architectures.len(),
            "architectures_checksum": checksum_of(architectures.iter().map(|one| one.key())),
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

    /// Which of its settings give the very bits of which settings of `asked`, as pairs of positions. There is none where
    /// version, engine, space, image size or recipes differ. Which architectures they are does not matter, nor what a batch
    /// is called whose numbers are the same.
    pub fn shared(&self, asked: &Self) -> Vec<(usize, usize)> {
        let same = |name: &str| self.0.get(name) == asked.0.get(name);
        if !["version", "engine", "space", "image_size", "recipes_checksum"].into_iter().all(same) {
            return Vec::new();
        }
        let (stored, asked) = (self.deciding(), asked.deciding());
        let pairs = asked.iter().enumerate().filter_map(|(position, setting)| {
            let stored = stored.iter().position(|other| other == setting && setting.is_some())?;
            Some((stored, position))
        });
        pairs.collect()
    }

    /// Its settings, each with all that decides the bits of scores and nothing else; `None` for one that has no batch.
    fn deciding(&self) -> Vec<Option<Value>> {
        let settings = self.0["settings"].as_array().into_iter().flatten();
        let deciding = settings.map(|setting| {
            let mut setting = setting.as_object()?.clone();
            setting.get("batch_checksum").filter(|checksum| checksum.is_string())?;
            setting.shift_remove("batch");
            setting.entry("formula").or_insert_with(|| Formula::default().to_string().into());
            Some(Value::Object(setting))
        });
        deciding.collect()
    }

    /// Whether the scores are of these architectures in this order.
    pub fn is_of(&self, architectures: &[String]) -> bool {
        let same = |name: &str, value: Value| self.0.get(name) == Some(&value);
        same("architectures", architectures.len().into())
            && same("architectures_checksum", checksum_of(architectures.iter().map(String::as_str)).into())
    }

    /// The differences, one line each: `settings[0].precision: "f32" is stored, "f64" is asked for`.
    pub fn differences(&self, asked: &Self) -> Vec<String> {
        json_differences(&self.0, &asked.0, ["is stored", "is asked for"])
    }
}

/// A checksum of architectures and their order.
fn checksum_of<'a>(keys: impl Iterator<Item = &'a str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for key in keys {
        hasher.update(key.as_bytes());
        hasher.update(b"\n");
    }
    hasher.finalize().to_hex().to_string()
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
