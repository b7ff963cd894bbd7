use std::fmt;
use std::path::PathBuf;

/// What is wrong with a config, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file.
    pub file: String,
    /// The line, from 1, where it is known.
    pub line: Option<u32>,
    /// The column, from 1, where it is known.
    pub column: Option<u32>,
    /// The field, such as `proxies[0].epsilon.weights`; empty for the whole file.
    pub field: String,
    /// What is wrong with it, and what would be right.
    pub problem: String,
    /// The settings that were laid over the file.
    pub overrides: Vec<String>,
}

impl std::error::Error for ConfigError {}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        if !self.field.is_empty() {
            write!(f, ": {}", self.field)?;
        }
        write!(f, ": {}", self.problem)?;
        if !self.overrides.is_empty() {
            write!(f, " (with --set {})", self.overrides.join(" --set "))?;
        }
        Ok(())
    }
}

/// Why a config can't be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// What stands in it is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The file can't be read.
    #[error("the config {path} can't be read: {reason}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says, and what may have been meant.
        reason: String,
    },
}

/// The field of a part of a config that is wrong, and what is wrong with it.
pub(crate) type FieldProblem = (&'static str, String);
