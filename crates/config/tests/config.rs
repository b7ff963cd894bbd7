//! What a config may hold, and what is said of one that is wrong.

#[path = "../../study/tests/common/mod.rs"]
mod common;

use std::fmt::Write as _;

use config::Config;
use proptest::prelude::*;

const GOOD: &str = "\
study: good
seed: 3
space:
  name: nasbench201
  image_size: 32
  architectures: all
batch: {kind: cifar10, file: data/cifar10/data_batch_1.bin, size: 256}
proxies:
  - epsilon:
      weights: [1e-7, 1]
      precision: f32
  - params
  - column: {file: other.csv, column: synflow}
labels:
  - name: test
    source: table
    file: labels.csv
    column: cifar10_test
    direction: maximize
";

const LONG_COLUMN: &str = "column: \
                           sssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss\
                           ynflow";

/// The error of a config, or `no error`.
fn error(text: &str, overrides: &[&str]) -> String {
    let overrides: Vec<String> = overrides.iter().map(ToString::to_string).collect();
    match Config::parse("test.yaml", text, &overrides).and_then(|(config, source)| config.check(&source)) {
        Ok(_) => "no error".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn errors_name_line_and_field_and_say_what_would_be_right() {
    let cases: &[(&str, &str, &str)] = &[
        ("an unknown field", "precision: f32", "precison: f32"),
        ("an unknown field at the top", "seed: 3", "sede: 3"),
        ("a missing field", "  name: nasbench201\n", ""),
        ("a field of the wrong type", "seed: 3", "seed: three"),
        ("a weight of 0", "[1e-7, 1]", "[0, 1]"),
        ("equal weights", "[1e-7, 1]", "[1, 1]"),
        ("one weight", "[1e-7, 1]", "[1]"),
        ("an infinite weight", "[1e-7, 1]", "[.inf, 1]"),
        ("a weight that f32 has not", "[1e-7, 1]", "[1e-50, 1]"),
        ("weights that f32 does not tell apart", "[1e-7, 1]", "[1.000000001, 1]"),
        ("zeros neither missing nor kept", "seed: 3", "seed: 3\nstatistics: {zero_scores: kep}"),
        ("an unknown precision", "precision: f32", "precision: f23"),
        ("a batch of 1", "size: 256", "size: 1"),
        ("a batch that is no number", "size: 256", "size: many"),
        ("an unknown batch", "kind: cifar10", "kind: cifar11"),
        ("a batch without its file", "file: data/cifar10/data_batch_1.bin, ", ""),
        ("a batch with a file too many", "kind: cifar10", "kind: grey"),
        ("images of another size", "image_size: 32", "image_size: 16"),
        ("images that networks can't halve", "image_size: 32", "image_size: 33"),
        ("an unknown space", "name: nasbench201", "name: nasbench-201"),
        ("an empty sample", "architectures: all", "architectures: {sample: 0}"),
        ("a sample larger than the space", "architectures: all", "architectures: {sample: 15626}"),
        ("half a set of architectures", "architectures: all", "architectures: some"),
        ("an unknown proxy", "- params", "- parms"),
        ("a proxy whose name no file can have", "column: synflow", LONG_COLUMN),
        ("a proxy twice", "- params", "- params\n  - params"),
        ("an unknown source", "source: table", "source: tabel"),
        ("a label without its column", "    column: cifar10_test\n", ""),
        ("a label with a field of another source", "direction: maximize", "split: x-test"),
        ("an unknown direction", "direction: maximize", "direction: max"),
        ("a name that is no folder", "study: good", "study: ../good"),
        ("seeds of one", "direction: maximize", "seeds: {columns: [a]}"),
        ("a method that is none", "seed: 3", "statistics: {intervals: {method: percentil}}"),
        ("a level in percent", "seed: 3", "statistics: {intervals: {level: 95}}"),
        ("one resample", "seed: 3", "statistics: {intervals: {resamples: 1}}"),
        ("an unknown cluster", "seed: 3", "statistics: {clusters: function}"),
        ("an unknown test", "seed: 3", "statistics: {comparisons: {tests: [william]}}"),
        ("an unknown correction", "seed: 3", "statistics: {comparisons: {correction: bonferroni}}"),
        ("a comparison with nothing", "seed: 3", "statistics: {comparisons: {against: epsilon}}"),
        ("the best none", "seed: 3", "statistics: {top_k: [10, 0]}"),
        ("a control that is none", "seed: 3", "statistics: {partial: [parms]}"),
        ("a setting that is none", "seed: 3", "statistics: {interval: none}"),
        ("what is no YAML", "seed: 3", "seed: [3"),
    ];
    let mut text = String::new();
    for (what, from, to) in cases {
        assert!(GOOD.contains(from), "{from}");
        let message = error(&GOOD.replacen(from, to, 1), &[]);
        let _ = writeln!(text, "{what}\n    {}", message.replace('\n', "\n    "));
    }
    assert!(!text.contains("no error"), "{text}");
    insta::assert_snapshot!("config_errors", text);
}

/// The numbers are far above the memory of any machine, so that nothing may be allocated before they are refused.
#[test]
fn what_does_not_fit_into_memory_is_refused_at_its_line() {
    let images = "study: s\nspace: {name: nasbench201, image_size: 512}\nproxies: [epsilon, params]\n";
    let text = "study: s\nspace: {name: nasbenchnlp, recipes: r.txt}\nproxies: [epsilon, params]\n";
    for (space, batch, place, advice) in [
        (
            images,
            "batch:\n  kind: grey\n  size: 1000000\n",
            "test.yaml:6:9: batch.size: ",
            "the size of the images",
        ),
        (images, "batch: {kind: cifar10, file: x}\n", "batch.kind: cifar10 images are 32x32", "image_size"),
        (
            text,
            "batch: {kind: tokens, steps: 16384, size: 1048576}\n",
            "test.yaml:4:43: batch.size: ",
            "the number of samples, of steps or of tokens",
        ),
    ] {
        let message = error(&format!("{space}{batch}"), &[]);
        assert!(message.contains(place) && message.contains(advice), "{message}");
        assert!(message.contains("EPSILON_MAX_MEMORY_MB") || message.contains("image_size"), "{message}");
    }
}

#[test]
fn settings_are_laid_over_the_file() {
    assert_eq!(error(GOOD, &["batch.size=64", "proxies.0.epsilon.precision=f64"]), "no error");
    let (config, source) = Config::parse(
        "test.yaml",
        GOOD,
        &["batch.size=64".to_owned(), "statistics.common_subset=false".to_owned()],
    )
    .unwrap();
    assert!(!config.statistics.common_subset);
    assert_eq!(config.batch.clone().unwrap().size, Some(64));
    assert!(config.check(&source).is_ok());
    for (setting, part) in [
        ("batch.size=1", "the score needs 2 samples"),
        ("proxies.7.epsilon.precision=f64", "has 3 elements"),
        ("batch.size", "write it as key=value"),
        ("batch.sise=3", "did you mean `size`?"),
        ("seed.x=3", "plain value"),
    ] {
        let message = error(GOOD, &[setting]);
        assert!(message.contains(part), "{message}");
        assert!(message.contains(&format!("--set {setting}")), "{message}");
    }
}

/// Beside a setting of the command line the parser sees no lines.
#[test]
fn a_wrong_word_has_its_line_unless_it_is_a_setting() {
    let wrong = GOOD.replace("precision: f32", "precision: f23");
    let message = error(&wrong, &["seed=4"]);
    let place =
        "test.yaml:11:18: proxies[0].epsilon.precision: `f23` is not a precision: use one of f32, f64";
    assert!(message.starts_with(place), "{message}");
    let message = error(GOOD, &["batch.kind=cifar11"]);
    assert!(message.starts_with("test.yaml: batch.kind: `cifar11` is not a kind of batch"), "{message}");
    assert!(message.contains("did you mean `cifar10`?"), "{message}");
}

#[test]
fn fields_without_a_word_are_left_out() {
    for (field, empty) in [("precision: f32", "precision:"), ("direction: maximize", "direction: ~")] {
        assert_eq!(error(&GOOD.replace(field, empty), &[]), "no error");
    }
}

#[test]
fn the_resolved_config_is_the_same_study() {
    for text in [GOOD, common::SMALL] {
        let study = common::study(text);
        let resolved = serde_yaml::to_string(&study.resolved).unwrap();
        let again = common::study(&resolved);
        assert_eq!(again.resolved, study.resolved);
        assert_eq!(again.proxies, study.proxies);
        assert_eq!(again.labels, study.labels);
    }
}

#[test]
fn names_tell_settings_apart() {
    let names: Vec<String> =
        common::study(common::SMALL).proxies.into_iter().map(|proxy| proxy.name).collect();
    assert_eq!(names, ["epsilon_1e-7_1e0_f32", "epsilon_1e-4_1e0_f32", "params"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_give_a_config_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("any.yaml");
        std::fs::write(&path, bytes).unwrap();
        let _ = Config::read(&path, &[]).map(|(config, source)| config.check(&source).map(drop));
    }

    #[test]
    fn a_config_with_one_byte_changed_gives_a_config_or_an_error(at in 0..GOOD.len(), byte in 0_u8..128) {
        let mut bytes = GOOD.as_bytes().to_vec();
        bytes[at] = byte;
        let text = String::from_utf8(bytes).unwrap();
        let _ = error(&text, &[]);
    }
}
