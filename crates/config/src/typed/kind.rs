//! Configs for different commands, told apart by their main section.

use std::path::Path;

use serde::de::DeserializeOwned;
use serde_yaml::Value;

use super::read::{parse, text_of};
use super::{AblationConfig, Config, ConfigError, ConfigText, ReadError, SearchConfig};

/// A whole file, for one command.
pub(super) trait RootConfig: DeserializeOwned {
    /// The command that runs it.
    const COMMAND: &'static str;
}

impl RootConfig for Config {
    const COMMAND: &'static str = "run";
}

impl RootConfig for AblationConfig {
    const COMMAND: &'static str = "ablate";
}

impl RootConfig for SearchConfig {
    const COMMAND: &'static str = "search";
}

/// The command that a config is for, by its sections: `ablate` for one with a `grid`, `search` for one with a
/// `search`, `run` for any other text that is a map. `None` where the text is none, or nested too deep to be parsed.
pub fn command(text: &str) -> Option<&'static str> {
    if files::too_deep(text).is_some() {
        return None;
    }
    let Ok(Value::Mapping(map)) = serde_yaml::from_str(text) else { return None };
    Some(if map.contains_key("grid") {
        AblationConfig::COMMAND
    } else if map.contains_key("search") {
        SearchConfig::COMMAND
    } else {
        Config::COMMAND
    })
}

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
        let (name, text) = (path.display().to_string(), text_of(path)?);
        Ok(match command(&text) {
            Some(AblationConfig::COMMAND) => {
                let (config, source) = parse(&name, &text, overrides)?;
                (Self::Ablation(config), source)
            }
            Some(SearchConfig::COMMAND) => {
                let (config, source) = parse(&name, &text, overrides)?;
                (Self::Search(config), source)
            }
            _ => {
                let (config, source) = parse(&name, &text, overrides)?;
                (Self::Run(config), source)
            }
        })
    }
}

/// Adds to an error what was probably meant, where the config is for another command.
pub(super) fn hint(mut error: ConfigError, text: &str, wanted: &str) -> ConfigError {
    if let Some(command) = command(text).filter(|command| *command != wanted) {
        error.problem = format!("{}; this config is for `epsilon {command}`", error.problem);
    }
    error
}
