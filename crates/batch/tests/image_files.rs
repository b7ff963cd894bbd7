//! The same images result however the data set is packed: binary, for Python, in an archive, compressed.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use batch::{BatchError, ImageBatch, cifar, imagenet16, npy, synthetic};
use network::Shape;

/// How many images a fixture has.
const COUNT: usize = 3;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cifar").join(name)
}

fn unpacked(name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(fixture(name)).unwrap();
    std::io::copy(&mut flate2::read::GzDecoder::new(file), &mut bytes).unwrap();
    bytes
}

/// The binary layout: images `first` to `first + COUNT` of the fixtures' rule.
fn binary(labels: usize, first: usize) -> Vec<u8> {
    let image = |n: usize| (0..3072).map(move |i| ((37 * i + 11 * n) % 256) as u8);
    (first..first + COUNT).flat_map(|n| vec![1; labels].into_iter().chain(image(n))).collect()
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn tar(&self, name: &str, members: &[(&str, Vec<u8>)]) -> PathBuf {
        self.file(name, &tar(members))
    }
}

fn tar(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, &bytes[..]).unwrap();
    }
    tar.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn reason(result: Result<ImageBatch<'_>, BatchError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn every_layout_for_python_is_the_binary_one() {
    let folder = Folder::new();
    let wanted = cifar::cifar10(&folder.file("data_batch_1.bin", &binary(1, 0)), COUNT, None).unwrap();
    let drawn = cifar::cifar10(&folder.file("data_batch_1.bin", &binary(1, 0)), 2, Some(9)).unwrap();
    for name in ["python-2.gz", "protocol-2.gz", "protocol-4.gz", "protocol-5.gz"] {
        assert_eq!(cifar::cifar10(&fixture(name), COUNT, None).unwrap(), wanted, "{name}");
        let plain = folder.file("data_batch_1", &unpacked(name));
        assert_eq!(cifar::cifar10(&plain, COUNT, None).unwrap(), wanted, "{name}");
        assert_eq!(cifar::cifar10(&plain, 2, Some(9)).unwrap(), drawn, "{name}");
    }
    let wanted = cifar::cifar100(&folder.file("train.bin", &binary(2, 0)), COUNT, None).unwrap();
    assert_eq!(cifar::cifar100(&fixture("python-2-fine.gz"), COUNT, None).unwrap(), wanted);
}

#[test]
fn archives_are_read_in_the_order_of_their_batches() {
    let folder = Folder::new();
    let all = [binary(1, 0), binary(1, 50)].concat();
    let all = folder.file("all.bin", &all);
    let binaries = [
        ("cifar-10-batches-bin/test_batch.bin", binary(1, 9)),
        ("cifar-10-batches-bin/batches.meta.txt", b"airplane".to_vec()),
        ("cifar-10-batches-bin/data_batch_2.bin", binary(1, 50)),
        ("cifar-10-batches-bin/data_batch_1.bin", binary(1, 0)),
    ];
    let mixed = [("py/data_batch_2", binary(1, 50)), ("py/data_batch_1", unpacked("python-2.gz"))];
    let archives = [
        folder.tar("binary.tar", &binaries),
        folder.file("cifar-10-binary.tar.gz", &gzip(&tar(&binaries))),
        folder.file("cifar-10-python.tar.gz", &gzip(&tar(&mixed))),
        folder.file("cifar-10-binary.tar.zst", &zstd::encode_all(&tar(&binaries)[..], 1).unwrap()),
    ];
    for archive in &archives {
        for (size, seed) in [(2, None), (COUNT + 1, None), (2 * COUNT, None), (4, Some(1)), (6, Some(2))] {
            let (found, wanted) = (cifar::cifar10(archive, size, seed), cifar::cifar10(&all, size, seed));
            assert_eq!(found.unwrap(), wanted.unwrap(), "{} {size} {seed:?}", archive.display());
        }
        assert!(matches!(
            cifar::cifar10(archive, 7, None),
            Err(BatchError::TooFew { available: 6, wanted: 7, .. })
        ));
    }
    let hundred = [("cifar-100-binary/test.bin", binary(2, 9)), ("cifar-100-binary/train.bin", binary(2, 0))];
    let plain = folder.file("train.bin", &binary(2, 0));
    assert_eq!(
        cifar::cifar100(&folder.tar("hundred.tar", &hundred), 3, None).unwrap(),
        cifar::cifar100(&plain, 3, None).unwrap()
    );
}

#[test]
fn compressed_records_and_arrays_are_read() {
    let folder = Folder::new();
    let bytes: Vec<u8> = (0..4_u8).flat_map(|image| vec![image; 770]).collect();
    let wanted = imagenet16::imagenet16(&folder.file("a.bin", &bytes), 3, Some(1)).unwrap();
    let packed = folder.file("a.bin.gz", &gzip(&bytes));
    assert_eq!(imagenet16::imagenet16(&packed, 3, Some(1)).unwrap(), wanted);
    let batch = synthetic::uniform(Shape::new(3, 4, 4), 3, 0).unwrap();
    let path = folder.file("x.npy", b"");
    npy::write_npy(&path, &batch).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let packed = folder.file("x.npy.zst", &zstd::encode_all(&bytes[..], 1).unwrap());
    assert_eq!(npy::npy(&packed, 3).unwrap(), batch);
    let short = folder.file("x.npy.gz", &gzip(&bytes[..bytes.len() - 1]));
    assert!(reason(npy::npy(&short, 3)).contains("ends early"));
    let cut = &gzip(&binary(1, 0))[..100];
    assert!(
        reason(cifar::cifar10(&folder.file("cut.gz", cut), 2, None)).contains("can't be unpacked as gzip")
    );
}

#[test]
fn what_is_wrong_is_named() {
    let folder = Folder::new();
    let one = ("a/data_batch_1.bin", binary(1, 0));
    let of = |members: &[(&str, Vec<u8>)]| reason(cifar::cifar10(&folder.tar("t.tar", members), 2, None));
    let twice = of(&[one.clone(), ("b/data_batch_1", unpacked("python-2.gz"))]);
    assert!(twice.contains("data_batch_1 twice, as a/data_batch_1.bin and as b/data_batch_1"), "{twice}");
    assert!(of(&[("data_batch_2.bin", binary(1, 0))]).contains("it holds no data_batch_1: is it complete?"));
    assert!(of(&[("train.bin", binary(2, 0))]).contains("the archive holds no data_batch_1"));
    let half = of(&[one, ("data_batch_2.bin", vec![0; 100])]);
    assert!(half.contains("t.tar: data_batch_2.bin: 100 bytes are not a whole number"), "{half}");

    let fine = reason(cifar::cifar10(&fixture("python-2-fine.gz"), 2, None));
    assert!(fine.contains("it holds images of CIFAR-100, not of CIFAR-10"), "{fine}");
    let coarse = reason(cifar::cifar100(&fixture("python-2.gz"), 2, None));
    assert!(coarse.contains("it holds images of CIFAR-10, not of CIFAR-100"), "{coarse}");
    let rows = reason(cifar::cifar10(&fixture("rows-and-columns.gz"), 2, None));
    assert!(rows.contains("an array of bytes with 3072 in each row"), "{rows}");
    let evil = folder.file("evil", b"\x80\x02cos\nsystem\nU\x04true\x85R.");
    let evil = reason(cifar::cifar10(&evil, 2, None));
    assert!(
        evil.contains("evil: it can't be read as a Python pickle: the pickle names the global \"os\""),
        "{evil}"
    );
    let short = unpacked("python-2.gz");
    let short = reason(cifar::cifar10(&folder.file("short", &short[..5000]), 2, None));
    assert!(
        short.contains("short: it can't be read as a Python pickle: the data ends at byte 5000"),
        "{short}"
    );
}

#[test]
fn sizes_are_checked_before_anything_is_allocated() {
    let large = 1 << 40;
    for result in [
        synthetic::grey_ramp(Shape::new(3, 32, 32), large),
        synthetic::normal(Shape::new(3, 32, 32), large, 0),
        synthetic::uniform(Shape::new(3, 1 << 40, 1 << 40), 2, 0),
        cifar::cifar10(&fixture("python-2.gz"), large, Some(1)),
    ] {
        assert!(matches!(result, Err(BatchError::TooLarge { .. })));
    }
}
