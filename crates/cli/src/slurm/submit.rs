use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use super::Scripts;
use crate::shell::path;

/// Jobs that could not be submitted.
#[derive(Debug)]
pub struct SubmitError(String);

impl std::error::Error for SubmitError {}

impl std::fmt::Display for SubmitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Writes the scripts into a folder.
pub fn write(folder: &Path, scripts: &Scripts) -> std::io::Result<()> {
    fs_err::create_dir_all(folder)?;
    scripts.iter().try_for_each(|(name, text)| {
        files::write_whole(&folder.join(name), |file| file.write_all(text.as_bytes()))
    })
}

/// Submits the jobs of a folder of scripts; gives what `submit.sh` prints.
pub fn submit(folder: &Path) -> Result<String, SubmitError> {
    let script = folder.join("submit.sh");
    let output = Command::new("sh").arg(&script).output();
    let output = output.map_err(|error| SubmitError(format!("sh can't be run: {error}")))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(SubmitError(format!(
        "the jobs can't be submitted: {}\n(the scripts are in {}; `sh {}` tries again)",
        said.trim(),
        folder.display(),
        path(&script)
    )))
}
