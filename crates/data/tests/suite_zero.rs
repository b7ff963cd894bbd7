//! NAS-Bench-Suite-Zero's files as proxies and labels, and its tuples against published tables.

#[path = "../../study/tests/common/mod.rs"]
mod common;

use data::Data;
use std::path::{Path, PathBuf};

use benchmark::SearchSpace;
use config::Config;
use data::suite_zero::export;
use nasbench101::NasBench101;
use nasbench201::{Cell, NasBench201};
use proptest::prelude::*;
use table::Table;

fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name).display().to_string()
}

/// A table of the shared benchmark data, or `None` if the folder does not exist (an error in CI).
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
        let data = Data::load(&study).unwrap();
        assert_eq!(data.labels[0].labelled(), 12);
        // One value is a bare NaN in the older file.
        assert_eq!(data.columns[0].labelled(), if name.contains("older") { 11 } else { 12 });
        let json: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&file).unwrap().replace("NaN", "null")).unwrap();
        let datasets = json.get("nasbench201").unwrap_or(&json);
        for (tuple, values) in datasets["cifar10"].as_object().unwrap() {
            assert_eq!(data.labels[0].get(&cell(tuple)), values["val_accuracy"].as_f64());
        }
    }
}

#[test]
fn a_file_lists_its_architectures() {
    let newer = fixture("suite_zero_newer.json");
    let text = format!(
        "study: zero\nspace: {{name: nasbench201, architectures: {{file: '{newer}'}}}}\nproxies: [params]\n"
    );
    assert_eq!(Data::load(&common::study(&text)).unwrap().architectures.len(), 12);
    let older = text.replace("newer", "older");
    let error = Data::load(&common::study(&older)).unwrap_err().to_string();
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
            "`(0, 1, 2, 3, 4, 5)` is not a nasbench201 architecture: a tuple of NASLib",
        ),
        (format!("{{file: '{flat}', column: grasp}}"), "holds no object of proxies"),
    ] {
        let error = Data::load(&common::study(&config(&column, &label))).unwrap_err().to_string();
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

/// Reads `proxy` of a file with this text as a column proxy; the label is `y` in it.
fn load(text: &[u8], name: &str) -> Result<Data, data::DataError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, text).unwrap();
    let file = file.display();
    let (column, label) = (
        format!("{{file: '{file}', column: proxy}}"),
        format!("{{source: table, file: '{file}', column: y}}"),
    );
    Data::load(&common::study(&config(&column, &label)))
}

fn cell(tuple: &str) -> String {
    Cell::from_key(tuple).unwrap().to_string()
}

#[test]
fn a_text_is_the_number_it_spells_or_missing_or_an_error() {
    let with = |value: &str| {
        format!(
            "{{\"d\": {{\"(0, 0, 0, 0, 0, 0)\": {{\"proxy\": 1, \"y\": 1}},\n \"(1, 0, 0, 0, 0, 0)\": {{\"proxy\": {value}, \"y\": 2}}}}}}"
        )
    };
    for (value, right) in [
        ("\"97.1\"", Some(97.1)),
        ("{\"score\": \" 1e3 \"}", Some(1000.0)),
        ("true", Some(1.0)),
        ("{\"time\": 3}", None),
        ("{\"score\": null}", None),
        ("\"n/a\"", None),
        ("\"\"", None),
        ("NaN", None),
        ("-Infinity", None),
    ] {
        let data = load(with(value).as_bytes(), "z.json").unwrap();
        assert_eq!(data.columns[0].get(&cell("(1, 0, 0, 0, 0, 0)")), right, "{value}");
        assert_eq!(data.columns[0].get(&cell("(0, 0, 0, 0, 0, 0)")), Some(1.0), "{value}");
    }
    for value in ["\"97,1\"", "\"fast\"", "{\"score\": \"12 ms\"}", "[1]", "{\"score\": {\"score\": 1}}"] {
        let error = load(with(value).as_bytes(), "z.json").unwrap_err().to_string();
        assert!(error.contains("z.json: architecture `(1, 0, 0, 0, 0, 0)`, `proxy`: "), "{error}");
        assert!(error.contains("is not a number"), "{error}");
    }
}

#[test]
fn a_key_twice_is_an_error_with_both_places() {
    let both = |first: &str, second: &str| format!("{{\"d\": {{{first},\n  {second}}}}}");
    let values = |proxy: u8| format!("{{\"proxy\": {proxy}, \"y\": 1}}");
    let named = |tuple: &str, proxy: u8| format!("\"{tuple}\": {}", values(proxy));
    let tuple = "(0, 0, 0, 0, 0, 0)";
    for (text, parts) in [
        (
            both(&named(tuple, 1), &named(tuple, 1)),
            ["in `d`: `(0, 0, 0, 0, 0, 0)` is there twice", "line 1 column 8 and again at line 2 column 3"],
        ),
        (
            both(
                &named("(1, 0, 0, 0, 0, 0)", 1),
                &format!("\"{tuple}\": {{\"proxy\": 1, \"y\": 1, \"proxy\": 2}}"),
            ),
            [
                "in `d.(0, 0, 0, 0, 0, 0)`: `proxy` is there twice",
                "line 2 column 26 and again at line 2 column 46",
            ],
        ),
        (
            r#"{"d": {"\u0064": NaN}, "\u0064": 1}"#.to_owned(),
            ["`d` is there twice", "line 1 column 2 and again at line 1 column 31"],
        ),
    ] {
        let error = load(text.as_bytes(), "z.json").unwrap_err().to_string();
        assert!(parts.iter().all(|part| error.contains(part)), "{error}");
    }
    // Two spellings of one architecture: one value, or an error that names both.
    let spellings = |second: u8| {
        both(&named(tuple, 1), &format!("{}, {}", named("(0,0,0,0,0,0)", second), named("(1,0,0,0,0,0)", 5)))
    };
    assert_eq!(load(spellings(1).as_bytes(), "z.json").unwrap().columns[0].get(&cell(tuple)), Some(1.0));
    let error = load(spellings(2).as_bytes(), "z.json").unwrap_err().to_string();
    assert!(
        error.contains("`(0, 0, 0, 0, 0, 0)` has the proxy proxy 1 and `(0,0,0,0,0,0)` has 2"),
        "{error}"
    );
}

#[test]
fn a_file_may_be_packed_or_marked() {
    let text = "{\"d\": {\"(0, 0, 0, 0, 0, 0)\": {\"proxy\": 3, \"y\": 1}}}";
    let marked = ["\u{feff}", text].concat();
    let mut wide = vec![0xff, 0xfe];
    wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, text.as_bytes()).unwrap();
    for (name, bytes) in
        [("z.json", marked.into_bytes()), ("z.json", wide), ("z.json.gz", packed.finish().unwrap())]
    {
        let data = load(&bytes, name).unwrap();
        assert_eq!(data.columns[0].get(&cell("(0, 0, 0, 0, 0, 0)")), Some(3.0), "{name}");
    }
}

#[test]
fn scores_go_out_and_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let scores = folder.path().join("scores.csv");
    let (first, second) = (cell("(0, 1, 2, 3, 4, 0)"), cell("(1, 1, 1, 1, 1, 1)"));
    let rows = format!(
        "arch,proxy,score,status\n{first},epsilon_f32,0.25,scored\n{second},epsilon_f32,NaN,zero_over_zero\n\
         {first},params,3,scored\n{second},params,4,scored\n"
    );
    std::fs::write(&scores, rows).unwrap();
    let json = export(&scores, &NasBench201::new(32), "cifar10").unwrap();
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
    let data = Data::load(&common::study(&text)).unwrap();
    assert_eq!((data.columns[0].get(&first), data.columns[0].get(&second)), (Some(0.25), None));
    assert_eq!(data.labels[0].get(&second), Some(4.0));
    let error = export(&scores, &NasBench101::new(32), "cifar10").unwrap_err().to_string();
    assert!(error.contains("row 2") && error.contains("nasbench101"), "{error}");
}

#[test]
fn tuples_are_those_of_the_published_tables() {
    if let Some(table) = shared("nasbench201/proxies_suite_zero_cifar10.csv") {
        let rows = table.text("naslib_op_indices").unwrap().into_iter().zip(table.text("arch").unwrap());
        let mut count = 0;
        for (tuple, arch) in rows {
            assert_eq!(cell(&tuple), arch);
            assert_eq!(Cell::from_key(&arch).unwrap().naslib_tuple(), tuple);
            count += 1;
        }
        assert_eq!(count, 9_445);
    }
    if let Some(table) = shared("nasbench101/proxies_naslib_500.csv") {
        let space = NasBench101::new(32);
        let rows = table.text("naslib_tuple").unwrap().into_iter().zip(table.text("hash").unwrap());
        let mut count = 0;
        for (tuple, hash) in rows {
            let module = space.parse(&tuple).unwrap();
            assert_eq!(module.key(), hash, "{tuple}");
            // A pruned cell has another tuple, but is the same module.
            let again = module.naslib_tuple().unwrap();
            assert_eq!(space.parse(&again).unwrap().key(), hash, "{again}");
            count += 1;
        }
        assert_eq!(count, 500);
    }
}

proptest! {
    #[test]
    fn any_text_is_a_key_or_an_error(text in "[(\\[]?[0-9, ]{0,80}[)\\]]?|.{0,80}", space in 0..2_usize) {
        let (cells, modules) = (NasBench201::new(32), NasBench101::new(32));
        let space: &dyn SearchSpace = [&cells as &dyn SearchSpace, &modules][space];
        // Skips hashes: looking one up would enumerate all modules.
        prop_assume!(text.trim().len() != 32);
        if let Ok(found) = space.parse(&text) {
            let tuple = found.naslib_tuple().unwrap();
            let again = space.parse(&tuple).unwrap();
            prop_assert_eq!(again.key(), found.key());
        }
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
        let _ = Data::load(&common::study(&text)).map(drop);
    }
}
