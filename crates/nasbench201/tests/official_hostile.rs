//! Damaged and hostile label files: an error with file and place, never a panic.

use std::io::Read;
use std::path::{Path, PathBuf};

use bzip2::Compression;
use bzip2::read::BzEncoder;
use nasbench201::files::{Dataset, Epochs, Error, Metric, Query, Record, Seed, Split, analog, read_official};
use proptest::prelude::*;
use tempfile::TempDir;

const QUERY: Query = Query {
    dataset: Dataset::Cifar10,
    split: Split::OriTest,
    epochs: Epochs::TwoHundred,
    seed: Seed::Mean,
    metric: Metric::Accuracy,
};

fn fixture(name: &str) -> Vec<u8> {
    fs_err::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/files").join(name)).unwrap()
}

fn compress(bytes: impl Read) -> Vec<u8> {
    let mut compressed = Vec::new();
    BzEncoder::new(bytes, Compression::best()).read_to_end(&mut compressed).unwrap();
    compressed
}

/// Writes a file and reads it as a release.
fn read(name: &str, bytes: &[u8]) -> Result<Vec<Record>, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs_err::write(&path, bytes).unwrap();
    read_official(&path, &[QUERY])
}

/// A folder with a sound list and these bytes as the results of architecture 1.
fn folder(results: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs_err::write(folder.path().join("meta.pickle.pbz2"), fixture("nats-simple/meta.pickle.pbz2")).unwrap();
    fs_err::write(folder.path().join("000001.pickle.pbz2"), results).unwrap();
    folder
}

fn read_folder(results: &[u8]) -> Result<Vec<Record>, Error> {
    read_official(folder(results).path(), &[QUERY])
}

fn tar(bytes: &[u8]) -> Vec<u8> {
    let folder = folder(bytes);
    let mut tar = tar::Builder::new(Vec::new());
    tar.append_dir_all("release", folder.path()).unwrap();
    tar.into_inner().unwrap()
}

fn pickle_error(result: Result<Vec<Record>, Error>) -> (String, pickle::Error) {
    match result.unwrap_err() {
        Error::Pickle { place, source } => (place.to_string(), source),
        other => panic!("{other}"),
    }
}

#[test]
fn truncated_files_say_where_they_end() {
    let bytes = fixture("v1_0.pth");
    for end in [4, 100, 1000, 50_000] {
        let (place, error) = pickle_error(read("cut.pth", &bytes[..end]));
        assert!(place.ends_with("cut.pth"), "{place}");
        assert!(
            matches!(error, pickle::Error::Truncated { offset } if offset == end as u64),
            "{end}: {error}"
        );
    }
    let bytes = fixture("nats-simple/000001.pickle.pbz2");
    let (place, error) = pickle_error(read_folder(&bytes[..bytes.len() / 2]));
    assert!(place.ends_with("000001.pickle.pbz2"), "{place}");
    assert!(error.offset().is_some(), "{error}");

    let bytes = tar(&bytes);
    let error = read("cut.tar", &bytes[..bytes.len() / 2]).unwrap_err();
    assert!(error.to_string().contains("cut.tar"), "{error}");
}

#[test]
fn nothing_in_a_file_is_called() {
    let program = b"\x80\x02cposix\nsystem\nX\x04\x00\x00\x00true\x85R.";
    let forbidden = |result| {
        let (place, error) = pickle_error(result);
        let pickle::Error::ForbiddenGlobal { module, name, offset } = &error else { panic!("{error}") };
        assert_eq!((module.as_str(), name.as_str(), *offset), ("posix", "system", 2), "{place}");
    };
    forbidden(read("evil.pth", program));
    forbidden(read_folder(&compress(&program[..])));
    forbidden(read("evil.pickle.pbz2", &compress(&program[..])));
    forbidden(read("evil.tar", &tar(&compress(&program[..]))));
}

/// Most of a gigabyte of one byte string, and nested containers without end, from a few kilobytes.
#[test]
fn decompression_bombs_hit_the_limits() {
    let head = compress(&b"\x8e\x00\x00\x00\x80\x00\x00\x00\x00"[..]);
    let zeros = compress(std::io::repeat(0).take(16 << 20));
    let bomb = [head, zeros.repeat(40)].concat();
    assert!(bomb.len() < 10_000);
    let (_, error) = pickle_error(read_folder(&bomb));
    assert!(matches!(error, pickle::Error::Limit { what: "bytes of input", .. }), "{error}");

    let bomb = compress(b"](".chain(std::io::repeat(b'}')).take(64 << 20));
    let (_, error) = pickle_error(read_folder(&bomb));
    assert!(matches!(error, pickle::Error::Limit { what: "bytes of live values", .. }), "{error}");
}

#[test]
fn sound_pickles_of_other_things_are_refused_by_what_is_missing() {
    let layout = |pickle: &[u8], what: &str| {
        let error = read("other.pickle.pbz2", &compress(pickle)).unwrap_err();
        assert!(matches!(error, Error::Layout { .. }), "{error}");
        let message = error.to_string();
        assert!(message.contains("other.pickle.pbz2: ") && message.contains(what), "{message}");
    };
    layout(b"N.", "no dictionary");
    layout(b"}.", "meta_archs");
    layout(b"}X\x0a\x00\x00\x00meta_archs](K\x01es.", "meta_archs[0] is an integer, not a string");
    let with = |rest: &[u8]| {
        [
            &b"}X\x0a\x00\x00\x00meta_archs](X\x01\x00\x00\x00aesX\x0a\x00\x00\x00arch2infos}("[..],
            rest,
            b"us.",
        ]
        .concat()
    };
    layout(&with(b"K\x00N"), "index 0 are None");
    layout(&with(b"K\x00}"), "neither 12 nor 200 epochs");
    layout(&with(b"X\x01\x00\x00\x00xN"), "arch2infos has the key \"x\"");
    layout(&with(b"K\x00}(X\x04\x00\x00\x00full}(X\x0b\x00\x00\x00all_results}uu"), "dataset_seed");

    let state = b"}(X\x0b\x00\x00\x00all_results}X\x0c\x00\x00\x00dataset_seed}u";
    let full = [&b"K\x05}(X\x04\x00\x00\x00full"[..], state, b"u"].concat();
    layout(&with(&full), "results of index 5, but only 1");
    let many = b"}(X\x0b\x00\x00\x00all_results}(".to_vec();
    let many = [many, b"K\x01K\x02\x86N".repeat(300), b"uX\x0c\x00\x00\x00dataset_seed}u".to_vec()].concat();
    layout(&with(&[&b"K\x00}(X\x04\x00\x00\x00full"[..], &many, b"u"].concat()), "300 runs");
    let run = b"}(X\x0b\x00\x00\x00all_results}K\x01K\x02\x86}(X\x0c\x00\x00\x00train_acc1es}usu";
    let full = [&b"K\x00}(X\x04\x00\x00\x00full"[..], run, b"u"].concat();
    layout(&with(&full), "\"epochs\"");
}

#[test]
fn files_of_no_known_form_are_named() {
    for bytes in [&b""[..], b"hello", b"{\"json\": true}"] {
        let error = read("labels.bin", bytes).unwrap_err();
        assert!(matches!(&error, Error::UnknownForm { path } if path.ends_with("labels.bin")), "{error}");
    }
    let error = read_official(Path::new("no/such/file.pth"), &[]).unwrap_err().to_string();
    assert!(error.contains("no/such/file.pth"), "{error}");
}

/// What stands before the object in a file in torch's legacy format.
fn legacy_header() -> Vec<u8> {
    let mut bytes = fixture("v1_0.pth");
    let object = bytes.windows(10).position(|window| window == b"meta_archs").unwrap();
    // The protocol, the dictionary, its memo slot, a mark and the length of the key.
    bytes.truncate(object - 11);
    bytes
}

fn read_wheel(bytes: &[u8]) -> Result<Vec<analog::Record>, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("some.whl");
    fs_err::write(&path, bytes).unwrap();
    analog::read(&path)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_bytes_never_panic(
        head in prop::sample::select(vec![Vec::new(), b"BZh9".to_vec(), b"PK\x03\x04".to_vec(), legacy_header()]),
        tail in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let bytes = [head, tail].concat();
        prop_assert!(read("random", &bytes).is_err());
        prop_assert!(read_folder(&bytes).is_err());
        prop_assert!(read_wheel(&bytes).is_err());
        prop_assert!(read_folder(&compress(&bytes[..])).is_err());
    }

    #[test]
    fn flipped_bits_never_panic(
        name in prop::sample::select(&["v1_0.pth", "analog.whl", "nats-simple/000002.pickle.pbz2", "tar"][..]),
        at in any::<prop::sample::Index>(),
        bit in 0_u32..8,
    ) {
        let mut bytes = if name == "tar" { tar(&fixture("nats-simple/000002.pickle.pbz2")) } else { fixture(name) };
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if name.starts_with("nats") {
            // Bzip2 has a checksum: any damage is found.
            prop_assert!(read_folder(&bytes).is_err());
        } else if name == "analog.whl" {
            let _ = read_wheel(&bytes);
        } else {
            let _ = read("flipped", &bytes);
        }
    }
}
