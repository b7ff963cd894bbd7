use benchmark::LabelColumn;
use rayon::prelude::*;

use super::Label;
use crate::{CorruptRecord, ModuleHash, ModuleSpec, Trial};

/// The trained modules of an official file, sorted by module hash, with all their trials.
///
/// # Example
///
/// ```no_run
/// use std::path::Path;
/// use nasbench101::{Dataset, LoadOptions};
///
/// let dataset = Dataset::load(Path::new("data/nasbench_only108.tfrecord"), &LoadOptions::default())?;
/// let hash = "00005c142e6f48ac74fdcf73e3439874".parse()?;
/// println!("{:?}", dataset.label(hash, &"test_108".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Dataset {
    /// Strictly ascending by hash.
    pub(super) modules: Vec<TrainedModule>,
    /// Ascending by module and epochs, trials in file order; the row's module is its index.
    pub(super) rows: Vec<Row>,
    pub(super) records: u64,
    pub(super) skipped: Skipped,
}

/// A module that was trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrainedModule {
    /// Its hash, as the file gives it.
    pub hash: ModuleHash,
    /// The module as it was trained, vertices in the file's order.
    pub spec: ModuleSpec,
    /// Number of trainable parameters with 10 classes, as the file gives it.
    pub trainable_parameters: Option<u32>,
    /// Where its rows begin.
    pub(super) first_row: usize,
}

/// One training run, with its module, its length and its position in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) module: u32,
    pub(super) epochs: u32,
    pub(super) arrival: u64,
    pub(super) trial: Trial,
}

/// The records that could not be used and were skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// How many.
    pub count: u64,
    /// The first of them, at most [`Skipped::SHOWN`].
    pub first: Vec<CorruptRecord>,
}

impl Skipped {
    /// How many skipped records are kept individually.
    pub const SHOWN: usize = 16;

    pub(super) fn push(&mut self, record: CorruptRecord) {
        self.count += 1;
        if self.first.len() < Self::SHOWN {
            self.first.push(record);
        }
    }
}

impl Dataset {
    /// The modules, ascending by hash.
    pub fn modules(&self) -> &[TrainedModule] {
        &self.modules
    }

    /// Index of the module with this hash, by binary search.
    pub fn position(&self, hash: ModuleHash) -> Option<usize> {
        self.modules.binary_search_by_key(&hash, |module| module.hash).ok()
    }

    /// Number of valid records in the file, including those of other epochs than asked for.
    pub const fn records(&self) -> u64 {
        self.records
    }

    /// The records that could not be used.
    pub const fn skipped(&self) -> &Skipped {
        &self.skipped
    }

    /// The lengths of training that occur, ascending: 4, 12, 36, 108 in the full official file.
    pub fn epochs(&self) -> Vec<u32> {
        let mut found = Vec::new();
        for row in &self.rows {
            if let Err(place) = found.binary_search(&row.epochs) {
                found.insert(place, row.epochs);
            }
        }
        found
    }

    /// The trials of one module at one length of training, in file order. No trials for an index or a number
    /// of epochs that does not exist.
    pub fn trials(&self, index: usize, epochs: u32) -> impl ExactSizeIterator<Item = &Trial> {
        let start = self.modules.get(index).map_or(self.rows.len(), |module| module.first_row);
        let end = self.modules.get(index + 1).map_or(self.rows.len(), |module| module.first_row);
        let rows = &self.rows[start..end];
        let from = rows.partition_point(|row| row.epochs < epochs);
        let to = rows.partition_point(|row| row.epochs <= epochs);
        rows[from..to].iter().map(|row| &row.trial)
    }

    /// A label of the module with this hash; `None` where module or label does not exist.
    pub fn label(&self, hash: ModuleHash, label: &Label) -> Option<f64> {
        label.value(self.trials(self.position(hash)?, label.epochs))
    }

    /// A label of every module, in the order of [`modules`](Self::modules).
    pub fn column(&self, label: &Label) -> Vec<Option<f64>> {
        (0..self.modules.len())
            .into_par_iter()
            .map(|index| label.value(self.trials(index, label.epochs)))
            .collect()
    }

    /// A label of every module as a column keyed by hash.
    ///
    /// # Errors
    /// If no module has the label: the file does not hold those epochs.
    pub fn label_column(&self, label: &Label) -> Result<LabelColumn, benchmark::LabelError> {
        let keys = self.modules.iter().map(|module| module.hash.to_string());
        let values = self.column(label).into_iter().map(|value| value.unwrap_or(f64::NAN));
        LabelColumn::new(label.to_string(), label.direction(), keys.zip(values))
    }
}
