use std::path::PathBuf;

use files::FileError;

/// Why a batch of text could not be made.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// A file can't be read, or is not text.
    #[error(transparent)]
    File(#[from] FileError),
    /// An archive without a training text.
    #[error("{} holds no file whose name has `train` in it and ends in .txt or .tokens", .path.display())]
    NoTrainingText {
        /// The archive.
        path: PathBuf,
    },
    /// An archive with two texts of one split.
    #[error("{} has two {split} texts, {first} and {second}: give the text itself, or an archive with one", .path.display())]
    TwoTexts {
        /// The archive.
        path: PathBuf,
        /// Train, valid or test.
        split: &'static str,
        /// Name of the first.
        first: String,
        /// Name of the other one.
        second: String,
    },
    /// A text has implausibly many different words.
    #[error("{} has more than {most} different words: is it a text?", .path.display())]
    Words {
        /// The file.
        path: PathBuf,
        /// How many are accepted in a file of this size.
        most: usize,
    },
    /// The text is too short for the batch.
    #[error(
        "{samples} rows of {steps} steps need {needed} tokens (one more a row for the last target), but the text \
         has {tokens}: lower the batch size or the number of steps"
    )]
    TooShort {
        /// Rows of the batch.
        samples: usize,
        /// Steps of the batch.
        steps: usize,
        /// Tokens needed.
        needed: usize,
        /// Tokens available.
        tokens: usize,
    },
    /// A size of the batch or of the embedding is out of range.
    #[error("{what} must be {least} to {most}, not {found}")]
    Size {
        /// Which size.
        what: &'static str,
        /// Smallest allowed.
        least: usize,
        /// Largest allowed.
        most: usize,
        /// The value given.
        found: usize,
    },
    /// An embedding does not fit into memory.
    #[error(
        "an embedding of {vocabulary} tokens with {width} values each takes {bytes} bytes, more than the limit of {limit}: \
         take a text with fewer different words, or set EPSILON_MAX_MEMORY_MB"
    )]
    Memory {
        /// Number of tokens.
        vocabulary: usize,
        /// Values of each.
        width: usize,
        /// Bytes of all.
        bytes: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// The memory limit is not valid.
    #[error(transparent)]
    Limit(#[from] crate::MemoryLimitError),
    /// The scale of an embedding is not a positive number.
    #[error("the scale of an embedding must be a positive number, not {scale}")]
    Scale {
        /// The scale.
        scale: f64,
    },
    /// A token is not a row of the embedding.
    #[error("token {token} is not below the {vocabulary} rows of the embedding")]
    Vocabulary {
        /// The token.
        token: u32,
        /// Number of rows.
        vocabulary: usize,
    },
}
