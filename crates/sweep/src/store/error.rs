use std::path::PathBuf;

/// Why stored scores can't be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file could not be opened, read or written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// It is no store, or not one that this version reads.
    #[error("{path} is no store of scores: {reason}")]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        reason: String,
    },
    /// A record is damaged, and not as an interrupted write leaves it. The file was not touched.
    #[error(
        "{path}: record {record} (byte {offset}) is damaged, {}, so this is no interrupted write. The {record} records \
         before it are sound. Restore the file; or, to go on with these, copy the file and cut it to {offset} bytes \
         (truncate -s {offset} FILE); or remove it to begin anew",
        if *sound_follow { "but sound ones follow it".to_owned() } else { format!("with {bytes} bytes from there to the end") }
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The first damaged record, from 0; so many before it are sound.
        record: u64,
        /// Where it begins.
        offset: u64,
        /// Bytes from there to the end.
        bytes: u64,
        /// Whether a sound record stands after it.
        sound_follow: bool,
    },
    /// The scores are of something else.
    #[error(
        "{path} holds scores of another study; what differs:{}\nto begin anew, choose another folder with --out, or remove this one",
        differences.iter().fold(String::new(), |text, line| text + "\n  " + line)
    )]
    Other {
        /// The file.
        path: PathBuf,
        /// Each difference: where, what is stored, what is asked for.
        differences: Vec<String>,
    },
    /// Scores could not be written: a full disk, a quota, a file system that went away.
    #[error("scores can't be stored: {source}\n{records} outcomes are stored in {path} and stay readable")]
    Write {
        /// The file.
        path: PathBuf,
        /// Sound records in it.
        records: u64,
        /// What the system says.
        source: std::io::Error,
    },
    /// Another process has the file.
    #[error("{path} is being written by another process: wait for it, or stop it")]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The file is there already.
    #[error("{path} exists: continue it with --resume, or choose another folder")]
    Exists {
        /// The file.
        path: PathBuf,
    },
}
