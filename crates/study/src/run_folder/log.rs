use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::Timestamp;
use crate::Error;

/// `log.jsonl`: what happened when, one JSON object a line. A resumed run appends.
#[derive(Debug)]
pub struct Log {
    file: Mutex<fs_err::File>,
}

impl Log {
    /// Opens the log for appending.
    ///
    /// # Errors
    /// If the file can't be opened.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = fs_err::OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Self { file: Mutex::new(file) })
    }

    /// Writes an event with the fields of the object `details`. A log that can't be written must not end a sweep whose
    /// scores can be stored, so failures are passed over.
    pub fn write(&self, event: &str, details: Value) {
        let mut line = json!({"time": Timestamp::now().to_string(), "event": event});
        if let (Value::Object(line), Value::Object(details)) = (&mut line, details) {
            line.extend(details);
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = writeln!(file, "{line}");
    }
}
