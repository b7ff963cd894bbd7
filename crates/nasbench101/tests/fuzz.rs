//! Damaged label files, caches and keys give a result or an error, quickly and with little memory.

mod common;

use std::path::Path;
use std::sync::LazyLock;

use benchmark::SearchSpace as _;
use common::encode::{Evaluation, metrics, module, payload};
use nasbench101::{Dataset, LoadOptions, ModuleSpec, NasBench101, OnCorrupt, RecordWriter, Space};

const EVALUATIONS: [Evaluation; 3] =
    [[0.0, 0.0, 0.1, 0.1, 0.1], [54.0, 600.0, 0.8, 0.7, 0.6], [108.0, 1200.0, 1.0, 0.9, 0.8]];

/// Three records of three modules.
fn payloads() -> Vec<Vec<u8>> {
    let record = |text: &str| {
        let spec: ModuleSpec = text.parse().unwrap();
        let (matrix, operations) = module(spec);
        let hash = spec.module_hash().to_string();
        payload(&hash, 108, &matrix, &operations, &metrics(&EVALUATIONS, 1000)).into_bytes()
    };
    ["1:", "101:2", "100110100001001010101:02001"].map(record).to_vec()
}

fn file(payloads: &[Vec<u8>]) -> Vec<u8> {
    let mut writer = RecordWriter::new(Vec::new());
    for payload in payloads {
        writer.write(payload).unwrap();
    }
    writer.into_inner()
}

/// Damages the file, so that checksums are wrong.
#[test]
fn damaged_tfrecords() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("labels.tfrecord");
    let options = LoadOptions { on_corrupt: OnCorrupt::Skip, ..LoadOptions::default() };
    let report = fuzz::run("tfrecord", &[file(&payloads())], 10_000, |bytes| {
        fs_err::write(&path, bytes).unwrap();
        Dataset::load(&path, &options).is_ok_and(|dataset| dataset.records() > 0)
    });
    assert!(report.accepted > report.runs / 2, "{report:?}");
    assert!(report.peak < 200 << 20, "{report:?}");
}

/// Damages the payload under a right checksum.
#[test]
fn damaged_records() {
    let report = fuzz::run("tfrecord-record", &payloads(), 10_000, |bytes| {
        let bytes = file(&[bytes.to_vec()]);
        Dataset::read(&bytes[..], Path::new("memory"), &LoadOptions::default()).is_ok()
    });
    assert!(report.accepted > report.runs / 20, "{report:?}");
}

/// The cache file, made once.
fn cache() -> &'static [u8] {
    static CACHE: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("modules.bin");
        // In a thread pool of its own, so that the other tests don't wait for it.
        let threads = rayon::ThreadPoolBuilder::new().build().unwrap();
        threads.install(Space::enumerate).save(&path).unwrap();
        fs_err::read(&path).unwrap()
    });
    &CACHE
}

/// A damaged cache loads as it was, or not at all.
#[test]
fn damaged_caches() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("modules.bin");
    let report = fuzz::run("modules-bin", &[cache().to_vec()], 100, |bytes| {
        fs_err::write(&path, bytes).unwrap();
        let read = Space::load(&path).is_ok();
        assert_eq!(read, bytes == cache());
        read
    });
    assert!(report.accepted > 0, "{report:?}");
    assert!(report.peak < 200 << 20, "{report:?}");
}

#[test]
fn damaged_keys() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("modules.bin");
    fs_err::write(&path, cache()).unwrap();
    let space = NasBench101::new(32).with_cache(&path);
    let cell = "100110100001001010101:02001";
    let tuple = space.parse(cell).unwrap().naslib_tuple().unwrap();
    let seeds = [cell, "101:2", "1:", "00005c142e6f48ac74fdcf73e3439874", &tuple];
    let seeds = seeds.map(|text| text.as_bytes().to_vec());
    let report = fuzz::run("nasbench101-key", &seeds, 20_000, |bytes| {
        let Ok(found) = space.parse(&String::from_utf8_lossy(bytes)) else { return false };
        assert_eq!(space.parse(found.key()).unwrap().key(), found.key());
        found.network(10).is_ok()
    });
    assert!(report.accepted > report.runs / 20, "{report:?}");
}
