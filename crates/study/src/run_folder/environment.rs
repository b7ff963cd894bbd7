use std::path::Path;

use chrono::{SecondsFormat, Utc};
use serde_json::json;

use super::write_text;
use crate::Error;
use sweep::store::Fingerprint;

/// What can change the bits of a result: the version, and the platform whose mathematical functions it calls. A report
/// names these, so that it is the same for any machine of a platform and any number of threads; `environment.json` says
/// on what it was made.
pub(crate) fn platform() -> Vec<(String, String)> {
    [
        ("version", env!("CARGO_PKG_VERSION")),
        ("operating system", std::env::consts::OS),
        ("architecture", std::env::consts::ARCH),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

/// What the program runs on, and how.
fn machine() -> Vec<(String, String)> {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    });
    let cores = std::thread::available_parallelism().map_or_else(|_| "unknown".to_owned(), |n| n.to_string());
    [
        ("processor", cpu.unwrap_or_else(|| "unknown".to_owned())),
        ("cores", cores),
        ("threads", rayon::current_num_threads().to_string()),
        ("build", if cfg!(debug_assertions) { "debug" } else { "release" }.to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

/// Writes `environment.json`: what produced the results. The only files with times in them are this and the log.
pub(crate) fn write_environment(path: &Path, fingerprint: &Fingerprint) -> Result<(), Error> {
    let arguments: Vec<String> =
        std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let mut object = json!({
        "time": Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true),
        "command": arguments,
        "fingerprint": fingerprint.checksum(),
    });
    for (name, value) in platform().into_iter().chain(machine()) {
        object[name.replace(' ', "_")] = value.into();
    }
    Ok(write_text(path, &format!("{object:#}\n"))?)
}
