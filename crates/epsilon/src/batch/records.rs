use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use network::Shape;

use super::images::{ImageBatch, check_size};
use crate::{BatchError, Normalisation};

/// A file of equal records: a label, then one image as red, green and blue planes of bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RecordLayout {
    /// Bytes of label before the image.
    pub label_bytes: usize,
    /// Side of the square image.
    pub side: usize,
    /// What the file is called in messages.
    pub name: &'static str,
}

impl RecordLayout {
    const fn record(self) -> usize {
        self.label_bytes + 3 * self.side * self.side
    }
}

/// Reads the records at `positions`, or the first `size` where there are none given.
pub(crate) fn read(
    path: &Path,
    layout: RecordLayout,
    size: usize,
    seed: Option<u64>,
    normalisation: &Normalisation,
) -> Result<ImageBatch, BatchError> {
    check_size(size)?;
    let mut file = fs_err::File::open(path)?;
    let length = file.metadata()?.len();
    let record = layout.record() as u64;
    if length == 0 || !length.is_multiple_of(record) {
        return Err(BatchError::Format {
            path: path.to_owned(),
            reason: format!(
                "{length} bytes are not a whole number of {} records of {record} bytes (the last one begins at \
                 byte {}): is the file complete?",
                layout.name,
                length / record * record,
            ),
        });
    }
    let available = (length / record) as usize;
    if available < size {
        return Err(BatchError::TooFew { path: path.to_owned(), available, wanted: size });
    }
    let positions = match seed {
        None => (0..size).collect(),
        Some(seed) => super::synthetic::sample(available, size, seed),
    };
    let plane = layout.side * layout.side;
    let mut pixels = Vec::with_capacity(size * 3 * plane);
    let mut bytes = vec![0; layout.record()];
    for position in positions {
        file.seek(SeekFrom::Start(position as u64 * record))?;
        file.read_exact(&mut bytes)?;
        for (channel, plane) in bytes[layout.label_bytes..].chunks_exact(plane).enumerate() {
            pixels.extend(plane.iter().map(|&byte| normalisation.apply(channel, byte)));
        }
    }
    ImageBatch::new(Shape::new(3, layout.side, layout.side), pixels)
}
