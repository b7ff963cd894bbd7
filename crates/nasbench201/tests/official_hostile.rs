//! Damaged and hostile label files give an error with file and place, never a panic.

use std::io::Read;
use std::path::{Path, PathBuf};

use bzip2::Compression;
use bzip2::read::BzEncoder;
use nasbench201::files::{
    Dataset, Epochs, Error, Metric, Query, Release, Seed, Split, analog, read_official,
};
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
fn read(name: &str, bytes: &[u8]) -> Result<Release, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs_err::write(&path, bytes).unwrap();
    read_official(&path, &[QUERY])
}

/// A folder with a valid list and these bytes as the results of architecture 1.
fn folder(results: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs_err::write(folder.path().join("meta.pickle.pbz2"), fixture("nats-simple/meta.pickle.pbz2")).unwrap();
    fs_err::write(folder.path().join("000001.pickle.pbz2"), results).unwrap();
    folder
}

fn read_folder(results: &[u8]) -> Result<Release, Error> {
    read_official(folder(results).path(), &[QUERY])
}

fn tar(bytes: &[u8]) -> Vec<u8> {
    let folder = folder(bytes);
    let mut tar = tar::Builder::new(Vec::new());
    tar.append_dir_all("release", folder.path()).unwrap();
    tar.into_inner().unwrap()
}

fn pickle_error(result: Result<Release, Error>) -> (String, pickle::Error) {
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
        let start = if place.ends_with("evil.pth") { legacy_header().len() as u64 } else { 0 };
        assert_eq!((module.as_str(), name.as_str(), *offset), ("posix", "system", start + 2), "{place}");
    };
    forbidden(read("evil.pth", &[&legacy_header()[..], program].concat()));
    forbidden(read_folder(&compress(&program[..])));
    forbidden(read("evil.pickle.pbz2", &compress(&program[..])));
    forbidden(read("evil.tar", &tar(&compress(&program[..]))));
}

/// Hundreds of megabytes of one byte string, of small steps, and of nested containers, from a few kilobytes.
#[test]
fn decompression_bombs_hit_the_limits() {
    let limit = |result, wanted| {
        let (place, error) = pickle_error(result);
        assert!(matches!(error, pickle::Error::Limit { what, .. } if what == wanted), "{place}: {error}");
    };
    let repeated = |head: &[u8], byte: u8| {
        let block = compress(std::io::repeat(byte).take(16 << 20));
        let bomb = [compress(head), block.repeat(40)].concat();
        assert!(bomb.len() < 10_000);
        bomb
    };
    for bomb in [repeated(b"\x8e\x00\x00\x00\x80\x00\x00\x00\x00", 0), repeated(b"N", 0x95)] {
        limit(read_folder(&bomb), "bytes of input");
        limit(read("bomb.tar", &tar(&bomb)), "bytes of input");
        limit(read("bomb.pickle.pbz2", &bomb), "bytes of input");
    }
    // Padded, so that the file is large enough to be allowed that much.
    let mut state = 1_u32;
    let noise = std::iter::repeat_with(|| {
        (state, _) = state.overflowing_mul(747_796_405);
        (state, _) = state.overflowing_add(2_891_336_453);
        (state >> 24) as u8
    });
    let noise: Vec<u8> = b"B\x00\x80\x00\x00".iter().copied().chain(noise.take(0x8000)).collect();
    let bomb = compress(noise.chain(&b"0]("[..]).chain(std::io::repeat(b'}').take(8 << 20)));
    limit(read_folder(&bomb), "bytes of live values");
}

/// Each file alone is within its limit, but all of them together are not.
#[test]
fn many_small_bombs_are_one_large_one() {
    let names = tempfile::tempdir().unwrap();
    let results = b"}(X\x04\x00\x00\x00full}(X\x0b\x00\x00\x00all_results}X\x0c\x00\x00\x00dataset_seed}uu.";
    let bomb = compress(
        b"B\x00\x00\x0f\x00".chain(std::io::repeat(0).take(0xf_0000)).chain(&b"0"[..]).chain(&results[..]),
    );
    let archs: Vec<u8> = (0..200).flat_map(|i| format!("X\x03\0\0\0{i:03}").into_bytes()).collect();
    let meta = [&b"}X\x0a\x00\x00\x00meta_archs]("[..], &archs, b"es."].concat();
    fs_err::write(names.path().join("meta.pickle.pbz2"), compress(&meta[..])).unwrap();
    for index in 0..200 {
        fs_err::write(names.path().join(format!("{index}.pickle.pbz2")), &bomb).unwrap();
    }
    let error = read_official(names.path(), &[QUERY]).unwrap_err().to_string();
    assert!(error.contains("files unpack to more than"), "{error}");
    let mut tar = tar::Builder::new(Vec::new());
    tar.append_dir_all("release", names.path()).unwrap();
    let error = read("small.tar", &tar.into_inner().unwrap()).unwrap_err().to_string();
    assert!(error.contains("small.tar: its files unpack to more than"), "{error}");
}

/// One large dictionary, set as the results of a run again and again with three bytes each.
#[test]
fn a_value_that_is_searched_again_and_again_is_refused() {
    let large = [&b"}q\x00("[..], &b"NN".repeat(50_000), b"u0K\x01\x85q\x010"].concat();
    let bytes = [&large[..], b"}(", &b"h\x01h\x00".repeat(50_000), b"u."].concat();
    let (_, error) = pickle_error(read_folder(&compress(&bytes[..])));
    assert!(matches!(error, pickle::Error::Limit { what: "steps for as many bytes", .. }), "{error}");
}

#[test]
fn sound_pickles_of_other_things_are_refused_by_what_is_missing() {
    let layout = |pickle: &[u8], what: &str| {
        let error = read("other.pickle.pbz2", &compress(pickle)).unwrap_err();
        assert!(matches!(error, Error::Layout { .. }), "{error}");
        let message = error.to_string();
        assert!(message.contains("other.pickle.pbz2") && message.contains(what), "{message}");
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
    layout(&with(b"K\x00}"), "no results of 01, 12, 90 or 200 epochs");
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
    for bytes in [&b"\x80\x04}."[..], b"\x80\x02cposix\nsystem\n."] {
        let error = read("nb201_cifar10.pickle", bytes).unwrap_err();
        assert!(
            matches!(&error, Error::PlainPickle { path } if path.ends_with("nb201_cifar10.pickle")),
            "{error}"
        );
    }
    let error = read_official(Path::new("no/such/file.pth"), &[]).unwrap_err().to_string();
    assert!(error.contains("no/such/file.pth"), "{error}");
}

/// The bytes before the object in torch's legacy format.
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
