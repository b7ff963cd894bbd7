//! The folder of a run: `results/<study>/<run>/`.
//!
//! Results only ever go into a folder that this program made, which its file `.epsilon-run` says, or that is empty; so
//! they replace nothing but earlier results of their own. Every file is written under another name and moved into place.

mod environment;
mod error;
mod folder;
mod inputs;
mod log;
mod marker;

pub use error::FolderError;
pub use folder::{FolderOwner, RunFolder};
pub use inputs::Inputs;
pub use log::Log;
pub use marker::WritingCommand;

pub(crate) use environment::{platform, write_environment};

/// The text of `config.yaml`, of the resolved config of any command.
///
/// # Errors
/// If a value in it can't be written as YAML.
pub fn config_text(config: &impl serde::Serialize) -> Result<String, crate::Error> {
    serde_yaml::to_string(config)
        .map_err(|error| crate::Error::Format { path: "config.yaml".into(), reason: error.to_string() })
}

/// Writes a text file, whole or not at all.
pub(crate) fn write_text(path: &std::path::Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    files::write_whole(path, |file| file.write_all(text.as_bytes()))
}
