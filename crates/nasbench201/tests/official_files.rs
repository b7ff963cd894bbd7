//! Every form of the official release gives the official API's values, bit for bit.

use std::io;
use std::path::{Path, PathBuf};

use nasbench201::files::{Dataset, Epochs, Error, Metric, Query, Seed, Split, read_official};
use serde_json::Value;

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/files").join(name)
}

fn expected(file: &str) -> Value {
    serde_json::from_slice(&fs_err::read(fixture(file)).unwrap()).unwrap()
}

fn query(parts: &[Value]) -> Query {
    let [dataset, split, epochs, seed, metric] =
        std::array::from_fn(|part| parts[part].as_str().expect("a name"));
    Query {
        dataset: dataset.parse().unwrap(),
        split: split.parse().unwrap(),
        epochs: epochs.parse().unwrap(),
        seed: seed.parse().unwrap(),
        metric: metric.parse().unwrap(),
    }
}

/// Asks all queries that the API was asked, in one pass; returns the number of values.
fn check(path: &Path, name: &str) -> usize {
    check_against(&expected("expected.json"), path, name)
}

fn check_against(expected: &Value, path: &Path, name: &str) -> usize {
    let answers = expected[name].as_array().unwrap();
    let queries: Vec<Query> = answers.iter().map(|answer| query(answer.as_array().unwrap())).collect();
    let release = read_official(path, &queries).unwrap();
    // The last architecture is listed, but has no results.
    let absent = release.absent.unwrap();
    let records = release.records;
    assert_eq!((absent.count, absent.listed), (1, Some(records.len() as u64)));
    let last = records.last().unwrap();
    assert_eq!(absent.first, [format!("architecture {}, {}", last.index, last.arch)]);
    let archs: Vec<_> = records.iter().map(|record| record.arch.as_str()).collect();
    assert_eq!(
        archs,
        expected["archs"].as_array().unwrap().iter().map(|a| a.as_str().unwrap()).collect::<Vec<_>>()
    );
    assert!(records.iter().enumerate().all(|(index, record)| record.index == index));
    let mut count = 0;
    for (number, answer) in answers.iter().enumerate() {
        for (record, value) in records.iter().zip(answer[5].as_array().unwrap()) {
            let found = record.values[number].map(f64::to_bits);
            let wanted = value.as_f64().map(f64::to_bits);
            assert_eq!(found, wanted, "{name}, architecture {}, {:?}", record.index, queries[number]);
            count += usize::from(wanted.is_some());
        }
    }
    count
}

#[test]
fn nas_bench_201_v1_0() {
    assert_eq!(check(&fixture("v1_0.pth"), "v1_0.pth"), 278);
}

#[test]
fn nas_bench_201_v1_1() {
    assert_eq!(check(&fixture("v1_1.pth"), "v1_1.pth"), 438);
}

#[test]
fn nats_bench_folders() {
    assert_eq!(check(&fixture("nats-full"), "nats-full"), 468);
    assert_eq!(check(&fixture("nats-simple"), "nats-simple"), 468);
}

/// The size space's release is laid out in the same way, with other names for the schedules.
#[test]
fn nats_bench_sizes() {
    let (expected, name) = (expected("expected_sizes.json"), "nats-size-simple");
    assert_eq!(check_against(&expected, &fixture(name), name), 364);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("NATS-sss-v1_0-50262-simple.tar");
    let mut tar = tar::Builder::new(fs_err::File::create(&path).unwrap());
    tar.append_dir_all("NATS-sss-v1_0-50262-simple", fixture(name)).unwrap();
    tar.finish().unwrap();
    assert_eq!(check_against(&expected, &path, name), 364);
}

#[test]
fn nats_bench_tar() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("NATS-tss-v1_0-3ffb9-simple.tar");
    let mut tar = tar::Builder::new(fs_err::File::create(&path).unwrap());
    tar.append_dir_all("NATS-tss-v1_0-3ffb9-simple", fixture("nats-simple")).unwrap();
    tar.finish().unwrap();
    assert_eq!(check(&path, "nats-simple"), 468);
}

/// The release also exists as one compressed pickle, in the layout of the `.pth` files.
#[test]
fn one_compressed_pickle() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("NATS-tss-v1_0-3ffb9.pickle.pbz2");
    // The object is the fourth pickle of the stream; the three before it take 107 bytes together.
    let bytes = fs_err::read(fixture("v1_1.pth")).unwrap();
    let start =
        (0..400).find(|&at| bytes[at..].starts_with(b"\x80\x02}q\x00(X\x0a\x00\x00\x00meta_archs")).unwrap();
    let mut encoder = bzip2::read::BzEncoder::new(&bytes[start..], bzip2::Compression::fast());
    io::copy(&mut encoder, &mut fs_err::File::create(&path).unwrap()).unwrap();
    assert_eq!(check(&path, "v1_1.pth"), 438);
}

#[test]
fn names_are_the_official_ones() {
    assert_eq!(Dataset::NAMES, ["cifar10-valid", "cifar10", "cifar100", "ImageNet16-120"]);
    assert_eq!(Split::NAMES, ["train", "x-valid", "ori-test", "x-test"]);
    assert_eq!("mean".parse(), Ok(Seed::Mean));
    assert_eq!("888".parse(), Ok(Seed::One(888)));
    let error = "imagenet".parse::<Dataset>().unwrap_err().to_string();
    assert_eq!(
        error,
        "unknown data set \"imagenet\"; one of cifar10-valid, cifar10, cifar100, ImageNet16-120 is expected"
    );
}

/// The release's files hold exactly the `splits` of each data set.
#[test]
fn splits_are_those_in_the_files() {
    let query = |dataset, split| Query {
        dataset,
        split,
        epochs: Epochs::TwoHundred,
        seed: Seed::Mean,
        metric: Metric::Accuracy,
    };
    for &dataset in Dataset::ALL {
        let queries: Vec<Query> = Split::ALL.iter().map(|&split| query(dataset, split)).collect();
        let records = read_official(&fixture("v1_1.pth"), &queries).unwrap().records;
        for (number, split) in Split::ALL.iter().enumerate() {
            assert_eq!(
                records[0].values[number].is_some(),
                dataset.splits().contains(split),
                "{dataset} {split}"
            );
        }
    }
}

#[test]
fn a_folder_without_the_list_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs_err::copy(fixture("nats-simple/000001.pickle.pbz2"), folder.path().join("000001.pickle.pbz2"))
        .unwrap();
    let error = read_official(folder.path(), &[]).unwrap_err();
    assert!(matches!(&error, Error::Missing { wanted: "meta.pickle.pbz2", .. }), "{error}");
}
