use std::path::Path;

use serde_json::json;

use super::Timestamp;
use crate::Error;
use crate::store::Fingerprint;

/// Writes `environment.json`: what produced the results. The only files with times in them are this and the log.
pub(crate) fn write_environment(path: &Path, fingerprint: &Fingerprint) -> Result<(), Error> {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    });
    let arguments: Vec<String> =
        std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let environment = json!({
        "time": Timestamp::now().to_string(),
        "version": env!("CARGO_PKG_VERSION"),
        "command": arguments,
        "operating_system": std::env::consts::OS,
        "architecture": std::env::consts::ARCH,
        "cpu": cpu,
        "cores": std::thread::available_parallelism().map_or(0, usize::from),
        "threads": rayon::current_num_threads(),
        "profile": if cfg!(debug_assertions) { "debug" } else { "release" },
        "fingerprint": fingerprint.checksum(),
    });
    Ok(fs_err::write(path, format!("{environment:#}\n"))?)
}
