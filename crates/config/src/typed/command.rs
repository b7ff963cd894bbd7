//! Which command a config is for, by its sections.

use serde::de::DeserializeOwned;
use serde_yaml::Value;

use super::{AblationConfig, Config, ConfigError, SearchConfig};

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

/// Adds to an error what was probably meant, where the config is for another command.
pub(super) fn hint(mut error: ConfigError, text: &str, wanted: &str) -> ConfigError {
    if let Some(command) = command(text).filter(|command| *command != wanted) {
        error.problem = format!("{}; this config is for `epsilon {command}`", error.problem);
    }
    error
}
