//! Corpora in all the forms they are stored in, and files built to exhaust memory.

use std::io::Write as _;

use batch::text::{Corpus, TextError};
use files::FileError;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn open(bytes: &[u8]) -> Result<Corpus, TextError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus");
    std::fs::write(&path, bytes).unwrap();
    Corpus::open(path)
}

#[test]
fn all_that_people_store_texts_as_is_one_corpus() {
    let (train, test) = ("a b\nc\n", "d\n");
    let expected = Corpus::from_texts([train, test]);
    let wide = "\u{feff}".encode_utf16().chain(train.encode_utf16()).flat_map(u16::to_be_bytes);
    let wide: Vec<u8> = wide.collect();
    let packed = gzip(train.as_bytes());
    for bytes in [
        zip(&[("x/ptb.test.txt", test.as_bytes()), ("x/ptb.train.txt", train.as_bytes())]),
        zip(&[("wiki.train.tokens", &wide), ("wiki.test.tokens", test.as_bytes()), ("._train.txt", b"z")]),
        zip(&[("train.txt.gz", &packed), ("test.txt", test.as_bytes())]),
    ] {
        assert_eq!(open(&bytes).unwrap(), expected);
    }
    for bytes in [train.as_bytes(), &wide, &packed] {
        assert_eq!(open(bytes).unwrap(), Corpus::from_texts([train]));
    }
}

#[test]
fn two_training_texts_are_an_error_with_both_names() {
    let error = open(&zip(&[("ptb.train.txt", b"a"), ("ptb.char.train.txt", b"b")])).unwrap_err();
    assert!(error.to_string().contains("two train texts, ptb.train.txt and ptb.char.train.txt"), "{error}");
    assert!(matches!(open(&zip(&[("test.txt", b"a")])), Err(TextError::NoTrainingText { .. })));
}

#[test]
fn a_small_file_does_not_fill_the_memory() {
    let lines = vec![b'\n'; 40 << 20];
    for bytes in [zip(&[("train.txt", &lines)]), gzip(&lines)] {
        assert!(bytes.len() < 1 << 20);
        assert!(matches!(open(&bytes), Err(TextError::File(FileError::TooLarge { .. }))));
    }
    let words: Vec<String> = (0..=65_536).map(|word| word.to_string()).collect();
    let error = open(&gzip(words.join(" ").as_bytes())).unwrap_err().to_string();
    assert!(error.contains("corpus has more than 65536 different words"), "{error}");
}
