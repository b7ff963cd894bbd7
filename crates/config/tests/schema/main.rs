//! The schema of configs: current, obeyed by all configs, and never stricter than the program.

mod damage;
mod instances;
mod reference;

use std::path::{Path, PathBuf};

use config::{AblationConfig, Config, ConfigError, SearchConfig, schema};
use damage::{damaged, text_of};
use jsonschema::Validator;
use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// With EPSILON_UPDATE set, a file that is generated is written; without it, it has to be what it would be.
fn assert_current(name: &str, text: &str) {
    let path = root().join(name);
    if std::env::var_os("EPSILON_UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == text,
        "{name} is not current: EPSILON_UPDATE=1 cargo test --release --test schema updates it"
    );
}

fn validator() -> Validator {
    jsonschema::validator_for(&schema()).unwrap()
}

/// All configs of this repository: name, text, and what stands in it.
fn configs() -> Vec<(String, String, Value)> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(root().join("configs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        let value = serde_yaml::from_str(&text).unwrap();
        (path.file_name().unwrap().to_string_lossy().into_owned(), text, value)
    };
    paths.iter().map(read).collect()
}

/// What the program says of the types in a config, and of their values.
fn program(text: &str, overrides: &[String]) -> (Option<ConfigError>, Option<ConfigError>) {
    fn read<T, C>(
        parsed: Result<(T, config::ConfigText), ConfigError>,
        check: impl Fn(T, &config::ConfigText) -> Result<C, ConfigError>,
    ) -> (Option<ConfigError>, Option<ConfigError>) {
        match parsed {
            Ok((config, source)) => (None, check(config, &source).err()),
            Err(error) => (Some(error), None),
        }
    }
    match config::command(text) {
        Some("ablate") => read(AblationConfig::parse("a.yaml", text, overrides), AblationConfig::check),
        Some("search") => read(SearchConfig::parse("a.yaml", text, overrides), SearchConfig::check),
        _ => read(Config::parse("a.yaml", text, overrides), Config::check),
    }
}

#[test]
fn the_schema_in_configs_is_current() {
    assert_current("configs/schema.json", &format!("{:#}\n", schema()));
}

#[test]
fn the_reference_is_current() {
    let path = "docs/config.md";
    let text = std::fs::read_to_string(root().join(path)).unwrap();
    let (before, rest) = text.split_once(reference::BEGIN).unwrap();
    let (_, after) = rest.split_once(reference::END).unwrap();
    let fields = reference::fields(&schema());
    assert_current(path, &format!("{before}{}\n\n{fields}{}{after}", reference::BEGIN, reference::END));
}

#[test]
fn every_config_points_to_the_schema_and_obeys_it() {
    let validator = validator();
    let configs = configs();
    assert!(configs.len() > 20);
    for (name, text, value) in configs {
        assert!(
            text.starts_with("# yaml-language-server: $schema=schema.json\n"),
            "{name} does not point to the schema"
        );
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
    }
}

#[test]
fn what_is_wrong_is_refused() {
    let validator = validator();
    let config = |text: &str| -> Value { serde_yaml::from_str(text).unwrap() };
    let good =
        "{study: s, space: {name: nasbench201}, batch: {kind: grey, size: 64}, proxies: [epsilon, params]}";
    assert!(validator.is_valid(&config(good)));
    for (from, to) in [
        ("batch", "bacth"),
        ("kind: grey", "kind: greyish"),
        ("kind: grey", "kind: [grey]"),
        ("size: 64", "size: many"),
        ("size: 64", "size: 1"),
        ("size: 64", "size: 1.5"),
        ("nasbench201", "nasbench202"),
        ("params", "parms"),
        ("params", "{epsilon: {precision: f23}}"),
        ("params", "{epsilon: {weights: [1]}}"),
        ("params", "{}"),
        ("study: s, ", ""),
        ("proxies", "grid: {}, proxies"),
        ("proxies", "search: {}, proxies"),
        ("study: s", "study: s, statistics: {intervals: {level: 95}}"),
        ("study: s", "study: s, labels: [{source: table, file: 3, direction: up}]"),
    ] {
        let text = good.replacen(from, to, 1);
        assert!(!validator.is_valid(&config(&text)), "{text}");
    }
}

/// An editor that marks what runs is a nuisance.
#[test]
fn what_the_schema_refuses_the_program_refuses() {
    let validator = validator();
    let (mut refused, mut accepted) = (0, 0);
    for (name, _, value) in configs() {
        for damaged in damaged(&value) {
            if damaged.is_null_text || validator.is_valid(&damaged.value) {
                accepted += 1;
                continue;
            }
            refused += 1;
            let text = text_of(&damaged.value);
            let (types, values) = program(&text, &[]);
            let what =
                || validator.iter_errors(&damaged.value).map(|error| error.to_string()).collect::<Vec<_>>();
            assert!(types.or(values).is_some(), "{name}, {}: {:?}", damaged.what, what());
        }
    }
    // Else the damage is none, or too plain.
    assert!(refused > 1_000 && accepted > 100, "{refused} refused, {accepted} accepted");
}

#[test]
fn errors_name_line_and_field_and_no_type_of_rust() {
    for value in instances::roots(&schema()) {
        let text = text_of(&value);
        let (types, _) = program(&text, &[]);
        assert!(types.is_none(), "{types:?}\n{text}");
        for damaged in damaged(&value) {
            let (file, _) = program(&text_of(&damaged.value), &[]);
            let laid: Vec<String> = damaged.setting.iter().cloned().collect();
            let (set, _) = program(&text, &laid);
            for error in file.iter().chain(set.iter().filter(|_| !laid.is_empty())) {
                let message = error.to_string();
                assert!(is_plain(&error.problem), "{}: {message}", damaged.what);
                assert!(!error.field.is_empty() || !damaged.inside, "{}: {message}", damaged.what);
            }
            if let Some(error) = file {
                assert!(error.line.is_some(), "{}: {error}", damaged.what);
            }
        }
    }
}

/// Whether a sentence has no words of serde or Rust in it, but for what it quotes.
fn is_plain(problem: &str) -> bool {
    let unquoted: String = problem.split('`').step_by(2).collect();
    let words = [
        "struct", "enum", "variant", "usize", "expected", "invalid", "sequence", "unit", "integer",
        "floating",
    ];
    let types = ["u16", "u32", "u64", "i64"];
    let camel = |word: &str| {
        let letters: Vec<char> = word.chars().collect();
        letters.windows(2).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase())
    };
    unquoted.split(|letter: char| !letter.is_alphanumeric()).all(|word| {
        !words.contains(&word) && !types.contains(&word) && (!camel(word) || word.starts_with("ImageNet"))
    })
}

/// A default in the schema is what the program takes where a field is left out.
#[test]
fn defaults_are_those_of_the_program() {
    let text = "
study: s
space: {name: nasbench201, recipes: ~}
batch: {kind: constant}
proxies: [epsilon, params, {column: {file: a.csv, column: b}}, {combine: {of: [params, b]}}]
labels: [{source: nasbench201-official, file: a, dataset: cifar10, split: ori-test}, {source: table, file: a, column: c}]
";
    let words =
        "study: s\nspace: {name: nasbenchnlp, recipes: a}\nproxies: [epsilon]\nbatch: {kind: tokens}\n";
    let ablation = "study: s\nspace: {name: nasbench201}\nbatch: {kind: grey}\ngrid: {}\n";
    let search =
        "study: s\nspace: {name: nasbench201}\nsearch: {}\nlabels: [{source: table, file: a, column: b}]\n";
    let run = |text| {
        let (config, source) = Config::parse("a.yaml", text, &[]).unwrap();
        json!(config.check(&source).unwrap().resolved)
    };
    let (config, source) = AblationConfig::parse("a.yaml", ablation, &[]).unwrap();
    let ablation = json!(config.check(&source).unwrap().resolved);
    let (config, source) = SearchConfig::parse("a.yaml", search, &[]).unwrap();
    let search = json!(config.check(&source).unwrap().resolved);
    let schema = schema();
    let mut compared = Vec::new();
    for (root, value) in [("run", run(text)), ("run", run(words)), ("ablate", ablation), ("search", search)] {
        instances::defaults(&schema, &schema["definitions"][root], &value, root, &mut compared);
    }
    let differing: Vec<&(String, bool)> = compared.iter().filter(|(_, equal)| !equal).collect();
    assert!(differing.is_empty(), "{differing:?}");
    assert!(compared.len() > 40, "{compared:?}");
}
