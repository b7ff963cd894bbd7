//! The registry that the program comes with.

use std::collections::BTreeSet;
use std::path::{Component, Path};

use fetch::{find, providing, sets};

#[test]
fn every_entry_is_whole() {
    let (mut names, mut paths) = (BTreeSet::new(), BTreeSet::new());
    for set in sets() {
        assert!(names.insert(&set.name), "{} is there twice", set.name);
        assert_eq!(find(&set.name).unwrap().name, set.name);
        assert!(set.described.starts_with("http"), "{}", set.name);
        assert!(set.paths().count() > 0, "{}", set.name);
        for path in set.paths() {
            assert!(paths.insert(path.to_owned()), "{} is there twice", path.display());
            assert!(path.starts_with("data"), "{}", path.display());
            assert!(path.components().all(|part| matches!(part, Component::Normal(_))), "{}", path.display());
            assert_eq!(providing(path).unwrap().name, set.name);
        }
    }
    assert_eq!(providing(Path::new("./data/cifar100/train.bin")).unwrap().name, "cifar100");
    assert!(providing(Path::new("data/cifar100")).is_none());
    let error = find("cifar").unwrap_err().to_string();
    assert!(error.contains("no data set `cifar`") && error.contains("cifar10, cifar100"), "{error}");
}

/// What a config names and a set provides has to stay one.
#[test]
fn configs_name_files_that_sets_provide() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../configs");
    let mut provided = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let paths =
            text.split(|letter: char| " ,{}\n\"'".contains(letter)).filter(|word| word.starts_with("data/"));
        provided.extend(paths.filter_map(|path| providing(Path::new(path))).map(|set| set.name.as_str()));
    }
    for name in [
        "cifar10",
        "cifar100",
        "imagenet16",
        "nasbench101",
        "nasbench201",
        "nats-sss",
        "nasbenchnlp",
        "ptb",
        "suite-zero",
        "training-free-nas",
    ] {
        assert!(provided.contains(name), "no config names a file of {name}");
    }
}

/// Every config says of each file where it comes from.
#[test]
fn configs_name_the_command_for_each_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../configs");
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // The schema lies beside them.
        if path.extension().is_none_or(|kind| kind != "yaml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let settings = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        let words = settings.flat_map(|line| line.split([' ', ',', '{', '}', '"', '\'']));
        let named: BTreeSet<&str> = words.filter(|word| word.starts_with("data/")).collect();
        for file in named {
            let line = text.lines().find(|line| line.starts_with(&format!("#   {file}: ")));
            let line = line.unwrap_or_else(|| panic!("{} does not say where {file} is from", path.display()));
            if let Some(set) = providing(Path::new(file)) {
                assert!(line.contains(&format!(": epsilon data fetch {}", set.name)), "{line}");
                assert_eq!(line.ends_with("(says where to get it)"), set.by_hand.is_some(), "{line}");
            } else {
                // Made of an official file, which a set provides.
                let words: Vec<&str> = line.split(' ').collect();
                let at = words.iter().position(|word| *word == "labels").expect(line) + 1;
                assert!(words[..at].ends_with(&["epsilon", "data", "labels"]), "{line}");
                assert!(words.ends_with(&["--out", file]), "{line}");
                let official = format!("#   {}: epsilon data fetch ", words[at]);
                assert!(text.contains(&official), "{}: no `{official}`", path.display());
            }
            files += 1;
        }
    }
    assert!(files > 40, "{files}");
}
