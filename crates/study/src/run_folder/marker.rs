use std::fmt;
use std::path::{Path, PathBuf};

use chrono::{SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

/// A command that writes a folder of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WritingCommand {
    /// `epsilon run`, its shards, their merge, and the Slurm jobs that do these.
    Run,
    /// `epsilon ablate`.
    Ablate,
    /// `epsilon search`.
    Search,
    /// `epsilon correlate`.
    Correlate,
}

impl fmt::Display for WritingCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Run => "run",
            Self::Ablate => "ablate",
            Self::Search => "search",
            Self::Correlate => "correlate",
        })
    }
}

/// What `.epsilon-run` says: that this program made the folder, for what, and when. Written once, before anything else in
/// the folder, and never replaced: whoever writes results holds a lock on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marker {
    pub command: WritingCommand,
    pub study: String,
    /// When the folder was made, to the nanosecond, in a form that sorts by time.
    pub begun: String,
}

/// The marker's name within a folder.
const NAME: &str = ".epsilon-run";

impl Marker {
    pub fn new(command: WritingCommand, study: &str) -> Self {
        Self {
            command,
            study: study.to_owned(),
            begun: Utc::now().to_rfc3339_opts(SecondsFormat::Nanos, true),
        }
    }

    pub fn path(folder: &Path) -> PathBuf {
        folder.join(NAME)
    }

    /// The marker of a folder; `None` where there is none, or a file of that name that this program did not write.
    pub fn read(folder: &Path) -> std::io::Result<Option<Self>> {
        match fs_err::read(Self::path(folder)) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes it into a folder that has none. Where another process was faster, that one's stays.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        let text = serde_json::to_string(self)? + "\n";
        match files::write_new(&Self::path(folder), text.as_bytes()) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
            written => written,
        }
    }

    /// Whether a file of this name is a marker, or one that is being written.
    pub fn is_named(name: &std::ffi::OsStr) -> bool {
        name.to_str().is_some_and(|name| name == NAME || name.starts_with("..epsilon-run."))
    }
}
