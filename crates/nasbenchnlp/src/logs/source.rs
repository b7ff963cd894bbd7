use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use fs_err as fs;
use zip::ZipArchive;

use super::{LogError, TrainingLog};

/// Largest log file that is read. The real ones are about 5 kB.
pub(crate) const MAX_LOG_BYTES: u64 = 16 << 20;

/// The logs of a folder or a zip archive, read one by one in the order of their names.
///
/// A bad log is an item of its own, so that the caller can count it and go on.
#[derive(Debug)]
pub struct LogFiles {
    source: Source,
    next: usize,
}

#[derive(Debug)]
enum Source {
    Folder(Vec<PathBuf>),
    Zip { archive: Box<ZipArchive<BufReader<fs::File>>>, entries: Vec<(String, usize)> },
}

impl LogFiles {
    /// Opens a folder (not the folders inside it) or a zip archive (all folders inside it) and lists the files
    /// named `log_stats_model_*.json`.
    ///
    /// # Errors
    /// If it can't be opened, is neither, or holds no such file.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, LogError> {
        let path = path.as_ref();
        let metadata = fs::metadata(path).map_err(|source| LogError::Open { source })?;
        let source = if metadata.is_dir() { list_folder(path)? } else { list_archive(path)? };
        let files = Self { source, next: 0 };
        if files.is_empty() {
            return Err(LogError::NoLogs { path: path.to_owned() });
        }
        Ok(files)
    }

    /// Number of logs that are left to read.
    pub fn len(&self) -> usize {
        let total = match &self.source {
            Source::Folder(paths) => paths.len(),
            Source::Zip { entries, .. } => entries.len(),
        };
        total.saturating_sub(self.next)
    }

    /// Whether all logs have been read.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Iterator for LogFiles {
    type Item = Result<TrainingLog, LogError>;

    fn next(&mut self) -> Option<Self::Item> {
        let index = self.next;
        let (file, bytes) = match &mut self.source {
            Source::Folder(paths) => {
                let path = paths.get(index)?;
                let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                (file, fs::File::open(path).and_then(read_limited))
            }
            Source::Zip { archive, entries } => {
                let (file, entry) = entries.get(index)?;
                let bytes = archive.by_index(*entry).map_err(io::Error::other).and_then(read_limited);
                (file.clone(), bytes)
            }
        };
        self.next += 1;
        Some(match bytes {
            Ok(Some(bytes)) => TrainingLog::parse(&file, &bytes),
            Ok(None) => Err(LogError::TooLarge { file }),
            Err(source) => Err(LogError::Read { file, source }),
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len(), Some(self.len()))
    }
}

/// The bytes of a log, or `None` if there are too many. What an archive says about sizes is not trusted.
fn read_limited(reader: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader.take(MAX_LOG_BYTES + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= MAX_LOG_BYTES).then_some(bytes))
}

fn is_log(name: &str) -> bool {
    name.strip_prefix("log_stats_model_").and_then(|rest| rest.strip_suffix(".json")).is_some()
}

fn list_folder(path: &Path) -> Result<Source, LogError> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(path).map_err(|source| LogError::Open { source })? {
        let entry = entry.map_err(|source| LogError::Open { source })?;
        if is_log(&entry.file_name().to_string_lossy()) {
            paths.push(entry.path());
        }
    }
    paths.sort_unstable();
    Ok(Source::Folder(paths))
}

fn list_archive(path: &Path) -> Result<Source, LogError> {
    let file = fs::File::open(path).map_err(|source| LogError::Open { source })?;
    let archive = ZipArchive::new(BufReader::new(file))
        .map_err(|source| LogError::Zip { path: path.to_owned(), source })?;
    let mut entries: Vec<(String, usize)> = (0..archive.len())
        .filter_map(|index| {
            let name = archive.name_for_index(index)?.ok()?;
            let file = name.rsplit('/').next().unwrap_or(&name);
            is_log(file).then(|| (file.to_owned(), index))
        })
        .collect();
    entries.sort_unstable();
    Ok(Source::Zip { archive: Box::new(archive), entries })
}
