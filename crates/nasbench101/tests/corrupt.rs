//! Corrupt records are named by number and offset, and stopped at or skipped, never a panic.

mod common;

use std::io::Write as _;
use std::path::Path;

use common::encode::{Evaluation, metrics, payload};
use nasbench101::{
    CorruptRecord, Dataset, LoadError, LoadOptions, OnCorrupt, RecordError, RecordWriter, SpecError,
};
use proptest::prelude::*;

const EVALUATIONS: [Evaluation; 3] =
    [[0.0, 0.0, 0.1, 0.1, 0.1], [54.0, 600.0, 0.8, 0.7, 0.6], [108.0, 1200.0, 1.0, 0.9, 0.8]];
const HASH: &str = "00005c142e6f48ac74fdcf73e3439874";
const CHAIN: &str = "010001000";
const POOL: &str = "input,maxpool3x3,output";

fn good() -> String {
    payload(HASH, 108, CHAIN, POOL, &metrics(&EVALUATIONS, 1000))
}

fn file(payloads: &[String]) -> Vec<u8> {
    let mut writer = RecordWriter::new(Vec::new());
    for payload in payloads {
        writer.write(payload.as_bytes()).expect("memory takes it");
    }
    writer.into_inner()
}

fn load(bytes: &[u8], on_corrupt: OnCorrupt) -> Result<Dataset, LoadError> {
    Dataset::read(bytes, Path::new("memory"), &LoadOptions { on_corrupt, ..LoadOptions::default() })
}

/// The error for a file whose second of three records is this payload, under both policies.
fn reason(second: String) -> RecordError {
    let offset = good().len() as u64 + 16;
    let bytes = file(&[good(), second, good()]);
    let Err(LoadError::Corrupt { record, .. }) = load(&bytes, OnCorrupt::Stop) else {
        panic!("the second record is corrupt")
    };
    let rest = load(&bytes, OnCorrupt::Skip).expect("the others load");
    assert_eq!((rest.records(), rest.skipped().count), (2, 1));
    assert_eq!(rest.skipped().first, std::slice::from_ref(&record));
    assert_eq!((record.number, record.offset), (1, offset));
    record.reason
}

#[test]
fn what_is_wrong_with_a_payload_is_named() {
    let fine = metrics(&EVALUATIONS, 1000);
    assert!(matches!(reason("{}".to_owned()), RecordError::Json { position: 0, .. }));
    assert!(matches!(reason(payload("xyz", 108, CHAIN, POOL, &fine)), RecordError::Hash { .. }));
    let short = SpecError::AdjacencyLength { vertices: 3, expected: 9, found: 8 };
    assert_eq!(reason(payload(HASH, 108, "01000100", POOL, &fine)), RecordError::Module(short));
    let lower = SpecError::NotUpperTriangular { from: 1, to: 0 };
    assert_eq!(reason(payload(HASH, 108, "010101000", POOL, &fine)), RecordError::Module(lower));
    let unknown = RecordError::UnknownOperation { vertex: 1, name: "conv9x9".to_owned() };
    assert_eq!(reason(payload(HASH, 108, CHAIN, "input,conv9x9,output", &fine)), unknown);
    assert_eq!(reason(payload(HASH, 108, CHAIN, "maxpool3x3", &fine)), RecordError::Terminals);
    assert_eq!(
        reason(payload(HASH, 108, CHAIN, "input,maxpool3x3,maxpool3x3", &fine)),
        RecordError::Terminals
    );
    let base64 = good().replace("\"]", "*\"]");
    assert!(matches!(reason(base64), RecordError::Base64 { .. }));
    assert!(matches!(reason(payload(HASH, 108, CHAIN, POOL, &[0x0a, 0xff])), RecordError::Protobuf { .. }));
    let two = metrics(&EVALUATIONS[..2], 1000);
    assert_eq!(reason(payload(HASH, 108, CHAIN, POOL, &two)), RecordError::Evaluations { found: 2 });
    let other = metrics(&EVALUATIONS, 1001);
    assert!(matches!(
        reason(payload(HASH, 108, CHAIN, POOL, &other)),
        RecordError::Conflict { first: 0, .. }
    ));
}

#[test]
fn a_wrong_hash_is_seen_if_asked_for() {
    let options = LoadOptions { verify_hashes: true, ..LoadOptions::default() };
    let error = Dataset::read(file(&[good()]).as_slice(), Path::new("memory"), &options)
        .expect_err("the hash belongs to another module");
    let LoadError::Corrupt { record: CorruptRecord { number: 0, offset: 0, reason }, .. } = &error else {
        panic!("{error}")
    };
    assert!(matches!(reason, RecordError::WrongHash { .. }));
    assert!(error.to_string().starts_with("memory: record 0 at byte 0: its module 101:2 has the hash "));
}

#[test]
fn a_compressed_file_is_unpacked_and_a_bomb_is_not() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let gzip = |bytes: &[u8]| -> std::io::Result<Vec<u8>> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes)?;
        encoder.finish()
    };
    let path = folder.path().join("labels.tfrecord.gz");
    fs_err::write(&path, gzip(&file(&[good(), good()]))?)?;
    assert_eq!(Dataset::load(&path, &LoadOptions::default())?.records(), 2);

    // 100 MB of zeros count as one stretch without a record.
    fs_err::write(&path, gzip(&vec![0; 100 << 20])?)?;
    let options = LoadOptions { on_corrupt: OnCorrupt::Skip, ..LoadOptions::default() };
    let error = Dataset::load(&path, &options).expect_err("too large").to_string();
    assert!(error.contains("labels.tfrecord.gz holds more than 33554432 bytes when unpacked"), "{error}");
    Ok(())
}

#[test]
fn a_truncated_tail_is_one_corrupt_record() {
    let bytes = file(&[good(), good()]);
    let cut = &bytes[..bytes.len() - 1];
    let dataset = load(cut, OnCorrupt::Skip).expect("the first record loads");
    let offset = bytes.len() as u64 / 2;
    let expected = CorruptRecord { number: 1, offset, reason: RecordError::Truncated { missing: 1 } };
    assert_eq!(dataset.skipped().first, [expected]);
    assert_eq!(dataset.records(), 1);
}

proptest! {
    #[test]
    fn one_flipped_bit_costs_one_record(position in any::<prop::sample::Index>(), bit in 0..8u32) {
        let mut bytes = file(&[good(), good(), good(), good()]);
        let position = position.index(bytes.len());
        bytes[position] ^= 1 << bit;
        let dataset = load(&bytes, OnCorrupt::Skip)?;
        prop_assert_eq!((dataset.records(), dataset.skipped().count), (3, 1));
        let Err(LoadError::Corrupt { record, .. }) = load(&bytes, OnCorrupt::Stop) else {
            return Err(TestCaseError::fail("damage was not seen"));
        };
        prop_assert_eq!(record.number as usize, position / (bytes.len() / 4));
    }

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let skipped = load(&bytes, OnCorrupt::Skip)?;
        prop_assert_eq!(skipped.records(), 0);
        prop_assert_eq!(load(&bytes, OnCorrupt::Stop).is_err(), !bytes.is_empty());
    }

    #[test]
    fn random_payloads_with_right_checksums_never_panic(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        random in prop::collection::vec(any::<u8>(), 0..300),
        message in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let mut edited = good().into_bytes();
        for (place, byte) in edits {
            let place = place.index(edited.len());
            edited[place] = byte;
        }
        let mut writer = RecordWriter::new(Vec::new());
        writer.write(&edited)?;
        writer.write(&random)?;
        writer.write(payload(HASH, 108, CHAIN, POOL, &message).as_bytes())?;
        let dataset = load(&writer.into_inner(), OnCorrupt::Skip)?;
        prop_assert_eq!(dataset.records() + dataset.skipped().count, 3);
    }
}
