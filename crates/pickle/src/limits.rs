//! Limits on the resources of a stream.

/// Bounds that hold whatever a stream declares.
///
/// Lengths in a stream are never trusted: text is read in small pieces, so that a giant declared length costs no more than
/// the bytes that actually follow, and these limits stop the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that may be read from the input, across all pickles in it. Stops decompression bombs. By default, this is
    /// 64 GiB.
    pub input: u64,
    /// Bytes (estimated: payload plus a fixed cost per value) that all live values together may take. By default, this
    /// is 1 GiB.
    pub memory: u64,
    /// Nesting depth of containers, and of open marks. By default, this is 256.
    pub depth: u32,
    /// Longest text that is kept, in bytes; a longer one is skipped and becomes [`Value::Elided`](crate::Value::Elided). A
    /// longer number or name, or a longer line of protocol 0, is an error. By default, this is 1 MiB.
    pub text: u64,
    /// The same for byte strings. By default, this is 64 KiB.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { input: 64 << 30, memory: 1 << 30, depth: 256, text: 1 << 20, bytes: 64 << 10 }
    }
}
