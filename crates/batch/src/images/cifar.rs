//! CIFAR-10 and CIFAR-100 as they are published.

use std::path::Path;

use super::image_batch::ImageBatch;
use super::layout::RecordLayout;
use super::records::read;
use crate::{BatchError, Normalisation};

/// The first `size` training images of CIFAR-10, normalised; with a seed, `size` images drawn without replacement.
///
/// The file is one of the binary layout (`data_batch_1.bin`), one of the layout for Python (`data_batch_1`), or the archive
/// of either (`cifar-10-binary.tar.gz`, `cifar-10-python.tar.gz`), whose training files are read in the order of their
/// numbers. Any may be compressed (gzip, zstd, bzip2), which is detected from the content. Nothing in a pickle is executed.
///
/// Cost: an archive is read twice; the second time only up to the last image needed.
///
/// # Errors
/// If the file can't be read, is none of these or is incomplete, or holds too few images, or the batch is larger than memory
/// allows.
pub fn cifar10(path: &Path, size: usize, seed: Option<u64>) -> Result<ImageBatch<'static>, BatchError> {
    let layout = RecordLayout {
        label_bytes: 1,
        side: 32,
        name: "CIFAR-10",
        members: &["data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5"],
    };
    read(path, layout, size, seed, &Normalisation::CIFAR10)
}

/// The first `size` training images of CIFAR-100, normalised; with a seed, `size` images drawn without replacement.
///
/// The file is `train.bin` of the binary layout (two label bytes a record), `train` of the layout for Python, or the archive
/// of either; see [`cifar10`].
///
/// # Errors
/// As [`cifar10`].
pub fn cifar100(path: &Path, size: usize, seed: Option<u64>) -> Result<ImageBatch<'static>, BatchError> {
    let layout = RecordLayout { label_bytes: 2, side: 32, name: "CIFAR-100", members: &["train"] };
    read(path, layout, size, seed, &Normalisation::CIFAR100)
}
