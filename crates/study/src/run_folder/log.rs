use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use chrono::{SecondsFormat, Utc};
use serde_json::{Value, json};

/// `log.jsonl`: what happened when, one JSON object a line. A resumed run appends. A log that can't be written must not
/// end a run whose scores can be stored, so failures are passed over.
#[derive(Debug)]
pub struct Log {
    file: Option<Mutex<File>>,
}

impl Log {
    /// Opens the log for appending. A link is not followed: it may lead to a file that is not ours.
    pub fn open(path: &Path) -> Self {
        let file = if path.is_symlink() {
            None
        } else {
            OpenOptions::new().create(true).append(true).open(path).ok()
        };
        Self { file: file.map(Mutex::new) }
    }

    /// Writes an event with the fields of the object `details`.
    pub fn write(&self, event: &str, details: Value) {
        let Some(file) = &self.file else { return };
        let mut line = json!({"time": Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true), "event": event});
        if let (Value::Object(line), Value::Object(details)) = (&mut line, details) {
            line.extend(details);
        }
        let line = format!("{line}\n");
        let _ = file.lock().unwrap_or_else(PoisonError::into_inner).write_all(line.as_bytes());
    }
}
