//! NAS-Bench-Suite-Zero's files as proxies and labels, and its tuples against published tables.

mod common;

use std::path::{Path, PathBuf};

use benchmark::SearchSpace as _;
use nasbench101::{ModuleSpec, NasBench101};
use proptest::prelude::*;
use study::config::Config;
use study::suite_zero::{export, from_tuple, to_tuple};
use table::Table;

fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name).display().to_string()
}

/// A table of the shared benchmark data, or `None` where the folder is not there (an error in CI).
fn shared(name: &str) -> Option<Table> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("EPSILON_SHARED_DATA").map_or(default, PathBuf::from);
    let path = folder.join(name);
    if path.exists() {
        return Some(Table::read(&path).unwrap());
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
    eprintln!("skipped: {} is not there", path.display());
    None
}

fn config(column: &str, label: &str) -> String {
    format!(
        "study: zero\nspace: {{name: nasbench201}}\nproxies:\n  - params\n  - column: {column}\nlabels:\n  - {label}\n"
    )
}

#[test]
fn proxies_and_labels_come_from_either_layout() {
    for name in ["suite_zero_older.json", "suite_zero_newer.json"] {
        let file = fixture(name);
        let text = config(
            &format!("{{file: '{file}', dataset: cifar10, column: grasp}}"),
            &format!(
                "{{name: accuracy, source: table, file: '{file}', dataset: cifar10, column: val_accuracy}}"
            ),
        );
        let study = common::study(&text);
        let resolved = serde_yaml::to_string(&study.resolved).unwrap();
        assert_eq!(common::study(&resolved).resolved, study.resolved);
        let data = study.load().unwrap();
        assert_eq!(data.labels[0].labelled(), 12);
        // One is a bare NaN in the older file.
        assert_eq!(data.columns[0].labelled(), if name.contains("older") { 11 } else { 12 });
        let json: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&file).unwrap().replace("NaN", "null")).unwrap();
        let datasets = json.get("nasbench201").unwrap_or(&json);
        for (tuple, values) in datasets["cifar10"].as_object().unwrap() {
            let arch = from_tuple("nasbench201", tuple).unwrap();
            assert_eq!(data.labels[0].get(&arch), values["val_accuracy"].as_f64());
            assert_eq!(to_tuple("nasbench201", &arch).as_ref(), Some(tuple));
        }
    }
}

#[test]
fn a_file_lists_its_architectures() {
    let newer = fixture("suite_zero_newer.json");
    let text = format!(
        "study: zero\nspace: {{name: nasbench201, architectures: {{file: '{newer}'}}}}\nproxies: [params]\n"
    );
    assert_eq!(common::study(&text).load().unwrap().architectures.len(), 12);
    let older = text.replace("newer", "older");
    let error = common::study(&older).load().unwrap_err().to_string();
    assert!(error.contains("name one of its data sets"), "{error}");
}

#[test]
fn what_is_wrong_is_named() {
    let file = fixture("suite_zero_older.json");
    let label = format!("{{source: table, file: '{file}', dataset: cifar10, column: val_accuracy}}");
    let folder = tempfile::tempdir().unwrap();
    let bad = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let torn = bad("torn.json", "{\"cifar10\": {\"(0, 1");
    let tuple = bad("tuple.json", "{\"cifar10\": {\"(0, 1, 2, 3, 4, 5)\": {\"grasp\": 1}}}");
    let flat = bad("flat.json", "{\"cifar10\": {\"(0, 1, 2, 3, 4, 0)\": 3}}");
    for (column, part) in [
        (
            format!("{{file: '{file}', dataset: cifar10, column: snap}}"),
            "the first has flops, params, synflow",
        ),
        (format!("{{file: '{file}', column: grasp}}"), "name one of its data sets: cifar10, ImageNet16-120"),
        (format!("{{file: '{file}', dataset: cifar, column: grasp}}"), "no data set `cifar`"),
        (format!("{{file: '{torn}', column: grasp}}"), "not a JSON object"),
        (
            format!("{{file: '{tuple}', column: grasp}}"),
            "`(0, 1, 2, 3, 4, 5)` is no architecture of nasbench201",
        ),
        (format!("{{file: '{flat}', column: grasp}}"), "holds no object of proxies"),
    ] {
        let error = common::study(&config(&column, &label)).load().unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }
    for (column, label, part) in [
        ("{file: a.json, key: arch, column: x}", "{source: analog-nasbench}", "proxies[1].column.key"),
        (
            "{file: a.csv, dataset: cifar10, column: x}",
            "{source: analog-nasbench}",
            "proxies[1].column.dataset",
        ),
        (
            "{file: a.csv, column: x}",
            "{source: table, file: a.csv, dataset: d, column: y}",
            "labels[0].dataset",
        ),
        ("{file: a.csv, column: x}", "{source: table, file: a.json, key: k, column: y}", "labels[0].key"),
    ] {
        let parsed = Config::parse("t.yaml", &config(column, label), &[]);
        let error = parsed.and_then(|(config, source)| config.check(&source)).err().unwrap().to_string();
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn scores_go_out_and_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let scores = folder.path().join("scores.csv");
    let cell = |tuple: &str| from_tuple("nasbench201", tuple).unwrap();
    let (first, second) = (cell("(0, 1, 2, 3, 4, 0)"), cell("(1, 1, 1, 1, 1, 1)"));
    let rows = format!(
        "arch,proxy,score,status\n{first},epsilon_f32,0.25,scored\n{second},epsilon_f32,NaN,zero_over_zero\n\
         {first},params,3,scored\n{second},params,4,scored\n"
    );
    std::fs::write(&scores, rows).unwrap();
    let json = export(&scores, "nasbench201", "cifar10").unwrap();
    assert_eq!(
        json.to_string(),
        "{\"cifar10\":{\"(0, 1, 2, 3, 4, 0)\":{\"epsilon_f32\":{\"score\":0.25},\"params\":{\"score\":3.0}},\
         \"(1, 1, 1, 1, 1, 1)\":{\"epsilon_f32\":{\"score\":null},\"params\":{\"score\":4.0}}}}"
    );
    let file = folder.path().join("out.json");
    std::fs::write(&file, json.to_string()).unwrap();
    let text = config(
        &format!("{{file: '{}', column: epsilon_f32}}", file.display()),
        &format!("{{source: table, name: back, file: '{}', column: params}}", file.display()),
    );
    let data = common::study(&text).load().unwrap();
    assert_eq!((data.columns[0].get(&first), data.columns[0].get(&second)), (Some(0.25), None));
    assert_eq!(data.labels[0].get(&second), Some(4.0));
    let error = export(&scores, "nasbench101", "cifar10").unwrap_err().to_string();
    assert!(error.contains("row 2") && error.contains("nasbench101"), "{error}");
}

#[test]
fn tuples_are_those_of_the_published_tables() {
    if let Some(table) = shared("nasbench201/proxies_suite_zero_cifar10.csv") {
        let rows = table.text("naslib_op_indices").unwrap().into_iter().zip(table.text("arch").unwrap());
        let mut count = 0;
        for (tuple, arch) in rows {
            assert_eq!(from_tuple("nasbench201", &tuple).as_deref(), Some(arch.as_str()));
            assert_eq!(to_tuple("nasbench201", &arch), Some(tuple));
            count += 1;
        }
        assert_eq!(count, 9_445);
    }
    if let Some(table) = shared("nasbench101/proxies_naslib_500.csv") {
        let space = NasBench101::new(32);
        let rows = table.text("naslib_tuple").unwrap().into_iter().zip(table.text("hash").unwrap());
        let mut count = 0;
        for (tuple, hash) in rows {
            let cell = from_tuple("nasbench101", &tuple).unwrap();
            assert_eq!(space.canonical(&cell).unwrap(), hash, "{cell}");
            // Pruned, a cell has another tuple, which is the same module.
            let spec: ModuleSpec = cell.parse().unwrap();
            let again = to_tuple("nasbench101", &spec.to_string()).unwrap();
            assert_eq!(space.canonical(&from_tuple("nasbench101", &again).unwrap()).unwrap(), hash);
            count += 1;
        }
        assert_eq!(count, 500);
    }
}

proptest! {
    #[test]
    fn any_text_is_a_tuple_or_none(text in ".{0,80}", space in 0..3_usize) {
        let space = ["nasbench201", "nasbench101", "other"][space];
        if let Some(arch) = from_tuple(space, &text) {
            prop_assert!(to_tuple(space, &arch).is_some());
        }
        let _ = to_tuple(space, &text);
    }

    #[test]
    fn a_damaged_file_is_an_error_or_a_file(at in 0..2_000_usize, byte in 32_u8..127) {
        let mut bytes = std::fs::read(fixture("suite_zero_older.json")).unwrap();
        let place = at % bytes.len();
        bytes[place] = byte;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("damaged.json");
        std::fs::write(&file, bytes).unwrap();
        let text = config(
            &format!("{{file: '{}', dataset: cifar10, column: grasp}}", file.display()),
            &format!("{{source: table, file: '{}', dataset: cifar10, column: val_accuracy}}", file.display()),
        );
        let _ = common::study(&text).load().map(drop);
    }
}
