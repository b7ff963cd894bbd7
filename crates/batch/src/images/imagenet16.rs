//! ImageNet at 16x16 pixels as a file of records: a little-endian u16 label, then the planes.

use std::path::Path;

use super::image_batch::ImageBatch;
use super::layout::RecordLayout;
use super::records::read;
use crate::{BatchError, Normalisation};

/// The first `size` images, normalised; with a seed, `size` images drawn without replacement. The file may be
/// compressed.
///
/// # Errors
/// If the file can't be read, is not a whole number of 770-byte records, or holds too few images.
pub fn imagenet16(path: &Path, size: usize, seed: Option<u64>) -> Result<ImageBatch<'static>, BatchError> {
    let layout = RecordLayout { label_bytes: 2, side: 16, name: "ImageNet16", members: &[] };
    read(path, layout, size, seed, &Normalisation::IMAGENET16)
}
