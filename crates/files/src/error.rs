use std::path::PathBuf;

/// Why a file can't be read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The system reports an error.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// It is larger than the limit.
    #[error("{path} holds more than {limit} bytes{}: {}", if *.packed { " when unpacked" } else { "" }, advice(*.settable))]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit, in bytes.
        limit: u64,
        /// Whether the file is compressed.
        packed: bool,
        /// Whether the user can raise the limit.
        settable: bool,
    },
    /// Its compressed data are damaged.
    #[error("{path} can't be unpacked as {format}: {source}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// `gzip`, `zstd` or `bzip2`.
        format: &'static str,
        /// The decoder's error.
        source: std::io::Error,
    },
    /// It is not a zip archive, or a damaged one.
    #[error("{path} can't be read as a zip archive: {source}")]
    Zip {
        /// The archive, or a file in it.
        path: PathBuf,
        /// The zip reader's error.
        source: zip::result::ZipError,
    },
    /// Two files of an archive have the same name.
    #[error("{path} holds two files named {name} (entries {first} and {second}): remove one of them")]
    MemberTwice {
        /// The archive.
        path: PathBuf,
        /// Their name.
        name: String,
        /// Position of the first in the archive's list, from 1.
        first: usize,
        /// Position of the second.
        second: usize,
    },
    /// It is not text.
    #[error("{path}: {reason}")]
    Text {
        /// The file.
        path: PathBuf,
        /// What is wrong and where.
        reason: String,
    },
    /// The limit in the environment is not a number.
    #[error("{variable} is `{value}`: give a number of megabytes", variable = crate::Limit::VARIABLE)]
    Limit {
        /// The variable's value.
        value: String,
    },
}

fn advice(settable: bool) -> String {
    if settable {
        format!(
            "is it the right file? (set {} to a larger number of megabytes to read it)",
            crate::Limit::VARIABLE
        )
    } else {
        "is it the right file?".to_owned()
    }
}
