//! Recipes, training logs and tables of runs of NAS-Bench-NLP through a study.

#[path = "../../study/tests/common/mod.rs"]
mod common;

use data::Data;
use std::fmt::Write as _;
use std::path::Path;

use benchmark::keys;
use config::{Config, Study};
use proptest::prelude::*;

const PLAIN: &str =
    r#"{"f":{"op":"linear","input":["x","h_prev_0"]},"h_new_0":{"op":"activation_tanh","input":["f"]}}"#;

/// The plain cell with another activation.
fn recipe(activation: &str) -> String {
    PLAIN.replace("tanh", activation)
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

/// Three recipes with numbers, and a table of runs: the second one's diverged once, the third's always.
fn benchmark(folder: &Path) {
    let mut recipes = String::new();
    for (index, activation) in ["tanh", "sigm", "leaky_relu"].into_iter().enumerate() {
        let (first, second) = (1000 + index, 2000 + index);
        let recipe = recipe(activation);
        let _ = writeln!(
            recipes,
            r#"{{"arch_index": {index}, "recepie_ids": [{first}, {second}], "recepie": {recipe}}}"#
        );
    }
    write(folder, "recipes.jsonl", &recipes);
    let runs = "arch_index,log_name,loss\n0,log_stats_model_1000_2020-04-15.json,5\n0,runs/log_stats_model_2000_2020.json,6\n\
                1,log_stats_model_1001_x.json,4\n1,log_stats_model_2001_x.json,\n2,log_stats_model_1002_x.json,NaN\n";
    write(folder, "runs.csv", runs);
}

fn log(id: u64, activation: &str, losses: &str, status: &str) -> String {
    let recipe = recipe(activation).replace('"', "\\\"");
    format!(
        r#"{{"data": "data/ptb", "recepie_id": {id}, "emsize": 400, "nhid": 600, "nlayers": 3, "tied": true,
            "epochs": 2, "recepie": "{recipe}", "num_params": 5731600, "train_losses": {losses}, "val_losses": {losses},
            "test_losses": {losses}, "status": "{status}"}}"#
    )
}

fn study(folder: &Path, space: &str, labels: &str) -> Study {
    let text = format!(
        "study: recipes\nspace: {{name: nasbenchnlp, {space}}}\nproxies:\n  - params\nlabels:\n{labels}"
    );
    let (config, source) =
        Config::parse("test.yaml", &text.replace("DIR", &folder.display().to_string()), &[]).unwrap();
    config.check(&source).unwrap()
}

const RECIPES: &str = "recipes: DIR/recipes.jsonl";

#[test]
fn runs_of_one_recipe_become_one_label_under_any_of_its_names() {
    let folder = tempfile::tempdir().unwrap();
    benchmark(folder.path());
    for key in ["arch_index", "log_name"] {
        for (aggregate, expected) in [
            ("mean", [Some(5.5), Some(4.0), None]),
            ("min", [Some(5.0), Some(4.0), None]),
            ("max", [Some(6.0), Some(4.0), None]),
            ("count", [Some(2.0), Some(1.0), Some(0.0)]),
        ] {
            let label = format!(
                "  - {{source: table, file: DIR/runs.csv, key: {key}, column: loss, aggregate: {aggregate}, direction: minimize}}"
            );
            let study = study(folder.path(), RECIPES, &label);
            let data = Data::load(&study).unwrap();
            assert_eq!(keys(&data.architectures), ["0", "1", "2"]);
            let values: Vec<Option<f64>> =
                data.architectures.iter().map(|one| data.labels[0].get(one.key())).collect();
            assert_eq!(values, expected, "{key}, {aggregate}");
            let again = common::study(&serde_yaml::to_string(&study.resolved).unwrap());
            assert_eq!(again.labels, study.labels);
        }
    }
    // Without an `aggregate`, a second row is an error.
    let label = "  - {source: table, file: DIR/runs.csv, key: arch_index, column: loss}";
    let error = Data::load(&study(folder.path(), RECIPES, label)).unwrap_err();
    assert!(error.to_string().contains("twice"), "{error}");
}

#[test]
fn logs_are_both_the_recipes_and_their_labels() {
    let folder = tempfile::tempdir().unwrap();
    let logs = folder.path().join("logs");
    std::fs::create_dir(&logs).unwrap();
    for (id, activation, losses, status) in [
        (7, "tanh", "[5.0, 4.0]", "OK"),
        (8, "sigm", "[5.0, NaN]", "loss is nan!"),
        (9, "tanh", "[5.0, 3.0]", "OK"),
    ] {
        write(&logs, &format!("log_stats_model_{id}_2020.json"), &log(id, activation, losses, status));
    }
    let label = |column: &str, policy: &str| {
        format!("  - {{source: nasbenchnlp-logs, file: DIR/logs, column: {column}, bad_records: {policy}}}")
    };
    let values = |column: &str| {
        let study = study(folder.path(), "recipes: DIR/logs", &label(column, "stop"));
        assert_eq!(study.labels[0].direction, benchmark::Direction::Minimize);
        let data = Data::load(&study).unwrap();
        assert_eq!(keys(&data.architectures), ["7", "8"]);
        ["7", "8"].map(|key| data.labels[0].get(key))
    };
    assert_eq!(values("final_test_loss"), [Some(3.5), None]);
    assert_eq!(values("best_test_loss"), [Some(3.5), Some(5.0)]);

    // A bad log stops the run, or is counted and reported, both for recipes and for labels.
    write(&logs, "log_stats_model_10_2020.json", "{\"recepie\": ");
    for (space, policy) in [("recipes: DIR/logs", "skip"), ("recipes: DIR/logs, bad_records: skip", "stop")] {
        let error = Data::load(&study(folder.path(), space, &label("best_test_loss", policy))).unwrap_err();
        assert!(error.to_string().contains("log_stats_model_10_2020.json: not a training log"), "{error}");
    }
    let space = "recipes: DIR/logs, bad_records: skip";
    let data = Data::load(&study(folder.path(), space, &label("best_test_loss", "skip"))).unwrap();
    assert_eq!(keys(&data.architectures), ["7", "8"]);
    assert_eq!(data.skipped.iter().map(|skipped| skipped.count).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn what_is_wrong_with_recipes_is_said_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    benchmark(folder.path());
    let label = "  - {source: table, file: DIR/runs.csv, key: arch_index, column: loss, aggregate: mean}";
    let good = std::fs::read_to_string(folder.path().join("recipes.jsonl")).unwrap();
    for (bad, part) in [
        (PLAIN.replace("tanh", "than"), "line 4: node `h_new_0` has the unknown operation"),
        (PLAIN.to_owned(), "line 4: the recipe stood before"),
        (
            format!(r#"{{"arch_index": 1000, "recepie": {}}}"#, PLAIN.replace("\"f\"", "\"g\"")),
            "line 4: another recipe has the number 1000",
        ),
        ("[".repeat(100_000), "line 4: not a recipe"),
    ] {
        write(folder.path(), "recipes.jsonl", &format!("{good}{bad}\n"));
        let error = Data::load(&study(folder.path(), RECIPES, label)).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
        let space = format!("{RECIPES}, bad_records: skip");
        let data = Data::load(&study(folder.path(), &space, label)).unwrap();
        assert_eq!((data.architectures.len(), data.skipped[0].count), (3, 1));
    }
    write(folder.path(), "recipes.jsonl", "\n");
    let error = Data::load(&study(folder.path(), RECIPES, label)).unwrap_err().to_string();
    assert!(error.contains("holds no recipe"), "{error}");
}

#[test]
fn settings_that_do_not_fit_are_errors_with_their_place() {
    let cases = [
        ("{name: nasbenchnlp}", "give space.recipes"),
        ("{name: nasbench201, recipes: x}", "has an enumeration of its own"),
        ("{name: nasbenchnlp, recipes: x, bad_records: keep}", "use one of stop, skip"),
        (
            "{name: nasbenchnlp, architectures: {file: x}, bad_records: skip}",
            "it is about the file of recipes",
        ),
    ];
    for (space, part) in cases {
        let text = format!("study: x\nspace: {space}\nproxies: [params]\n");
        let checked =
            Config::parse("test.yaml", &text, &[]).and_then(|(config, source)| config.check(&source));
        let Err(error) = checked else { panic!("{space}") };
        assert!(error.to_string().contains(part) && error.to_string().contains("test.yaml:2:"), "{error}");
    }
    for (label, part) in [
        ("source: nasbenchnlp-logs, file: x, column: final_test_accuracy", "unknown label"),
        (
            "source: nasbenchnlp-logs, file: x, column: final_test_loss, aggregate: median",
            "mean, min, max, count",
        ),
        ("source: analog-nasbench, aggregate: mean", "takes no aggregate"),
    ] {
        let text =
            format!("study: x\nspace: {{name: nasbench201}}\nproxies: [params]\nlabels: [{{{label}}}]\n");
        let checked =
            Config::parse("test.yaml", &text, &[]).and_then(|(config, source)| config.check(&source));
        let Err(error) = checked else { panic!("{label}") };
        assert!(error.to_string().contains(part), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_recipes_logs_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300), start in 0_usize..4) {
        let folder = tempfile::tempdir().unwrap();
        benchmark(folder.path());
        let starts: [&[u8]; 4] = [b"", b"PK\x03\x04", b"{\"recepie\": {\"", b"{\"arch_index\": 1, \"recepie\": "];
        let file = folder.path().join("recipes.jsonl");
        std::fs::write(&file, [starts[start], &bytes].concat()).unwrap();
        for label in [
            "  - {source: table, file: DIR/runs.csv, key: arch_index, column: loss, aggregate: mean}",
            "  - {source: nasbenchnlp-logs, file: DIR/recipes.jsonl, column: final_test_loss, bad_records: skip}",
        ] {
            for space in [RECIPES, "recipes: DIR/recipes.jsonl, bad_records: skip", "architectures: {file: DIR/recipes.jsonl}"] {
                let _ = Data::load(&study(folder.path(), space, label));
            }
        }
    }

    #[test]
    fn deeply_nested_recipes_are_errors(depth in 1_usize..200_000, bracket in prop::sample::select(vec!["[", "{\"a\":", "{\"recepie\":"])) {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "recipes.jsonl", &bracket.repeat(depth));
        for space in [RECIPES, "architectures: {file: DIR/recipes.jsonl}"] {
            prop_assert!(Data::load(&study(folder.path(), space, "  []")).is_err());
        }
    }
}
