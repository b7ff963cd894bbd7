//! Damaged stores give scores or an error, quickly and with little memory.

#[path = "../../study/tests/common/mod.rs"]
mod common;

use data::Data;
use epsilon::Missing;
use sweep::store::{Fingerprint, Store, read, read_fingerprint};
use sweep::{Outcome, Sweep};

/// The most memory that a process may take; all tests run in one.
const MEMORY: u64 = 400 << 20;

/// A store of thirty scores.
fn store() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scores.bin");
    let study = common::study(common::SMALL);
    let data = Data::load(&study).unwrap();
    let sweep = Sweep::new(&study, study.settings(), &data.architectures).unwrap();
    let store = Store::create(&path, &Fingerprint::new(&sweep, false)).unwrap();
    let outcome = |row: u32| match row % 4 {
        0 => Outcome::Missing(Missing::ConstantOutput),
        1 => Outcome::Failed,
        _ => Outcome::Scored(f64::from(row) / 7.0),
    };
    let outcomes: Vec<_> = (0..30).map(|row| (row, (row % 2) as u16, outcome(row))).collect();
    store.append(&outcomes).unwrap();
    store.flush().unwrap();
    fs_err::read(&path).unwrap()
}

/// A damaged store has its scores up to the damage, or is an error.
#[test]
fn damaged_stores() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scores.bin");
    let report = fuzz::run("store", &[store()], 20_000, |bytes| {
        fs_err::write(&path, bytes).unwrap();
        let Ok(contents) = read(&path) else { return false };
        let Ok((store, scores)) = Store::resume(&path, &contents.fingerprint) else { return false };
        assert_eq!(scores, contents.scores);
        drop(store);
        fs_err::metadata(&path).unwrap().len() == contents.sound_bytes
    });
    assert!(report.accepted > report.runs / 50, "{report:?}");
    assert!(report.peak < MEMORY, "{report:?}");
}

/// Damages the header's text under a right checksum.
#[test]
fn damaged_headers_of_stores() {
    let sound = store();
    let (prefix, text) = sound.split_at(12);
    let length = u32::from_le_bytes(prefix[8..].try_into().unwrap()) as usize;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scores.bin");
    let report = fuzz::run("store-header", &[text[..length].to_vec()], 20_000, |header| {
        let length = (header.len() as u32).to_le_bytes();
        let bytes = [&prefix[..8], &length, header, blake3::hash(header).as_bytes()].concat();
        fs_err::write(&path, bytes).unwrap();
        let whole = read(&path).is_ok();
        assert!(!whole || read_fingerprint(&path).is_ok());
        whole
    });
    assert!(report.accepted > report.runs / 20, "{report:?}");
    assert!(report.peak < MEMORY, "{report:?}");
}

#[test]
fn a_store_does_not_claim_more_than_memory_holds() {
    let header = br#"{"architectures": 4294967296, "settings": [{}]}"#;
    let prefix = [&b"EPSILON\x01"[..], &(header.len() as u32).to_le_bytes()].concat();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scores.bin");
    fs_err::write(&path, [&prefix, &header[..], blake3::hash(header).as_bytes()].concat()).unwrap();
    let error = read(&path).unwrap_err().to_string();
    assert!(error.contains("1 settings of 4294967296 architectures"), "{error}");
}
