use std::fs::TryLockError;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::format::{RECORD, Record, encode_header};
use super::read::parse;
use super::{Fingerprint, StoreError};
use crate::{Outcome, Scores};

/// How often records are synced to disk: the most work that a power cut can cost.
const SYNC_EVERY: Duration = Duration::from_secs(1);

/// A store that is being written. Threads share it.
///
/// Appended records have been passed to the operating system, so they survive the death of the process. They are synced to
/// disk once a second, so all but the last second survives a crash of the machine.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    header: [u8; 32],
    file: fs_err::File,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    /// Records in the file.
    sequence: u64,
    /// Bytes up to the end of the last whole record.
    sound: u64,
    /// When a thread last began to sync.
    synced: Instant,
    /// Why a write failed; after that, nothing may be appended.
    broken: Option<(std::io::ErrorKind, String)>,
}

impl Store {
    /// Creates a new store.
    ///
    /// # Errors
    /// If the file exists or can't be written.
    pub fn create(path: &Path, fingerprint: &Fingerprint) -> Result<Self, StoreError> {
        if path.exists() {
            return Err(StoreError::Exists { path: path.to_owned() });
        }
        let file = fs_err::OpenOptions::new().read(true).write(true).create_new(true).open(path)?;
        lock(path, &file)?;
        Self::begin(path, fingerprint, file)
    }

    /// Writes the header into an empty file, and makes sure that the file itself survives a power cut.
    fn begin(path: &Path, fingerprint: &Fingerprint, mut file: fs_err::File) -> Result<Self, StoreError> {
        let text = fingerprint.to_json();
        let bytes = encode_header(&text);
        let failed = |source| StoreError::Write { path: path.to_owned(), records: 0, source };
        file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(failed)?;
        sync_folder_of(path);
        let header = *blake3::hash(text.as_bytes()).as_bytes();
        Ok(Self::new(path, header, file, 0, bytes.len() as u64))
    }

    /// Opens a store to continue it: returns its contents and cuts off an incomplete end.
    ///
    /// # Errors
    /// If the file can't be read or written, is not a store, is damaged elsewhere than at its end, has another
    /// fingerprint (the differences are named), or is in use.
    pub fn resume(path: &Path, fingerprint: &Fingerprint) -> Result<(Self, Scores), StoreError> {
        let mut file = fs_err::OpenOptions::new().read(true).write(true).open(path)?;
        lock(path, &file)?;
        let bytes = fs_err::read(path)?;
        let header = encode_header(&fingerprint.to_json());
        if bytes.len() < header.len() && header.starts_with(&bytes) {
            // The program that created it was stopped before its first score.
            file.set_len(0)?;
            let (settings, architectures) = fingerprint.sizes();
            return Ok((Self::begin(path, fingerprint, file)?, Scores::new(settings, architectures)));
        }
        let contents = parse(path, &bytes)?;
        let differences = contents.fingerprint.differences(fingerprint);
        if !differences.is_empty() {
            return Err(StoreError::Other { path: path.to_owned(), differences });
        }
        if contents.torn_bytes > 0 {
            file.set_len(contents.sound_bytes)?;
        }
        file.seek(SeekFrom::Start(contents.sound_bytes))?;
        let store = Self::new(path, contents.header_checksum, file, contents.records, contents.sound_bytes);
        Ok((store, contents.scores))
    }

    fn new(path: &Path, header: [u8; 32], file: fs_err::File, sequence: u64, sound: u64) -> Self {
        let inner = Inner { sequence, sound, synced: Instant::now(), broken: None };
        Self { path: path.to_owned(), header, file, inner: Mutex::new(inner) }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Appends outcomes of (architecture, setting). When it returns, they survive the death of the process; they are on
    /// disk a second later, or after [`flush`](Self::flush).
    ///
    /// # Errors
    /// If the file can't be written. Earlier records stay readable, and nothing more is written.
    pub fn append(&self, outcomes: &[(u32, u16, Outcome)]) -> Result<(), StoreError> {
        if outcomes.is_empty() {
            return Ok(());
        }
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = Vec::with_capacity(outcomes.len() * RECORD);
        for (sequence, &(architecture, setting, outcome)) in (inner.sequence..).zip(outcomes) {
            bytes.extend(Record { architecture, setting, outcome }.encode(&self.header, sequence));
        }
        if let Some((kind, text)) = &inner.broken {
            return Err(self.failed(inner.sequence, std::io::Error::new(*kind, text.clone())));
        }
        if let Err(source) = (&self.file).write_all(&bytes) {
            inner.broken = Some((source.kind(), source.to_string()));
            // Part of a record may have been written. If it can't be cut off, readers ignore the incomplete end.
            let _ = self.file.set_len(inner.sound);
            return Err(self.failed(inner.sequence, source));
        }
        inner.sequence += outcomes.len() as u64;
        inner.sound += bytes.len() as u64;
        let due = inner.synced.elapsed() >= SYNC_EVERY;
        if due {
            inner.synced = Instant::now();
        }
        let sequence = inner.sequence;
        // Other threads continue during the sync.
        drop(inner);
        if due { self.sync(sequence) } else { Ok(()) }
    }

    /// Syncs everything to disk.
    ///
    /// # Errors
    /// If the file can't be written.
    pub fn flush(&self) -> Result<(), StoreError> {
        let sequence = self.inner.lock().unwrap_or_else(PoisonError::into_inner).sequence;
        self.sync(sequence)
    }

    fn sync(&self, sequence: u64) -> Result<(), StoreError> {
        self.file.sync_data().map_err(|source| self.failed(sequence, source))
    }

    fn failed(&self, records: u64, source: std::io::Error) -> StoreError {
        StoreError::Write { path: self.path.clone(), records, source }
    }
}

/// Locks a file for this process alone; returns false if the file system has no locks. The lock ends with the process, so a
/// crash leaves none behind. `path` is for errors.
///
/// # Errors
/// If another process holds it, or the system reports an error.
pub fn lock(path: &Path, file: &fs_err::File) -> Result<bool, StoreError> {
    locked(path, file.file().try_lock())
}

/// Fails if another process is writing the store.
///
/// # Errors
/// If it is, or the file can't be opened.
pub fn check_idle(path: &Path) -> Result<(), StoreError> {
    let file = fs_err::File::open(path)?;
    locked(path, file.file().try_lock_shared()).map(drop)
}

fn locked(path: &Path, result: Result<(), TryLockError>) -> Result<bool, StoreError> {
    match result {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Err(StoreError::Busy { path: path.to_owned() }),
        // Some network file systems have no locks; the user must then avoid two writers.
        Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => Ok(false),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Syncs the folder's entry of a new file. Systems where a folder can't be opened like a file do not need this.
fn sync_folder_of(path: &Path) {
    if let Some(folder) = path.parent().and_then(|folder| std::fs::File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}
