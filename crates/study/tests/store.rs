//! A store survives being cut off anywhere, and is never continued with something else.

mod common;

use std::path::Path;

use epsilon::Missing;
use proptest::prelude::*;
use study::store::{Fingerprint, Store, StoreError, read};
use study::{Outcome, Scores};

fn fingerprint(text: &str) -> Fingerprint {
    let study = common::study(text);
    let data = study.load().unwrap();
    Fingerprint::new(&study, &data)
}

fn entries() -> Vec<(u32, u16, Outcome)> {
    (0..20)
        .map(|row| {
            let outcome = match row % 4 {
                0 => Outcome::Missing(Missing::ConstantOutput),
                1 => Outcome::Failed,
                _ => Outcome::Scored(f64::from(row) / 7.0),
            };
            (row, (row % 2) as u16, outcome)
        })
        .collect()
}

/// A store with all entries.
fn write(path: &Path, fingerprint: &Fingerprint) {
    let store = Store::create(path, fingerprint).unwrap();
    store.append(&entries()).unwrap();
    store.flush().unwrap();
}

fn expected(count: usize) -> Scores {
    let mut scores = Scores::new(2, 60);
    for (row, setting, outcome) in entries().into_iter().take(count) {
        scores.set(usize::from(setting), row as usize, outcome);
    }
    scores
}

#[test]
fn cut_off_at_any_byte_it_keeps_every_whole_record() {
    let folder = tempfile::tempdir().unwrap();
    let (path, cut) = (folder.path().join("whole"), folder.path().join("cut"));
    let fingerprint = fingerprint(common::SMALL);
    write(&path, &fingerprint);
    let bytes = std::fs::read(&path).unwrap();
    let start = bytes.len() - 20 * 24;
    for length in start..=bytes.len() {
        std::fs::write(&cut, &bytes[..length]).unwrap();
        let (store, scores) = Store::resume(&cut, &fingerprint).unwrap();
        let whole = (length - start) / 24;
        assert_eq!(scores, expected(whole));
        // What is written next is whole again, and nothing is there twice.
        store.append(&entries()[whole..]).unwrap();
        store.flush().unwrap();
        drop(store);
        assert_eq!(std::fs::read(&cut).unwrap(), bytes);
    }
    for length in 0..start {
        std::fs::write(&cut, &bytes[..length]).unwrap();
        assert!(matches!(Store::resume(&cut, &fingerprint), Err(StoreError::Format { .. })), "{length}");
    }
}

#[test]
fn one_flipped_bit_is_never_read_as_a_score() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let fingerprint = fingerprint(common::SMALL);
    write(&path, &fingerprint);
    let bytes = std::fs::read(&path).unwrap();
    let start = bytes.len() - 20 * 24;
    for at in (0..bytes.len()).step_by(7) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        std::fs::write(&path, &flipped).unwrap();
        match read(&path) {
            // The last record looks like an interrupted write.
            Ok(contents) => {
                assert!(at >= bytes.len() - 24);
                assert_eq!(contents.scores, expected(19));
            }
            Err(StoreError::Damaged { record, .. }) => assert_eq!(record as usize, (at - start) / 24),
            Err(error) => assert!(at < start && matches!(error, StoreError::Format { .. }), "{error}"),
        }
    }
}

#[test]
fn scores_of_something_else_are_refused_with_the_difference() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    write(&path, &fingerprint(common::SMALL));
    for (from, to, part) in [
        ("[1e-7, 1]", "[1e-6, 1]", "settings[0].weights: \"1e-7,1.0\" is stored, \"1e-6,1.0\" is asked for"),
        ("size: 4", "size: 5", "settings[0].batch: \"4 grey\" is stored, \"5 grey\" is asked for"),
        ("sample: 60", "sample: 61", "architectures: 60 is stored, 61 is asked for"),
        ("study: small", "study: small\nseed: 1", "architectures_checksum: "),
        ("  - params", "  - epsilon: {backend: mock, precision: f64}", "settings[2]: nothing is stored"),
    ] {
        let other = fingerprint(&common::SMALL.replacen(from, to, 1));
        let error = Store::resume(&path, &other).unwrap_err();
        assert!(matches!(error, StoreError::Other { .. }) && error.to_string().contains(part), "{error}");
    }
    // Labels and names decide nothing about scores.
    let renamed = fingerprint(&common::SMALL.replacen("study: small", "study: renamed", 1));
    assert!(Store::resume(&path, &renamed).is_ok());
}

#[test]
fn a_store_has_one_writer_and_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let fingerprint = fingerprint(common::SMALL);
    let store = Store::create(&path, &fingerprint).unwrap();
    assert!(matches!(Store::resume(&path, &fingerprint), Err(StoreError::Busy { .. })));
    assert!(matches!(Store::create(&path, &fingerprint), Err(StoreError::Exists { .. })));
    drop(store);
    assert!(Store::resume(&path, &fingerprint).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_give_scores_or_an_error(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        sound in any::<bool>(),
        length in any::<u16>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store");
        let mut file = Vec::new();
        if sound {
            file.extend(b"EPSILON\x01");
            file.extend(u32::from(length).to_le_bytes());
        }
        file.extend(bytes);
        std::fs::write(&path, file).unwrap();
        let _ = read(&path);
    }
}
