use std::path::PathBuf;

use epsilon::Precision;

use super::{Aggregate, BatchSpec, Start};
use crate::backends::BackendKind;

/// What ranks architectures without training.
#[derive(Clone, Debug, PartialEq)]
pub struct Proxy {
    /// Its name in tables and files; no two proxies of a study share one.
    pub name: String,
    /// What it is.
    pub kind: ProxyKind,
}

/// The kinds of proxy.
#[derive(Clone, Debug, PartialEq)]
pub enum ProxyKind {
    /// Number of trainable parameters.
    Params,
    /// Multiply-accumulate operations for one sample.
    Flops,
    /// The epsilon score in one setting.
    Epsilon(EpsilonSetting),
    /// A column of a table.
    Column(ColumnSource),
}

/// One setting of epsilon.
#[derive(Clone, Debug, PartialEq)]
pub struct EpsilonSetting {
    /// What the score is taken between.
    pub start: Start,
    /// The arithmetic.
    pub precision: Precision,
    /// What runs the networks.
    pub backend: BackendKind,
    /// The samples.
    pub batch: BatchSpec,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSource {
    /// A `.csv` or `.parquet` file, or a `.json` file of NAS-Bench-Suite-Zero.
    pub file: PathBuf,
    /// Where in the file the architectures are.
    pub place: ColumnPlace,
    /// The column of the scores.
    pub column: String,
    /// How several rows of one architecture become one.
    pub aggregate: Option<Aggregate>,
}

/// Where in a file of scores the architectures are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnPlace {
    /// In this column of a table.
    Key(String),
    /// In this data set of a NAS-Bench-Suite-Zero file, or in its only one.
    Dataset(Option<String>),
}
