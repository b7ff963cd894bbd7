//! The labels in the `analog-nasbench` package: all 15,625 cells, trained on CIFAR-10 independently of NAS-Bench-201.
//!
//! The package was made to study networks on analog hardware, but its baseline is plain digital training, and it can be
//! downloaded from PyPI in seconds.

use std::path::Path;

use pickle::{Globals, Meaning, Value};

use super::Error;
use crate::Cell;

/// The wheel's file name.
pub const WHEEL: &str = "analog_nasbench-0.1.3-py3-none-any.whl";
/// The member of the wheel that holds the labels.
const MEMBER: &str = "analognasbench/data.anb";

/// The names of the accuracies in the package. All are CIFAR-10 test accuracies in percent.
///
/// `baseline_accuracy` is standard digital training, comparable to other benchmarks' accuracies. `ptq` and `qat` are
/// quantised after and during training; `noisy` is the baseline and `analog` a hardware-aware training, both evaluated
/// with analog noise; a `drift` is either of these after that many seconds of conductance drift (the mean over
/// repetitions).
pub const LABELS: [&str; 13] = [
    "baseline_accuracy",
    "ptq_accuracy",
    "qat_accuracy",
    "noisy_accuracy",
    "analog_accuracy",
    "baseline_drift_60",
    "baseline_drift_3600",
    "baseline_drift_86400",
    "baseline_drift_2592000",
    "analog_drift_60",
    "analog_drift_3600",
    "analog_drift_86400",
    "analog_drift_2592000",
];

/// The labels of one cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The cell as NAS-Bench-201 writes it.
    pub arch: String,
    /// Its accuracies in percent, in the order of [`LABELS`].
    pub values: [f64; LABELS.len()],
}

/// Reads the labels from the package's wheel, in its order (ascending by key, as numbers).
///
/// # Errors
/// If the wheel cannot be read, holds no labels, or a label is not a number.
pub fn read(wheel: &Path) -> Result<Vec<Record>, Error> {
    let module = "analognasbench.data";
    let globals = Globals::none().allow(module, "Architecture", Meaning::Opaque).allow(
        module,
        "DriftMeasurement",
        Meaning::Opaque,
    );
    let found = super::wheel::read(wheel, MEMBER, &globals, cell, labels)?;
    Ok(found.into_iter().map(|(arch, values)| Record { arch, values }).collect())
}

/// The cell of a key, which is six NASLib numbers.
fn cell(key: &Value) -> Option<String> {
    let numbers =
        key.as_tuple()?.iter().map(|number| u8::try_from(number.as_int()?).ok()).collect::<Option<Vec<_>>>();
    Cell::from_naslib(&numbers?).map(|cell| cell.to_string())
}

fn labels(object: &Value) -> Result<[f64; LABELS.len()], String> {
    let state = object.state().ok_or_else(|| format!("is {}, not an object", object.kind()))?;
    let state = state.as_dict().ok_or("has no attributes")?;
    let mut values = [0.0; LABELS.len()];
    for (name, cell) in LABELS.iter().zip(&mut values) {
        let value = state.get(name).ok_or_else(|| format!("has no attribute {name}"))?;
        let drift = value.state().and_then(|state| state.as_dict()?.get("value")?.as_number());
        *cell = value.as_number().or(drift).ok_or_else(|| format!("has no number as {name}"))?;
    }
    Ok(values)
}
