//! All common forms are read; a file that is too large or damaged is an error that names it; results are written atomically.

use std::io::{Read as _, Write as _};
use std::path::Path;

use files::{Archive, FileError, Limit, read, read_text, remove_parts, write_new, write_whole};

const LIMIT: Limit = Limit::bytes(1 << 20);

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    bzip2::read::BzEncoder::new(bytes, bzip2::Compression::fast()).read_to_end(&mut packed).unwrap();
    packed
}

fn write(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn packed_files_are_known_by_their_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let text = b"arch,epsilon\na,0.5\n";
    let zstd = zstd::encode_all(&text[..], 1).unwrap();
    for (name, bytes) in [
        ("plain.gz", text.to_vec()),
        ("gzip.csv", gzip(text)),
        ("zstd.csv", zstd),
        ("bzip2.csv", bzip2(text)),
    ] {
        assert_eq!(read(&write(&folder, name, &bytes), LIMIT).unwrap(), text, "{name}");
    }
    let twice = [gzip(b"one"), gzip(b"two")].concat();
    assert_eq!(read(&write(&folder, "members.gz", &twice), LIMIT).unwrap(), b"onetwo", "all members");
    assert_eq!(read(&write(&folder, "empty", b""), LIMIT).unwrap(), b"");
}

#[test]
fn no_more_comes_out_than_the_limit() {
    let folder = tempfile::tempdir().unwrap();
    let zeros = vec![0; 1 << 22];
    let packed = gzip(&zeros);
    assert!(packed.len() < 1 << 16);
    for (name, bytes) in [("bomb.gz", packed), ("plain", zeros)] {
        let path = write(&folder, name, &bytes);
        let error = read(&path, LIMIT).unwrap_err();
        assert!(matches!(error, FileError::TooLarge { .. }), "{error}");
        assert!(error.to_string().contains(name), "{error}");
    }
    let exact = write(&folder, "exact", &[7; 100]);
    assert_eq!(read(&exact, Limit::bytes(100)).unwrap().len(), 100);
    // A device has no length to check in advance.
    if Path::new("/dev/zero").exists() {
        assert!(matches!(read(Path::new("/dev/zero"), LIMIT), Err(FileError::TooLarge { .. })));
    }
}

#[test]
fn damage_names_the_file_and_the_format() {
    let folder = tempfile::tempdir().unwrap();
    let packed = gzip(&[1, 2, 3, 4].repeat(1_000));
    let error = read(&write(&folder, "cut.gz", &packed[..packed.len() / 2]), LIMIT).unwrap_err().to_string();
    assert!(error.contains("cut.gz") && error.contains("gzip"), "{error}");
    let error = read(folder.path(), LIMIT).unwrap_err().to_string();
    assert!(error.contains("folder"), "{error}");
}

#[test]
fn marks_and_wide_letters_are_decoded() {
    let folder = tempfile::tempdir().unwrap();
    let text = "précision,ε\n";
    let units: Vec<u16> = text.encode_utf16().collect();
    let little = [vec![0xff, 0xfe], units.iter().flat_map(|unit| unit.to_le_bytes()).collect()].concat();
    let big = [vec![0xfe, 0xff], units.iter().flat_map(|unit| unit.to_be_bytes()).collect()].concat();
    let marked = [&[0xef, 0xbb, 0xbf], text.as_bytes()].concat();
    let packed = gzip(&marked);
    for (name, bytes) in [
        ("plain", text.as_bytes().to_vec()),
        ("utf8", marked),
        ("little", little),
        ("big", big),
        ("packed", packed),
    ] {
        assert_eq!(read_text(&write(&folder, name, &bytes), LIMIT).unwrap(), text, "{name}");
    }
    for (name, bytes) in
        [("latin1", &b"pr\xe9cision"[..]), ("half", b"\xff\xfea"), ("alone", b"\xff\xfe\x00\xd8")]
    {
        let error = read_text(&write(&folder, name, bytes), LIMIT).unwrap_err();
        assert!(error.to_string().contains(name), "{error}");
    }
}

/// An archive of these files, compressed.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn files_of_an_archive_are_unpacked_and_decoded() {
    let folder = tempfile::tempdir().unwrap();
    let marked = b"\xef\xbb\xbftext";
    let bytes = zip(&[("a/plain", marked), ("a/packed.gz", &gzip(marked))]);
    let path = write(&folder, "all.zip", &bytes);
    assert!(Archive::is_one(&path).unwrap());
    assert!(!Archive::is_one(&write(&folder, "P", b"P")).unwrap());
    let mut archive = Archive::open(&path, LIMIT).unwrap();
    assert_eq!(archive.names(), ["a/plain", "a/packed.gz"]);
    for number in 0..2 {
        assert_eq!(archive.read_text(number, LIMIT).unwrap(), "text");
    }
    let error = archive.read(1, Limit::bytes(6)).unwrap_err();
    assert!(
        error.to_string().contains("all.zip/a/packed.gz holds more than 6 bytes when unpacked"),
        "{error}"
    );
    let error = Archive::open(&write(&folder, "cut.zip", &bytes[..bytes.len() - 9]), LIMIT).unwrap_err();
    assert!(matches!(error, FileError::Zip { .. }), "{error}");
}

#[test]
fn an_archive_has_a_limit_for_all_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let megabytes = vec![b' '; 20 << 20];
    let path = write(&folder, "bomb.zip", &zip(&[("one", &megabytes), ("two", &megabytes)]));
    let mut archive = Archive::open(&path, Limit::input().unwrap()).unwrap();
    assert_eq!(archive.read(0, Limit::bytes(1 << 30)).unwrap().len(), megabytes.len());
    let error = archive.read(1, Limit::bytes(1 << 30)).unwrap_err();
    assert!(error.to_string().contains("bomb.zip holds more than 33554432 bytes when unpacked"), "{error}");
}

#[test]
fn a_name_that_an_archive_has_twice_is_an_error_with_both_places() {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = zip(&[("log_1", b"1"), ("other", b""), ("log_2", b"2")]);
    while let Some(place) = bytes.windows(5).position(|part| part == b"log_2") {
        bytes[place + 4] = b'1';
    }
    let error = Archive::open(&write(&folder, "twice.zip", &bytes), LIMIT).unwrap_err().to_string();
    assert!(error.contains("twice.zip holds two files named log_1 (entries 1 and 3)"), "{error}");
}

#[test]
fn a_file_is_replaced_whole_or_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(&folder, "result", b"old");
    let failed: Result<(), std::io::Error> = write_whole(&path, |file| {
        file.write_all(b"half")?;
        Err(std::io::Error::other("full"))
    });
    assert!(failed.is_err());
    assert_eq!(std::fs::read(&path).unwrap(), b"old");
    write_whole(&path, |file| file.write_all(b"new")).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"new");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
    let error = write_whole(&folder.path().join("no/such"), |file| file.write_all(b"")).unwrap_err();
    assert!(error.to_string().contains("no/such"), "{error}");
}

#[test]
fn a_new_file_replaces_nothing_and_what_a_killed_program_left_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("marker");
    write_new(&path, b"first").unwrap();
    let error = write_new(&path, b"second").unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AlreadyExists);
    assert!(error.to_string().contains("marker"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), b"first");

    // A killed program leaves a temporary file with such a name.
    let mut left = Vec::new();
    let _: Result<(), std::io::Error> = write_whole(&path, |_| {
        left = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        Ok(())
    });
    assert_eq!(left.len(), 2, "{left:?}");
    for name in &left {
        write(&folder, name.to_str().unwrap(), b"half");
    }
    let others = [".part", "a.part", ".table.csv.part", ".table.csv.short.part", ".gitignore"];
    for name in others {
        write(&folder, name, b"mine");
    }
    remove_parts(folder.path());
    let mut there: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    there.sort();
    let mut expected = [&others[..], &["marker"]].concat();
    expected.sort_unstable();
    assert_eq!(there, expected);
}

#[cfg(unix)]
#[test]
fn a_planted_link_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let mine = write(&folder, "mine", b"precious");
    let path = folder.path().join("report.html");
    for planted in ["report.html.part", "report.html"] {
        std::os::unix::fs::symlink(&mine, folder.path().join(planted)).unwrap();
    }
    write_whole(&path, |file| file.write_all(b"page")).unwrap();
    assert_eq!(std::fs::read(&mine).unwrap(), b"precious");
    assert_eq!(std::fs::read(&path).unwrap(), b"page");
}

#[test]
fn one_set_of_words_is_missing() {
    for text in ["", "  ", "NaN", "nan", "NA", "N/A", "None", "null", "NULL", "<NA>", " na "] {
        assert!(files::is_missing(text), "{text:?}");
    }
    for text in ["0", "-", "no", "n", "nan1", "missing", "inf", "none_skip"] {
        assert!(!files::is_missing(text), "{text:?}");
    }
}
