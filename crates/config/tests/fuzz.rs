//! Damaged configs: an answer or an error, soon and in little memory.

use std::path::Path;

use config::{AblationConfig, Config, SearchConfig, command};

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
            assert_eq!(command(&text), None);
            let error = Config::parse("c.yaml", &text, &[]).unwrap_err();
            assert!(error.problem.contains("so many brackets are no config"), "{start}{nested}: {error}");
            assert_eq!(error.line, Some(text.lines().count() as u32));
        }
    }
}
