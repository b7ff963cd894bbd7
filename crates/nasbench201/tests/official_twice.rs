//! Duplicate or missing results in a release never become an answer.

use std::path::{Path, PathBuf};

use bzip2::Compression;
use bzip2::read::BzEncoder;
use nasbench201::files::{Dataset, Epochs, Error, Metric, Query, Release, Seed, Split, read_official};
use tempfile::TempDir;

const QUERY: Query = Query {
    dataset: Dataset::Cifar10,
    split: Split::OriTest,
    epochs: Epochs::TwoHundred,
    seed: Seed::Mean,
    metric: Metric::Accuracy,
};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/files/nats-simple").join(name)
}

/// A copy of the valid release with additional files, each a copy of one of its own.
fn folder(more: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let own = ["meta.pickle.pbz2", "000000.pickle.pbz2", "000001.pickle.pbz2", "000002.pickle.pbz2"];
    for (name, source) in own.map(|name| (name, name)).into_iter().chain(more.iter().copied()) {
        fs_err::copy(fixture(source), folder.path().join(name)).unwrap();
    }
    folder
}

fn read(path: &Path) -> Result<Release, Error> {
    read_official(path, &[QUERY])
}

/// A tar file of copies of files of the valid release.
fn read_tar(members: &[(&str, &str)]) -> Result<Release, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("release.tar");
    let mut tar = tar::Builder::new(fs_err::File::create(&path).unwrap());
    for (name, source) in members {
        tar.append_path_with_name(fixture(source), name).unwrap();
    }
    tar.finish().unwrap();
    read(&path)
}

/// The error, which must name both places.
fn twice(result: Result<Release, Error>, wanted: &str, places: [&str; 2]) {
    let error = result.unwrap_err();
    let Error::Twice { what, first, second } = &error else { panic!("{error}") };
    assert_eq!(what, wanted);
    assert!(first.to_string().contains(places[0]) && second.to_string().contains(places[1]), "{error}");
}

#[test]
fn two_files_of_one_architecture() {
    let folder = folder(&[("1.pickle.pbz2", "000001.pickle.pbz2")]);
    let places = ["000001.pickle.pbz2", "/1.pickle.pbz2"];
    twice(read(folder.path()), "the results of architecture 1", places);
}

#[test]
fn two_members_of_one_architecture_or_two_lists() {
    let meta = ("a/meta.pickle.pbz2", "meta.pickle.pbz2");
    let (long, short) =
        (("a/000001.pickle.pbz2", "000001.pickle.pbz2"), ("a/1.pickle.pbz2", "000001.pickle.pbz2"));
    assert_eq!(read_tar(&[meta, long]).unwrap().absent.unwrap().count, 4);
    twice(read_tar(&[long, meta, short]), "the results of architecture 1", ["a/000001.", "a/1."]);
    twice(read_tar(&[meta, long, long]), "the results of architecture 1", ["a/000001.", "a/000001."]);
    twice(
        read_tar(&[meta, long, ("b/meta.pickle.pbz2", "meta.pickle.pbz2")]),
        "the architectures of the release",
        ["a/meta.", "b/meta."],
    );
}

#[test]
fn results_of_another_architecture() {
    let folder = folder(&[("000003.pickle.pbz2", "000002.pickle.pbz2")]);
    let error = read(folder.path()).unwrap_err().to_string();
    for part in
        ["000003.pickle.pbz2: ", "the results of index 3 say", "|none~0|nor_conv_3x3~1|", "meta.pickle.pbz2"]
    {
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn a_release_without_some_or_all_of_its_files() {
    let folder = folder(&[]);
    let release = read(folder.path()).unwrap();
    let absent = release.absent.unwrap();
    assert_eq!((absent.path.as_path(), absent.count, absent.listed), (folder.path(), 2, Some(5)));
    assert_eq!(release.records.len(), 5);
    assert_eq!(release.records.iter().filter(|record| record.values[0].is_some()).count(), 3);
    for index in 0..3 {
        fs_err::remove_file(folder.path().join(format!("{index:06}.pickle.pbz2"))).unwrap();
    }
    let error = read(folder.path()).unwrap_err();
    assert!(matches!(&error, Error::Missing { wanted: "results of an architecture", .. }), "{error}");
}

/// Whole benchmarks in one file, written by hand.
#[test]
fn repetitions_within_a_pickle() {
    let text = |text: &str| [b"X", &(text.len() as u32).to_le_bytes()[..], text.as_bytes()].concat();
    let dict = |items: &[(Vec<u8>, Vec<u8>)]| {
        let items = items.iter().flat_map(|(key, value)| [&key[..], value].concat());
        [b"}(".to_vec(), items.collect(), b"u".to_vec()].concat()
    };
    let list = |items: &[Vec<u8>]| [b"](".to_vec(), items.concat(), b"e".to_vec()].concat();
    let run = dict(&[(text("train_acc1es"), dict(&[])), (text("epochs"), b"K\x00".to_vec())]);
    let key = [text("cifar10"), b"M\x09\x03\x86".to_vec()].concat();
    let seeds = |seeds: &[Vec<u8>]| dict(&[(text("cifar10"), list(seeds))]);
    let one = b"M\x09\x03".to_vec();
    let schedule = |arch: &str, runs: &[(Vec<u8>, Vec<u8>)], listed: &[Vec<u8>]| {
        dict(&[
            (text("arch_str"), text(arch)),
            (text("all_results"), dict(runs)),
            (text("dataset_seed"), seeds(listed)),
        ])
    };
    let sound = schedule("a", &[(key.clone(), run.clone())], std::slice::from_ref(&one));
    let read = |archs: &[Vec<u8>], infos: &[(Vec<u8>, Vec<u8>)]| {
        let root =
            [dict(&[(text("meta_archs"), list(archs)), (text("arch2infos"), dict(infos))]), b".".to_vec()]
                .concat();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("whole.pickle.pbz2");
        let mut encoder = BzEncoder::new(&root[..], Compression::fast());
        std::io::copy(&mut encoder, &mut fs_err::File::create(&path).unwrap()).unwrap();
        read(&path)
    };
    let archs = [text("a"), text("b")];
    let index = |index: u8| vec![b'K', index];
    let full = |state: &Vec<u8>| dict(&[(text("full"), state.clone())]);
    assert_eq!(read(&archs, &[(index(0), full(&sound))]).unwrap().absent.unwrap().count, 1);

    twice(
        read(&archs, &[(index(0), full(&sound)), (index(0), full(&sound))]),
        "the results of architecture 0",
        ["arch2infos[0]", "arch2infos[0]"],
    );
    let problem = |result: Result<Release, Error>, part: &str| {
        let error = result.unwrap_err().to_string();
        assert!(error.contains("whole.pickle.pbz2") && error.contains(part), "{error}");
    };
    let same = [text("a"), text("b"), text(" a")];
    problem(read(&same, &[(index(0), full(&sound))]), "meta_archs[0] and meta_archs[2] are the same cell");
    let both = dict(&[(text("full"), sound.clone()), (text("200"), sound.clone())]);
    problem(read(&archs, &[(index(0), both)]), "index 0 has two results of 200 epochs");
    let other = schedule("b", &[], &[]);
    let both = dict(&[(text("full"), sound.clone()), (text("less"), other)]);
    problem(read(&archs, &[(index(0), both)]), "are those of");
    let runs = [(key.clone(), run.clone()), (key.clone(), run.clone())];
    problem(
        read(&archs, &[(index(0), full(&schedule("a", &runs, std::slice::from_ref(&one))))]),
        "the run on cifar10 with the seed 777 is there twice",
    );
    let listed = [one.clone(), one.clone()];
    problem(
        read(&archs, &[(index(0), full(&schedule("a", &[(key, run)], &listed)))]),
        "the seeds of cifar10 list 777 twice",
    );
}
