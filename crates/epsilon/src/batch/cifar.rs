//! CIFAR-10 and CIFAR-100 in their official binary layouts.

use std::path::Path;

use super::images::ImageBatch;
use super::records::{RecordLayout, read};
use crate::{BatchError, Normalisation};

/// The first `size` images of a CIFAR-10 binary file (`data_batch_1.bin`), normalised; with a seed, `size`
/// images drawn without replacement.
///
/// # Errors
/// If the file can't be read, is not a whole number of 3,073-byte records, or holds too few images.
pub fn cifar10(path: &Path, size: usize, seed: Option<u64>) -> Result<ImageBatch, BatchError> {
    let layout = RecordLayout { label_bytes: 1, side: 32, name: "CIFAR-10" };
    read(path, layout, size, seed, &Normalisation::CIFAR10)
}

/// The first `size` images of a CIFAR-100 binary file (`train.bin`, two label bytes a record), normalised;
/// with a seed, `size` images drawn without replacement.
///
/// # Errors
/// If the file can't be read, is not a whole number of 3,074-byte records, or holds too few images.
pub fn cifar100(path: &Path, size: usize, seed: Option<u64>) -> Result<ImageBatch, BatchError> {
    let layout = RecordLayout { label_bytes: 2, side: 32, name: "CIFAR-100" };
    read(path, layout, size, seed, &Normalisation::CIFAR100)
}
