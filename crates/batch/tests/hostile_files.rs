//! Damaged, short or made-up batch files give errors that say what and where, and never a panic.

use std::path::PathBuf;

use batch::{BatchError, ImageBatch, cifar, imagenet16, npy, synthetic};
use network::Shape;
use proptest::prelude::*;

fn file(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a temporary file");
    path
}

fn good_npy(folder: &tempfile::TempDir) -> (ImageBatch<'static>, Vec<u8>) {
    let batch = synthetic::normal(Shape::new(3, 4, 4), 3, 0).expect("a valid batch");
    let path = folder.path().join("good.npy");
    npy::write_npy(&path, &batch).expect("a written file");
    (batch, std::fs::read(path).expect("a readable file"))
}

#[test]
fn an_npy_file_reads_back_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let (batch, bytes) = good_npy(&folder);
    assert_eq!(npy::npy(&file(&folder, "x.npy", &bytes), 3).unwrap(), batch);
    let first = npy::npy(&file(&folder, "x.npy", &bytes), 2).unwrap();
    assert_eq!(first.pixels(), &batch.pixels()[..2 * 48]);
}

#[test]
fn a_truncated_npy_file_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let (_, bytes) = good_npy(&folder);
    for length in 0..bytes.len() {
        let path = file(&folder, "x.npy", &bytes[..length]);
        assert!(npy::npy(&path, 2).is_err(), "{length} bytes of {}", bytes.len());
    }
    let error = npy::npy(&file(&folder, "x.npy", &bytes[..bytes.len() - 1]), 2).unwrap_err();
    assert!(error.to_string().ends_with("bytes of data follow it: is the file complete?"), "{error}");
}

#[test]
fn a_declared_size_is_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 3, 32, 32), }";
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    assert!(matches!(npy::npy(&file(&folder, "x.npy", &bytes), 256), Err(BatchError::Format { .. })));
}

#[test]
fn a_cifar_file_with_half_a_record_names_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, "batch.bin", &vec![7; 3073 * 2 + 100]);
    let error = cifar::cifar10(&path, 2, None).unwrap_err().to_string();
    assert!(error.contains("the last one begins at byte 6146"), "{error}");
    let path = file(&folder, "batch.bin", &vec![7; 3073 * 2]);
    assert!(matches!(
        cifar::cifar10(&path, 3, None),
        Err(BatchError::TooFew { available: 2, wanted: 3, .. })
    ));
    assert!(matches!(cifar::cifar10(&path, 1, None), Err(BatchError::TooSmall { size: 1 })));
}

#[test]
fn a_seed_draws_other_images_each_once() {
    let folder = tempfile::tempdir().unwrap();
    let bytes: Vec<u8> = (0..40_u8).flat_map(|image| vec![image; 770]).collect();
    let path = file(&folder, "images.bin", &bytes);
    let shades = |batch: &ImageBatch| -> Vec<u32> {
        batch.pixels().chunks(768).map(|image| image[0].to_bits()).collect()
    };
    let drawn = shades(&imagenet16::imagenet16(&path, 40, Some(5)).unwrap());
    let in_order = shades(&imagenet16::imagenet16(&path, 40, None).unwrap());
    assert_ne!(drawn, in_order);
    let sorted = |mut shades: Vec<u32>| {
        shades.sort_unstable();
        shades
    };
    assert_eq!(sorted(drawn), sorted(in_order));
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..4000)) {
        let folder = tempfile::tempdir().unwrap();
        let path = file(&folder, "x", &bytes);
        let _ = npy::npy(&path, 2);
        let _ = cifar::cifar10(&path, 2, Some(1));
        let _ = cifar::cifar100(&path, 2, None);
        let _ = imagenet16::imagenet16(&path, 2, None);
    }

    #[test]
    fn a_damaged_npy_header_never_panics(position in 0_usize..128, byte in any::<u8>()) {
        let folder = tempfile::tempdir().unwrap();
        let (_, mut bytes) = good_npy(&folder);
        bytes[position] = byte;
        let _ = npy::npy(&file(&folder, "x.npy", &bytes), 3);
    }
}
