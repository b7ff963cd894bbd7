//! A store survives being cut off anywhere, and is never continued by another study.

#[path = "../../study/tests/common/mod.rs"]
mod common;

use data::Data;
use std::path::Path;

use epsilon::Missing;
use proptest::prelude::*;
use sweep::store::{Fingerprint, Store, StoreError, read};
use sweep::{Outcome, Scores, Sweep};

fn fingerprint(text: &str) -> Fingerprint {
    let study = common::study(text);
    let data = Data::load(&study).unwrap();
    Fingerprint::new(&Sweep::new(&study, study.settings(), &data.architectures).unwrap(), false)
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
        // Records appended next are whole again, and none is duplicated.
        store.append(&entries()[whole..]).unwrap();
        store.flush().unwrap();
        drop(store);
        assert_eq!(std::fs::read(&cut).unwrap(), bytes);
    }
    let other = other();
    for length in (0..start).step_by(29).chain(start - 2..start) {
        // Cut off within the header, it holds no score and is started anew, but only by the same study.
        std::fs::write(&cut, &bytes[..length]).unwrap();
        assert!(matches!(read(&cut), Err(StoreError::Format { .. })), "{length}");
        let (store, scores) = Store::resume(&cut, &fingerprint).unwrap();
        assert_eq!(scores, expected(0));
        store.append(&entries()).unwrap();
        drop(store);
        assert_eq!(std::fs::read(&cut).unwrap(), bytes);
        std::fs::write(&cut, &bytes[..length]).unwrap();
        match Store::resume(&cut, &other) {
            Ok(_) => assert!(length < 600 && other_begins_like(&bytes[..length], &other), "{length}"),
            Err(error) => assert!(matches!(error, StoreError::Format { .. }), "{error}"),
        }
    }
}

fn other() -> Fingerprint {
    fingerprint(&common::SMALL.replacen("size: 4", "size: 5", 1))
}

/// Whether a store of this fingerprint begins with these bytes too.
fn other_begins_like(bytes: &[u8], other: &Fingerprint) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other");
    drop(Store::create(&path, other).unwrap());
    std::fs::read(path).unwrap().starts_with(bytes)
}

#[test]
fn what_was_appended_is_in_the_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let store = Store::create(&path, &fingerprint(common::SMALL)).unwrap();
    for count in 1..=20 {
        store.append(&entries()[count - 1..count]).unwrap();
        // Without a flush: the death of the process would lose nothing.
        let contents = read(&path).unwrap();
        assert_eq!((contents.scores, contents.torn_bytes), (expected(count), 0));
    }
}

#[test]
fn a_shard_is_another_fingerprint_of_the_same_study() {
    let whole = fingerprint(common::SMALL);
    let shard = whole.clone().of_shard("2/3".parse().unwrap(), 40);
    assert_eq!(whole.shard(), None);
    assert_eq!(shard.shard(), Some(("2/3".parse().unwrap(), 40)));
    assert_eq!(shard.clone().whole(), whole);
    let other = whole.of_shard("3/3".parse().unwrap(), 38);
    let lines = ["shard.index: 2 is stored, 3 is asked for", "shard.outcomes: 40 is stored, 38 is asked for"];
    assert_eq!(shard.differences(&other), lines);
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
            Ok(_) => panic!("byte {at} was believed"),
            Err(StoreError::Damaged { record, sound_follow, .. }) => {
                assert_eq!(record as usize, (at - start) / 24);
                assert_eq!(sound_follow, record < 19);
            }
            Err(error) => assert!(at < start && matches!(error, StoreError::Format { .. }), "{error}"),
        }
    }
}

#[test]
fn a_byte_too_many_or_too_few_never_costs_a_stored_score() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let fingerprint = fingerprint(common::SMALL);
    write(&path, &fingerprint);
    let bytes = std::fs::read(&path).unwrap();
    let start = bytes.len() - 20 * 24;
    for record in 0..20 {
        let at = start + record * 24;
        let inserted = [&bytes[..at], b"\n", &bytes[at..]].concat();
        let removed = [&bytes[..at], &bytes[at + 1..]].concat();
        for damaged in [inserted, removed] {
            // Less than a record at the end counts as an interrupted write.
            if damaged.len() < at + 24 {
                continue;
            }
            std::fs::write(&path, &damaged).unwrap();
            let error = Store::resume(&path, &fingerprint).unwrap_err();
            let StoreError::Damaged { record: found, offset, bytes: rest, .. } = error else {
                panic!("{error}")
            };
            assert_eq!((found as usize, offset as usize), (record, at));
            assert_eq!(rest as usize, damaged.len() - at);
            let text = error.to_string();
            assert!(text.contains(&format!("The {record} records before it are sound")), "{text}");
            assert_eq!(std::fs::read(&path).unwrap(), damaged, "the file was touched");
            // Follows the advice of the message.
            std::fs::write(&path, &damaged[..at]).unwrap();
            assert_eq!(Store::resume(&path, &fingerprint).unwrap().1, expected(record));
        }
    }
    // A power cut may leave zeros in place of the last records, starting within one.
    for (zeros, from) in [(24, 0), (24, 7), (5_000, 0), (5_000, 23), (1, 0)] {
        let mut torn = bytes[..bytes.len() - 24 + from].to_vec();
        torn.extend(vec![0; zeros]);
        std::fs::write(&path, &torn).unwrap();
        let (_, scores) = Store::resume(&path, &fingerprint).unwrap();
        assert_eq!(scores, expected(19));
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
        ("  - params", "  - epsilon: {precision: f64}", "settings[2]: nothing is stored"),
    ] {
        let other = fingerprint(&common::SMALL.replacen(from, to, 1));
        let error = Store::resume(&path, &other).unwrap_err();
        assert!(matches!(error, StoreError::Other { .. }) && error.to_string().contains(part), "{error}");
    }
    // Labels and names do not affect scores.
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
