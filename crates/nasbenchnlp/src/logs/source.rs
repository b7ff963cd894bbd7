use std::collections::HashMap;
use std::path::{Path, PathBuf};

use files::{Archive, Limit};
use fs_err as fs;

use super::{LogError, TrainingLog};

/// Largest log that is read. The real ones are about 5 kB.
const LARGEST: Limit = Limit::bytes(1 << 20);

/// The logs of a folder or a zip archive, read one by one in the order of their names. A log may be compressed
/// (`log_stats_model_1.json.gz`).
///
/// A bad log is an error item, so that the caller can count it and continue. So is an exact copy of an earlier log, which
/// would otherwise count as another run.
#[derive(Debug)]
pub struct LogFiles {
    source: Source,
    logs: Vec<Log>,
    next: usize,
    /// The logs read so far, by the digests of their texts.
    by_digest: HashMap<blake3::Hash, usize>,
}

#[derive(Debug)]
enum Source {
    Folder {
        /// How many more bytes its files may unpack to.
        left: u64,
    },
    Zip(Box<Archive>),
}

#[derive(Debug)]
struct Log {
    /// The file's name without the extension of a compression.
    name: String,
    /// The path of the file, or of the archive with the name in it.
    path: PathBuf,
    /// Its index in the archive.
    number: usize,
}

impl LogFiles {
    /// Opens a folder (not the folders inside it) or a zip archive (all folders inside it) and lists the files
    /// named `log_stats_model_*.json`.
    ///
    /// # Errors
    /// If it can't be opened, is neither, or holds no such file, or two with one name.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, LogError> {
        let path = path.as_ref();
        let metadata = fs::metadata(path).map_err(|source| LogError::Open { source })?;
        let (source, mut logs) = if metadata.is_dir() { list_folder(path)? } else { list_archive(path)? };
        logs.sort_unstable_by(|one, other| (&one.name, &one.path).cmp(&(&other.name, &other.path)));
        if logs.is_empty() {
            return Err(LogError::NoLogs { path: path.to_owned() });
        }
        if let Some([one, other]) = logs.array_windows().find(|[one, other]| one.name == other.name) {
            return Err(LogError::Twice { first: one.path.clone(), second: other.path.clone() });
        }
        Ok(Self { source, logs, next: 0, by_digest: HashMap::new() })
    }

    /// Number of logs that are left to read.
    pub fn len(&self) -> usize {
        self.logs.len().saturating_sub(self.next)
    }

    /// Whether all logs have been read.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn read(&mut self, index: usize) -> Result<TrainingLog, LogError> {
        let log = &self.logs[index];
        let text = match &mut self.source {
            Source::Folder { left } => {
                let text = files::read_text(&log.path, LARGEST.at_most(*left))?;
                *left = left.saturating_sub(text.len() as u64);
                text
            }
            Source::Zip(archive) => archive.read_text(log.number, LARGEST)?,
        };
        if let Some(first) = self.by_digest.insert(blake3::hash(text.as_bytes()), index) {
            return Err(LogError::Twice { first: self.logs[first].path.clone(), second: log.path.clone() });
        }
        TrainingLog::parse(&log.path.display().to_string(), text.as_bytes())
    }
}

impl Iterator for LogFiles {
    type Item = Result<TrainingLog, LogError>;

    fn next(&mut self) -> Option<Self::Item> {
        let index = self.next;
        if index == self.logs.len() {
            return None;
        }
        self.next += 1;
        Some(self.read(index))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len(), Some(self.len()))
    }
}

fn list_folder(path: &Path) -> Result<(Source, Vec<Log>), LogError> {
    let mut logs = Vec::new();
    let mut packed = 0;
    for entry in fs::read_dir(path).map_err(|source| LogError::Open { source })? {
        let entry = entry.map_err(|source| LogError::Open { source })?;
        if let Some(name) = log_name(&entry.file_name().to_string_lossy()) {
            packed += entry.metadata().map_err(|source| LogError::Open { source })?.len();
            logs.push(Log { name: name.to_owned(), path: entry.path(), number: 0 });
        }
    }
    Ok((Source::Folder { left: Limit::input()?.unpacked(packed).get() }, logs))
}

fn list_archive(path: &Path) -> Result<(Source, Vec<Log>), LogError> {
    let archive = Archive::open(path, Limit::input()?)?;
    let names = archive.names().iter().enumerate();
    let logs = names.filter_map(|(number, member)| {
        let name = log_name(member.rsplit('/').next()?)?.to_owned();
        Some(Log { name, path: path.join(member), number })
    });
    let logs = logs.collect();
    Ok((Source::Zip(Box::new(archive)), logs))
}

/// The uncompressed name of a log; `None` if this is not the name of one.
fn log_name(file: &str) -> Option<&str> {
    let name = [".gz", ".zst", ".bz2"].iter().find_map(|end| file.strip_suffix(end)).unwrap_or(file);
    (name.starts_with("log_stats_model_") && name.strip_suffix(".json").is_some()).then_some(name)
}
