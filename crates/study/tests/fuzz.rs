//! Damaged configs, score stores and JSON files of scores: an answer or an error, soon and in little memory.

mod common;

use std::path::Path;

use epsilon::Missing;
use study::Outcome;
use study::config::{AblationConfig, Config, SearchConfig, command};
use study::store::{Fingerprint, Store, read, read_fingerprint};

/// The most that a process may take: all tests run in one.
const MEMORY: u64 = 400 << 20;

#[test]
fn damaged_configs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../configs");
    let mut files: Vec<_> = fs_err::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let seeds: Vec<Vec<u8>> = files.iter().map(|path| fs_err::read(path).unwrap()).collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.yaml");
    let report = fuzz::run("config", &seeds, 20_000, |bytes| {
        fs_err::write(&path, bytes).unwrap();
        match command(&String::from_utf8_lossy(bytes)) {
            Some("ablate") => AblationConfig::read(&path, &[]).is_ok(),
            Some("search") => SearchConfig::read(&path, &[]).is_ok(),
            _ => Config::read(&path, &[]).is_ok_and(|(config, source)| config.check(&source).is_ok()),
        }
    });
    assert!(report.accepted > report.runs / 10, "{report:?}");
    assert!(report.peak < MEMORY, "{report:?}");
}

/// To the parser, none of these opens a quote that hides the rest.
#[test]
fn brackets_behind_quotes_that_are_none_do_not_reach_the_parser() {
    for start in ["a: b, \"c\n", "a: |\n  - \"\n", "a: b - 'c\n"] {
        for nested in ["[", "{a: ", "- "] {
            let text = format!("{start}b:\n {}", nested.repeat(100_000));
            let error = Config::parse("c.yaml", &text, &[]).unwrap_err();
            assert!(error.problem.contains("so many brackets are no config"), "{start}{nested}: {error}");
            assert_eq!(error.line, Some(text.lines().count() as u32));
        }
    }
}

/// A store of thirty scores.
fn store() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scores.bin");
    let study = common::study(common::SMALL);
    let store = Store::create(&path, &Fingerprint::new(&study, &study.load().unwrap())).unwrap();
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

/// As it was up to where it was cut off, or refused.
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

/// What the header says, under a right checksum.
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

/// As a list of architectures, as a proxy and as a label.
#[test]
fn damaged_json_files() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let seeds = ["suite_zero_older.json", "suite_zero_newer.json"];
    let seeds = seeds.map(|name| fs_err::read(fixtures.join(name)).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let (path, table) = (folder.path().join("zero.json"), folder.path().join("cells.csv"));
    fs_err::write(&table, "cell\n\"(0, 1, 3, 3, 4, 4)\"\n17\n").unwrap();
    let (zero, table) = (path.display(), table.display());
    let study = |file: &str, more: &str| {
        common::study(&format!(
            "study: zero\nspace: {{name: nasbench201, architectures: {{{file}}}}}\nproxies:\n{more}"
        ))
    };
    let list = study(&format!("file: '{zero}'"), "  - params\n");
    let values = study(
        &format!("file: '{table}', key: cell"),
        &format!(
            "  - column: {{file: '{zero}', dataset: cifar10, column: grasp}}\n\
             labels:\n  - {{source: table, file: '{zero}', dataset: cifar10, column: val_accuracy}}\n"
        ),
    );
    let report = fuzz::run("suite-zero", &seeds, 10_000, |bytes| {
        fs_err::write(&path, bytes).unwrap();
        let listed = list.load().is_ok();
        values.load().is_ok() || listed
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
