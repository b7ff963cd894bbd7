//! Text files: archives, plain files, and the Penn Treebank if it is available.

use std::io::Write;
use std::path::PathBuf;

use batch::text::{Corpus, TextError};
use files::FileError;

fn shared(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("EPSILON_SHARED_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let path = folder.join("text").join(file);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
    eprintln!("skipped: {} is missing", path.display());
    None
}

#[test]
fn the_penn_treebank_has_its_known_size() {
    let Some(path) = shared("ptb.zip") else { return };
    let corpus = Corpus::open(path).unwrap();
    assert_eq!(corpus.words().len(), 10_000);
    assert_eq!(corpus.train().len(), 929_589);
    assert_eq!(corpus.words()[..3], ["aer", "banknote", "berlitz"]);
    assert_eq!(corpus.words()[24], "<eos>");
    let batch = corpus.batch(70, 256).unwrap();
    assert_eq!(batch.tokens()[..2], [corpus.train()[0], corpus.train()[929_589 / 256]]);
    assert_eq!(batch.tokens()[256], corpus.train()[1]);
}

#[test]
fn a_plain_file_and_an_archive_of_it_are_the_same_text() {
    let folder = tempfile::tempdir().unwrap();
    let plain = folder.path().join("words.txt");
    std::fs::write(&plain, "a b\nc a\n").unwrap();
    let archive = folder.path().join("words.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&archive).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in
        [("__MACOSX/._w.train.txt", "junk"), ("w.test.txt", "d a"), ("w.train.txt", "a b\nc a\n")]
    {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    let (plain, archive) = (Corpus::open(plain).unwrap(), Corpus::open(archive).unwrap());
    assert_eq!(plain.train(), archive.train());
    assert_eq!(archive.words(), ["a", "b", "<eos>", "c", "d"]);
}

#[test]
fn bad_files_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, b"good \xff bad").unwrap();
    assert!(matches!(Corpus::open(&file), Err(TextError::File(FileError::Text { .. }))));
    std::fs::write(&file, b"PK\x03\x04 but no archive").unwrap();
    assert!(matches!(Corpus::open(&file), Err(TextError::File(FileError::Zip { .. }))));
    assert!(matches!(Corpus::open(folder.path().join("absent")), Err(TextError::File(FileError::Io { .. }))));
    let zip = zip::ZipWriter::new(std::fs::File::create(&file).unwrap());
    zip.finish().unwrap();
    assert!(matches!(Corpus::open(&file), Err(TextError::NoTrainingText { .. })));
    std::fs::write(&file, b"").unwrap();
    assert!(matches!(
        Corpus::open(&file).unwrap().batch(70, 256),
        Err(TextError::TooShort { tokens: 0, .. })
    ));
}
