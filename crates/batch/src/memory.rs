//! How much memory batches and networks may take.

/// The environment variable that sets the limit, in megabytes (2^20 bytes).
const VARIABLE: &str = "EPSILON_MAX_MEMORY_MB";
/// What holds where the system does not say how much is available.
const UNKNOWN: u64 = 4 << 30;

/// The limit in the environment is no number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{VARIABLE} is `{value}`: give a number of megabytes")]
pub struct MemoryLimitError {
    /// The variable's value.
    pub value: String,
}

/// Bytes that batches, and the networks that run on them, may take together: what `EPSILON_MAX_MEMORY_MB` says, in
/// megabytes. By default, this is half of the memory that is available now (4 GiB where that can't be found out).
///
/// # Errors
/// If the variable holds something other than a number.
pub fn memory_limit() -> Result<u64, MemoryLimitError> {
    match std::env::var_os(VARIABLE) {
        None => Ok(available_memory().map_or(UNKNOWN, |bytes| bytes / 2)),
        Some(value) => {
            let megabytes = value.to_str().and_then(|text| text.trim().parse::<u64>().ok());
            let megabytes =
                megabytes.ok_or_else(|| MemoryLimitError { value: value.to_string_lossy().into_owned() })?;
            Ok(megabytes.saturating_mul(1 << 20))
        }
    }
}

/// Bytes that could be allocated now without swapping; Linux only.
fn available_memory() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn the_available_memory_is_found() {
        assert!(available_memory().unwrap() > 1 << 20);
    }
}
