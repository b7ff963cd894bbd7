use std::path::PathBuf;

/// Why stored scores can't be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file could not be opened, read or written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The file is not a store, or not one that this version reads.
    #[error("{path} is no store of scores: {reason}")]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        reason: String,
    },
    /// A record is damaged, and not by an interrupted write. The file is unchanged.
    #[error(
        "{path}: record {record} (byte {offset}) is damaged, {}, so this is no interrupted write. The {record} records \
         before it are sound. Restore the file; or, to go on with these, copy the file and cut it to {offset} bytes \
         (truncate -s {offset} FILE); or remove it to begin anew",
        if *sound_follow { "but sound ones follow it".to_owned() } else { format!("with {bytes} bytes from there to the end") }
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The first damaged record, from 0, which is also the number of valid records before it.
        record: u64,
        /// Its offset.
        offset: u64,
        /// Bytes from there to the end.
        bytes: u64,
        /// Whether valid records follow it.
        sound_follow: bool,
    },
    /// The scores belong to another study.
    #[error(
        "{path} holds scores of another study; what differs:{}\nto begin anew, choose another folder with --out, or remove this one",
        differences.iter().fold(String::new(), |text, line| text + "\n  " + line)
    )]
    Other {
        /// The file.
        path: PathBuf,
        /// Each difference: the place, the stored and the requested value.
        differences: Vec<String>,
    },
    /// Scores could not be written: a full disk, a quota, a file system that went away.
    #[error("scores can't be stored: {source}\n{records} outcomes are stored in {path} and stay readable")]
    Write {
        /// The file.
        path: PathBuf,
        /// Valid records in it.
        records: u64,
        /// The system's error.
        source: std::io::Error,
    },
    /// Another process is using the file.
    #[error("{path} is being written by another process: wait for it, or stop it")]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The file already exists.
    #[error("{path} exists: continue it with --resume, or choose another folder")]
    Exists {
        /// The file.
        path: PathBuf,
    },
}
