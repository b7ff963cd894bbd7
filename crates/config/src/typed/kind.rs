//! Configs for different commands, told apart by their main section.

use std::path::Path;

use super::command::{RootConfig as _, command};
use super::read::{parse, text_of};
use super::{AblationConfig, Config, ConfigError, ConfigText, ReadError, SearchConfig};

/// A config of any command.
#[derive(Clone, Debug, PartialEq)]
pub enum AnyConfig {
    /// Of `epsilon run`.
    Run(Config),
    /// Of `epsilon ablate`.
    Ablation(AblationConfig),
    /// Of `epsilon search`.
    Search(SearchConfig),
}

impl AnyConfig {
    /// Reads a config and lays `key=value` settings over it, as [`Config::read`] does; its sections say which command it
    /// is for.
    ///
    /// # Errors
    /// If the file can't be read, or is no config; the error names line and field.
    pub fn read(path: &Path, overrides: &[String]) -> Result<(Self, ConfigText), ReadError> {
        Ok(Self::parse(&path.display().to_string(), &text_of(path)?, overrides)?)
    }

    /// The same for a text; `name` stands for the file in errors.
    ///
    /// # Errors
    /// If the text is no config.
    pub fn parse(name: &str, text: &str, overrides: &[String]) -> Result<(Self, ConfigText), ConfigError> {
        Ok(match command(text) {
            Some(AblationConfig::COMMAND) => {
                let (config, source) = parse(name, text, overrides)?;
                (Self::Ablation(config), source)
            }
            Some(SearchConfig::COMMAND) => {
                let (config, source) = parse(name, text, overrides)?;
                (Self::Search(config), source)
            }
            _ => {
                let (config, source) = parse(name, text, overrides)?;
                (Self::Run(config), source)
            }
        })
    }
}
