use std::io::{self, Write};

use super::checksum::masked;

/// Writes TFRecord files: for test files and for benchmarks of the reader.
///
/// Pass a buffered stream: every record takes four small writes.
#[derive(Debug)]
pub struct RecordWriter<W> {
    sink: W,
}

impl<W: Write> RecordWriter<W> {
    /// A writer that appends records to a stream.
    pub const fn new(sink: W) -> Self {
        Self { sink }
    }

    /// Appends one record: its length, the length's masked CRC32C, the payload, the payload's.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write(&mut self, payload: &[u8]) -> io::Result<()> {
        let length = (payload.len() as u64).to_le_bytes();
        self.sink.write_all(&length)?;
        self.sink.write_all(&masked(&length).to_le_bytes())?;
        self.sink.write_all(payload)?;
        self.sink.write_all(&masked(payload).to_le_bytes())
    }

    /// The stream.
    pub fn into_inner(self) -> W {
        self.sink
    }
}
