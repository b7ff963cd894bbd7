//! One seed for each purpose, all derived from the study's.

/// The seed for `purpose`. Seeds for different purposes are independent, and none changes when another purpose is
/// added.
pub fn derive(study: u64, purpose: &str) -> u64 {
    let mut hasher = blake3::Hasher::new_derive_key("epsilon study seeds, version 1");
    hasher.update(&study.to_le_bytes());
    hasher.update(purpose.as_bytes());
    let mut bytes = [0; 8];
    hasher.finalize_xof().fill(&mut bytes);
    u64::from_le_bytes(bytes)
}
