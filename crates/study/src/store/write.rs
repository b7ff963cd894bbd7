use std::fs::TryLockError;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::format::{Record, encode_header};
use super::read::parse;
use super::{Fingerprint, StoreError};
use crate::{Outcome, Scores};

/// How often records reach the disk: this is the most work that a crash can cost.
const SYNC_EVERY: Duration = Duration::from_secs(1);

/// A store that is being written. Threads share it.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    header: [u8; 32],
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    file: fs_err::File,
    sequence: u64,
    pending: Vec<u8>,
    synced: Instant,
}

impl Store {
    /// Begins a new store.
    ///
    /// # Errors
    /// If the file exists or can't be written.
    pub fn create(path: &Path, fingerprint: &Fingerprint) -> Result<Self, StoreError> {
        if path.exists() {
            return Err(StoreError::Exists { path: path.to_owned() });
        }
        let mut file = fs_err::OpenOptions::new().read(true).write(true).create_new(true).open(path)?;
        lock(path, &file)?;
        let text = fingerprint.to_json();
        file.write_all(&encode_header(&text))?;
        file.sync_all()?;
        let header = *blake3::hash(text.as_bytes()).as_bytes();
        Ok(Self::new(path, header, file, 0))
    }

    /// Continues a store: gives what it holds, and cuts off a torn end.
    ///
    /// # Errors
    /// If the file can't be read or written, is no store, is damaged elsewhere than at its end, is of something else
    /// than `fingerprint` (the differences are named), or is in use.
    pub fn resume(path: &Path, fingerprint: &Fingerprint) -> Result<(Self, Scores), StoreError> {
        let mut file = fs_err::OpenOptions::new().read(true).write(true).open(path)?;
        lock(path, &file)?;
        let contents = parse(path, &fs_err::read(path)?)?;
        let differences = contents.fingerprint.differences(fingerprint);
        if !differences.is_empty() {
            return Err(StoreError::Other { path: path.to_owned(), differences });
        }
        if contents.torn_bytes > 0 {
            file.set_len(contents.sound_bytes)?;
        }
        file.seek(SeekFrom::Start(contents.sound_bytes))?;
        let store = Self::new(path, contents.header_checksum, file, contents.records);
        Ok((store, contents.scores))
    }

    fn new(path: &Path, header: [u8; 32], file: fs_err::File, sequence: u64) -> Self {
        let inner = Inner { file, sequence, pending: Vec::new(), synced: Instant::now() };
        Self { path: path.to_owned(), header, inner: Mutex::new(inner) }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Appends outcomes of (architecture, setting). They are on the disk a second later, or after
    /// [`flush`](Self::flush).
    ///
    /// # Errors
    /// If the file can't be written. What was stored before stays readable.
    pub fn append(&self, outcomes: &[(u32, u16, Outcome)]) -> Result<(), StoreError> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        for &(architecture, setting, outcome) in outcomes {
            let record = Record { architecture, setting, outcome }.encode(&self.header, inner.sequence);
            inner.pending.extend(record);
            inner.sequence += 1;
        }
        if inner.synced.elapsed() >= SYNC_EVERY { inner.sync() } else { Ok(()) }
    }

    /// Brings everything to the disk.
    ///
    /// # Errors
    /// If the file can't be written.
    pub fn flush(&self) -> Result<(), StoreError> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).sync()
    }
}

impl Inner {
    fn sync(&mut self) -> Result<(), StoreError> {
        if !self.pending.is_empty() {
            let pending = std::mem::take(&mut self.pending);
            self.file.write_all(&pending)?;
            self.file.sync_data()?;
        }
        self.synced = Instant::now();
        Ok(())
    }
}

/// The lock goes with the process, so a crash leaves none behind.
fn lock(path: &Path, file: &fs_err::File) -> Result<(), StoreError> {
    match file.file().try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(StoreError::Busy { path: path.to_owned() }),
        // Some network file systems have no locks; a store there is as safe as its user is careful.
        Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}
