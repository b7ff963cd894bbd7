use std::io;
use std::path::PathBuf;

use super::archive::MAX_TEXT_BYTES;

/// Why there is no batch of text.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// A file can't be opened or read.
    #[error("can't read text: {source}")]
    Read {
        /// What the system says, with the path.
        source: io::Error,
    },
    /// A file that should be a zip archive is not, or is damaged.
    #[error("{}: {source}", .path.display())]
    Zip {
        /// The archive.
        path: PathBuf,
        /// What the zip reader says.
        source: zip::result::ZipError,
    },
    /// An archive without a training text.
    #[error("{} holds no file whose name has `train` in it and ends in .txt or .tokens", .path.display())]
    NoTrainingText {
        /// The archive.
        path: PathBuf,
    },
    /// A text is larger than accepted.
    #[error("{name}: larger than {MAX_TEXT_BYTES} bytes; give a shorter text")]
    TooLarge {
        /// Name of the text.
        name: String,
    },
    /// A text is not UTF-8.
    #[error("{name}: not a UTF-8 text: bad byte at offset {offset}")]
    NotUtf8 {
        /// Name of the text.
        name: String,
        /// Number of good bytes before the bad one.
        offset: usize,
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
        /// Tokens there.
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
