//! A real file in the official layout, against values that a Python script read from it.

mod common;

use std::path::Path;

use nasbench101::{Dataset, LoadOptions, MacroConfig, ModuleHash, network};

const COLUMNS: [&str; 14] = [
    "hash",
    "epochs",
    "trial",
    "matrix",
    "operations",
    "parameters",
    "half_time",
    "half_train",
    "half_valid",
    "half_test",
    "time",
    "train",
    "valid",
    "test",
];

#[test]
fn every_value_and_every_hash() -> Result<(), Box<dyn std::error::Error>> {
    let Some(folder) = common::shared() else { return Ok(()) };
    let options = LoadOptions { verify_hashes: true, ..LoadOptions::default() };
    let dataset = Dataset::load(&folder.join("ecnas_4v9e.tfrecord"), &options)?;
    assert_eq!((dataset.records(), dataset.skipped().count), (1092, 0));
    assert_eq!(dataset.modules().len(), 91);
    assert_eq!(dataset.epochs(), [4, 12, 36, 108]);
    for module in dataset.modules() {
        let graph = network(module.spec, &MacroConfig::default())?;
        assert_eq!(module.trainable_parameters.map(u64::from), Some(graph.parameters()), "{}", module.spec);
    }

    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ecnas_expected.csv");
    let rows = common::rows(&fixture, COLUMNS);
    assert_eq!(rows.len(), 156);
    for row in rows {
        let [hash, epochs, trial, matrix, operations, parameters, values @ ..] = row;
        let index = dataset.position(hash.parse::<ModuleHash>()?).ok_or("a module of the file")?;
        let module = &dataset.modules()[index];
        assert_eq!(common::encode::module(module.spec), (matrix, operations.replace(' ', ",")));
        assert_eq!(module.trainable_parameters, Some(parameters.parse()?));
        let mut trials = dataset.trials(index, epochs.parse()?);
        assert_eq!(trials.len(), 3);
        let trial = trials.nth(trial.parse()?).ok_or("a trial")?;
        let found = [trial.halfway, trial.last]
            .map(|m| [m.training_time, m.train_accuracy, m.valid_accuracy, m.test_accuracy]);
        let expected: Vec<f64> = values.iter().map(|value| value.parse()).collect::<Result<_, _>>()?;
        assert_eq!(found.as_flattened(), expected);
    }
    Ok(())
}

#[test]
fn one_length_of_training_only() -> Result<(), Box<dyn std::error::Error>> {
    let Some(folder) = common::shared() else { return Ok(()) };
    let path = folder.join("ecnas_4v9e.tfrecord");
    let all = Dataset::load(&path, &LoadOptions::default())?;
    let some = Dataset::load(&path, &LoadOptions { epochs: Some(36), ..LoadOptions::default() })?;
    assert_eq!((some.epochs(), some.records()), (vec![36], 1092));
    for label in ["valid_36", "test_36_halfway_max", "time_36_trial1"] {
        let label = label.parse()?;
        let column = some.column(&label);
        assert!(column.iter().all(Option::is_some));
        assert_eq!(column, all.column(&label));
        let named = some.label_column(&label)?;
        let third = all.modules()[3].hash;
        assert_eq!(named.labelled(), 91);
        assert_eq!((named.get(&third.to_string()), all.label(third, &label)), (column[3], column[3]));
    }
    assert!(some.column(&"valid_4".parse()?).iter().all(Option::is_none));
    assert!(some.label_column(&"valid_4".parse()?).is_err());
    Ok(())
}
