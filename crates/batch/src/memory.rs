//! How much memory batches and networks may take.

/// The environment variable that sets the limit, in megabytes (2^20 bytes).
const VARIABLE: &str = "EPSILON_MAX_MEMORY_MB";
/// The limit if the available memory is unknown.
const UNKNOWN: u64 = 4 << 30;

/// The value of `EPSILON_MAX_MEMORY_MB` is not a number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{VARIABLE} is `{value}`: give a number of megabytes")]
pub struct MemoryLimitError {
    /// The variable's value.
    pub value: String,
}

/// Bytes that batches and the networks running on them may take together: `EPSILON_MAX_MEMORY_MB`, in megabytes. By
/// default, this is half of the memory available now (4 GiB if that is unknown).
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
