//! Finds the real benchmark tables that some tests check against.

use std::path::PathBuf;

/// A file of the shared benchmark data, or `None` (with a printed line) where the data is absent.
pub fn shared_data(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("EPSILON_SHARED_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder.join(file));
    }
    assert!(std::env::var_os("CI").is_none(), "CI needs the benchmark data at {}", folder.display());
    eprintln!("skipped: no benchmark data at {} (set EPSILON_SHARED_DATA)", folder.display());
    None
}
