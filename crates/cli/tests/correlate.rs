//! `epsilon correlate`: what it warns of, and tables with little in them.

mod common;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use common::{call, folder};
use serde_json::Value;

/// Writes a table, correlates its column `x` with `y`, and gives the exit code, the only object and stderr.
fn correlate(folder: &Path, rows: &str, more: &[&str]) -> (i32, Value, String) {
    std::fs::write(folder.join("t.csv"), rows).unwrap();
    let base = ["correlate", "t.csv", "--score", "x", "--label", "y"];
    let (code, stdout, stderr) = call(folder, &[&base[..], more, &["--format", "json"]].concat());
    // What a person sees must come out, too.
    let (same, table, _) = call(folder, &[&base[..], more].concat());
    assert_eq!((same, table.is_empty()), (code, code != 0), "{table}");
    let mut json: Value = serde_json::from_str(&stdout).unwrap_or(Value::Null);
    (code, json.get_mut(0).map(Value::take).unwrap_or_default(), stderr)
}

fn causes(object: &Value) -> Vec<String> {
    let warnings = object["warnings"].as_array().unwrap().iter();
    warnings.map(|warning| warning["cause"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn warnings_are_on_stderr_and_with_the_score_they_are_about() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = "tied,constant,label\n".to_owned();
    for row in 0..150 {
        let _ = writeln!(
            rows,
            "{},{},{}",
            row / 2,
            if row < 9 { "NA" } else { "3" },
            if row % 5 == 0 { row.to_string() } else { String::new() }
        );
    }
    std::fs::write(folder.path().join("t.csv"), rows).unwrap();
    let base = ["correlate", "t.csv", "--score", "tied,constant", "--label", "label"];
    let (code, stdout, stderr) = call(folder.path(), &[&base[..], &["--format", "json"]].concat());
    assert_eq!(code, 0, "{stderr}");
    let json: Value = serde_json::from_str(&stdout).unwrap();
    let [tied, constant] = [causes(&json[0]), causes(&json[1])];
    let about = |list: &[String], part: &str| list.iter().any(|cause| cause.contains(part));
    assert!(about(&tied, "150 of 150 tied scores (100.0 %) are shared"), "{tied:?}");
    assert!(about(&constant, "all 141 constant scores are 3"), "{constant:?}");
    assert!(about(&constant, "9 of 150 architectures have no constant score in the files"), "{constant:?}");
    assert!(!about(&tied, "constant") && !about(&constant, "tied"), "{tied:?} {constant:?}");
    for list in [&tied, &constant] {
        assert!(about(list, "only 30 of 150 architectures have the label label"), "{list:?}");
        assert!(about(list, "architectures have both a score"), "{list:?}");
        assert!(list.iter().all(|cause| stderr.contains(&format!("warning: {cause}"))), "{stderr}");
    }
    let (_, table, _) = call(folder.path(), &base);
    assert!(table.contains("30 / 150 (20.0 %)"), "{table}");
    assert!(table.contains("30 of the 150 architectures have the label label"), "{table}");
}

#[test]
fn little_is_said_of_little() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    // Nothing to rank.
    let (code, _, stderr) = correlate(at, "x,y\n1,NaN\n2,\n", &[]);
    assert_eq!(code, 4);
    assert!(stderr.contains("t.csv: the label `y` has no finite value in 2 rows"), "{stderr}");
    let (code, _, stderr) = correlate(at, "x,y\n", &[]);
    assert_eq!(code, 4, "{stderr}");
    // Nothing that ranks.
    for (rows, cause) in [
        ("x,y\nNA,1\n,2\nnull,3\n", "3 of 3 architectures have no x score in the files"),
        ("x,y\n7,1\n7,2\n7,3\n", "all 3 x scores are 7, so they rank nothing"),
        ("x,y\n1,5\n2,5\n3,5\n", "all y labels are the same"),
        ("x,y\n1,5\n2,\n3,\n", "only 1 of 3 architectures have the label y"),
    ] {
        let (code, found, stderr) = correlate(at, rows, &[]);
        assert_eq!(code, 0, "{rows}: {stderr}");
        assert_eq!((&found["spearman"], &found["spearman_low"]), (&Value::Null, &Value::Null), "{rows}");
        assert!(causes(&found).iter().any(|found| found.contains(cause)), "{rows}: {:?}", causes(&found));
    }
    // Two or three rows have coefficients, but say nothing of how sure they are.
    for rows in ["x,y\n1,5\n2,6\n", "x,y\n1,5\n2,7\n3,6\n"] {
        for interval in ["percentile", "bca", "fisher", "bonett-wright", "fieller"] {
            let (code, found, stderr) = correlate(at, rows, &["--interval", interval]);
            assert_eq!(code, 0, "{stderr}");
            assert!(found["spearman"].is_number(), "{found}");
            assert_eq!(found["spearman_low"], Value::Null, "{interval}, {rows}");
        }
    }
}

#[test]
fn a_row_without_a_cluster_stands_alone() {
    let folder = tempfile::tempdir().unwrap();
    for missing in ["", " ", "NaN", "NA", "n/a", "None", "null", "<NA>"] {
        let mut rows = "x,y,c\n".to_owned();
        for row in 0..20 {
            let cluster = if row % 2 == 0 { missing.to_owned() } else { format!("c{}", row % 5) };
            let _ = writeln!(rows, "{row},{},{cluster}", row * 7 % 20);
        }
        let (code, found, stderr) = correlate(folder.path(), &rows, &["--cluster", "c"]);
        assert_eq!(code, 0, "{stderr}");
        // Ten rows alone, and the five names of the others.
        assert_eq!(found["clusters"]["count"], 15, "`{missing}`");
        assert_eq!(found["clusters"]["largest"], 2, "`{missing}`");
        assert!(!stderr.contains("--cluster"), "{stderr}");
    }
    let rows = (0..20).fold("x,y\n".to_owned(), |rows, row| format!("{rows}{row},{}\n", row * 7 % 20));
    let (_, _, stderr) = correlate(folder.path(), &rows, &[]);
    assert!(stderr.contains("rows as independent") && stderr.contains("--cluster COL"), "{stderr}");
    let (_, _, stderr) = correlate(folder.path(), &rows, &["--interval", "none"]);
    assert!(!stderr.contains("independent"), "{stderr}");
}

#[test]
fn a_run_and_a_table_have_the_same_interval() {
    let folder = folder();
    let at = folder.path();
    let settings = ["--set", "statistics={clusters: none, intervals: {seed: 5}}"];
    let (code, _, stderr) = call(at, &[&["run", "small.yaml", "--out", "run"][..], &settings].concat());
    assert_eq!(code, 0, "{stderr}");
    let read = |name: &str| std::fs::read_to_string(at.join(name)).unwrap();
    let labels = read("labels.csv");
    let accuracy: HashMap<&str, &str> = labels
        .lines()
        .skip(1)
        .map(|line| line.rsplitn(3, ',').collect::<Vec<_>>())
        .map(|cells| (cells[2], cells[1]))
        .collect();
    let mut rows = "x,y\n".to_owned();
    for line in read("run/scores.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        if cells[1] == "params" {
            let _ = writeln!(rows, "{},{}", cells[2], accuracy[cells[0]]);
        }
    }
    let (_, found, _) = correlate(at, &rows, &["--seed", "5"]);
    let summary: Value = serde_json::from_str(&read("run/summary.json")).unwrap();
    let of_run = summary["correlations"].as_array().unwrap();
    let of_run = of_run.iter().find(|row| row["score"] == "params" && row["subset"] == "own").unwrap();
    for name in ["n", "spearman", "spearman_low", "spearman_high", "kendall_tau_b_low", "kendall_tau_b_high"]
    {
        assert!(found[name].is_number() && found[name] == of_run[name], "{name}: {found} {of_run}");
    }
}

#[test]
fn a_run_says_how_many_have_the_label() {
    let folder = folder();
    let at = folder.path();
    let labels = std::fs::read_to_string(at.join("labels.csv")).unwrap();
    let some: Vec<&str> =
        labels.lines().enumerate().filter(|(row, _)| row % 8 == 0).map(|(_, line)| line).collect();
    std::fs::write(at.join("labels.csv"), some.join("\n") + "\n").unwrap();
    let (code, stdout, stderr) = call(at, &["run", "small.yaml", "--out", "all"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stderr.contains("warning: only ") && stderr.contains("of 200 architectures have the label test"),
        "{stderr}"
    );
    assert!(stdout.contains(" / 200 (") && stdout.contains("of the 200 architectures"), "{stdout}");
    let labelled = ["--set", "space.architectures={sample: 200, of: labelled}"];
    let (code, stdout, stderr) =
        call(at, &[&["run", "small.yaml", "--out", "labelled"][..], &labelled].concat());
    assert_eq!(code, 0, "{stderr}");
    assert!(!stderr.contains("have the label") && stdout.contains("200 / 200 (100.0 %)"), "{stderr}{stdout}");
    // The resolved config draws the same, and a shard scores its part of them.
    assert_eq!(call(at, &["run", "labelled/config.yaml", "--out", "again"]).0, 0);
    for shard in ["1/2", "2/2"] {
        let (code, _, stderr) =
            call(at, &["run", "labelled/config.yaml", "--out", "parts", "--shard", shard]);
        assert_eq!(code, 0, "{stderr}");
    }
    let (code, _, stderr) = call(at, &["merge", "parts"]);
    assert_eq!(code, 0, "{stderr}");
    let scores = |run: &str| std::fs::read(at.join(run).join("scores.csv")).unwrap();
    assert!(scores("again") == scores("labelled") && scores("parts") == scores("labelled"));
}

#[test]
fn a_run_is_correlated_from_its_own_table() {
    let folder = folder();
    let at = folder.path();
    let (code, _, stderr) = call(at, &["run", "small.yaml", "--out", "run"]);
    assert_eq!(code, 0, "{stderr}");
    let wide = table::Table::read(&at.join("run/architectures.csv")).unwrap();
    let columns =
        ["arch", "index", "function", "epsilon_f32", "epsilon_f32_status", "params", "params_status", "test"];
    assert_eq!((wide.columns(), wide.height()), (&columns.map(str::to_owned)[..], 200));
    // Every score and status of the long table, and every label of the study.
    let long = table::Table::read(&at.join("run/scores.csv")).unwrap();
    let (scores, status) = (long.numbers("score").unwrap(), long.text("status").unwrap());
    for (number, proxy) in ["epsilon_f32", "params"].into_iter().enumerate() {
        let rows = number * 200..(number + 1) * 200;
        let same = |(a, b): (&f64, &f64)| a == b || a.is_nan() && b.is_nan();
        assert!(wide.numbers(proxy).unwrap().iter().zip(&scores[rows.clone()]).all(same), "{proxy}");
        assert_eq!(wide.text(&format!("{proxy}_status")).unwrap(), status[rows], "{proxy}");
    }
    let labels = table::Table::read(&at.join("labels.csv")).unwrap();
    let labelled: HashMap<String, f64> =
        labels.text("arch").unwrap().into_iter().zip(labels.numbers("accuracy").unwrap()).collect();
    let archs = wide.text("arch").unwrap();
    assert_eq!(wide.numbers("test").unwrap(), archs.iter().map(|arch| labelled[arch]).collect::<Vec<_>>());
    // The folder, its long table, and the table itself.
    let correlate = |file: &str, more: &[&str]| {
        let asked = ["correlate", file, "--score", "epsilon_f32", "--label", "test", "--format", "json"];
        let (code, stdout, stderr) = call(at, &[&asked[..], more].concat());
        assert_eq!(code, 0, "{stderr}");
        (stdout, stderr)
    };
    let (found, said) = correlate("run", &[]);
    assert!(said.contains("rows with the same `function` are drawn as one"), "{said}");
    assert_eq!(correlate("run/scores.csv", &[]).0, found);
    assert_eq!(correlate("run/architectures.csv", &[]).0, found);
    let (apart, said) = correlate("run", &["--cluster", "none"]);
    assert!(apart != found && said.contains("take rows as independent"), "{said}");
    let found: Value = serde_json::from_str(&found).unwrap();
    let run = table::Table::read(&at.join("run/correlations.csv")).unwrap();
    assert_eq!(found[0]["spearman"].as_f64().unwrap(), run.numbers("spearman").unwrap()[0]);
    // A folder that is no run.
    let (code, _, stderr) = call(at, &["correlate", ".", "--score", "a", "--label", "b"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("is no finished run"), "{stderr}");
}
