use std::path::Path;

use benchmark::Skipped;
use config::LabelSource;
use nasbench101::{Dataset, Label, LoadOptions, Metric, OnCorrupt, Stage, TrialChoice};
use nasbench201::files::{Query, Seed, Space, read_official};

use crate::DataError;

/// What is read of a file.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// The kind of file: of NAS-Bench-101, or of NAS-Bench-201 or NATS-Bench.
    pub(crate) origin: LabelSource,
    /// The labels that are asked of NAS-Bench-201; `None` for all.
    pub(crate) queries: Option<Vec<Query>>,
    /// Whether bad records are left out.
    pub(crate) skip: bool,
}

/// A column of labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) name: String,
    /// Whether it is of single runs, and not of all that there are.
    pub(super) single: bool,
}

/// An official file that was read.
pub(super) struct Official {
    /// The architectures as the file names them.
    pub(super) archs: Vec<String>,
    /// The columns that have a value.
    pub(super) names: Vec<Name>,
    /// What was left out of it.
    pub(super) skipped: Option<Skipped>,
    /// The values of the column at a position.
    pub(super) values: Box<dyn Fn(usize) -> Vec<f64>>,
}

impl Official {
    pub(super) fn read(path: &Path, wanted: &Wanted) -> Result<Self, DataError> {
        match wanted.origin {
            LabelSource::NasBench101 => nasbench101(path, wanted.skip),
            origin => {
                let space = if origin == LabelSource::NatsBenchSize { Space::Size } else { Space::Topology };
                nasbench201(path, wanted.queries.clone().unwrap_or_else(|| Query::all(space)))
            }
        }
    }
}

fn nasbench201(path: &Path, mut queries: Vec<Query>) -> Result<Official, DataError> {
    let release = read_official(path, &queries)?;
    let mut records = release.records;
    let archs = records.iter_mut().map(|record| std::mem::take(&mut record.arch)).collect();
    let mut positions: Vec<usize> = (0..queries.len()).collect();
    positions.retain(|&position| records.iter().any(|record| record.values[position].is_some()));
    queries = positions.iter().map(|&position| queries[position]).collect();
    let names =
        queries.iter().map(|query| Name { name: query.to_string(), single: query.seed != Seed::Mean });
    Ok(Official {
        archs,
        names: names.collect(),
        skipped: release.absent,
        values: Box::new(move |column| {
            let position = positions[column];
            records.iter().map(|record| record.values[position].unwrap_or(f64::NAN)).collect()
        }),
    })
}

fn nasbench101(path: &Path, skip: bool) -> Result<Official, DataError> {
    let on_corrupt = if skip { OnCorrupt::Skip } else { OnCorrupt::Stop };
    let dataset = Dataset::load(path, &LoadOptions { on_corrupt, ..LoadOptions::default() })?;
    let found = dataset.skipped();
    let skipped = (found.count > 0).then(|| Skipped {
        path: path.to_owned(),
        count: found.count,
        first: found.first.iter().map(ToString::to_string).collect(),
        listed: None,
    });
    let mut labels: Vec<Option<Label>> = Vec::new();
    for epochs in dataset.epochs() {
        let trials = (0..dataset.modules().len()).map(|module| dataset.trials(module, epochs).len()).max();
        let single = (0..trials.unwrap_or(0)).map(TrialChoice::One);
        for trials in [TrialChoice::Mean].into_iter().chain(single) {
            for metric in Metric::ALL {
                for stage in [Stage::Final, Stage::Halfway] {
                    labels.push(Some(Label { metric, epochs, stage, trials }));
                }
            }
        }
    }
    let any = |label: &Option<Label>| {
        let has = |label: Label, module| label.value(dataset.trials(module, label.epochs)).is_some();
        label.is_none_or(|label| (0..dataset.modules().len()).any(|module| has(label, module)))
    };
    labels.push(None);
    labels.retain(any);
    let name = |label: &Option<Label>| Name {
        name: label.map_or_else(|| "params".to_owned(), |label| label.to_string()),
        single: label.is_some_and(|label| label.trials != TrialChoice::Mean),
    };
    Ok(Official {
        archs: dataset.modules().iter().map(|module| module.hash.to_string()).collect(),
        names: labels.iter().map(name).collect(),
        skipped,
        values: Box::new(move |column| {
            let Some(label) = labels[column] else {
                let modules = dataset.modules().iter();
                return modules
                    .map(|module| module.trainable_parameters.map_or(f64::NAN, f64::from))
                    .collect();
            };
            dataset.column(&label).into_iter().map(|value| value.unwrap_or(f64::NAN)).collect()
        }),
    })
}
