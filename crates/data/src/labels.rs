use std::path::{Path, PathBuf};

use benchmark::{LabelColumn, SearchSpace, Skipped};
use nasbench101::TrialChoice;
use nasbench201::files::{Space, analog, simple_hpo};
use nasbenchnlp::{LogFiles, TrainingLog};

use crate::DataError;
use crate::columns::{ColumnReader, Listed, Places, Wanted};
use crate::official::{self, Loaded};
use config::{Aggregate, BadRecords, ColumnPlace, FileColumn, Label, LabelKind, LabelSource};

/// Reads all labels, each file of an official release only once. Also returns the records skipped, if the labels' policy
/// allows that.
pub(crate) fn read(
    reader: &mut ColumnReader<'_>,
    sources: &[Label],
) -> Result<(Vec<LabelColumn>, Vec<Skipped>), DataError> {
    let mut skipped: Vec<Skipped> = Vec::new();
    let official = read_releases(sources, &mut skipped)?;
    let logs = read_logs(sources, &mut skipped)?;
    let mut analogs: Vec<(PathBuf, Vec<analog::Record>)> = Vec::new();
    for source in sources {
        let analog = matches!(source.kind, LabelKind::Analog { .. });
        if analog && !analogs.iter().any(|(path, _)| *path == source.file) {
            analogs.push((source.file.clone(), analog::read(&source.file)?));
        }
    }
    let space = reader.space;
    let labels = sources
        .iter()
        .map(|source| match &source.kind {
            LabelKind::Column(column) => reader.read(wanted(source), column),
            LabelKind::Analog { column } => {
                // The config check accepts only known names.
                let position = analog::LABELS.iter().position(|label| label == column).unwrap_or_default();
                let read = analogs.iter().filter(|(path, _)| *path == source.file);
                let rows = read.flat_map(|(_, records)| {
                    records.iter().map(|record| (record.arch.clone(), record.values[position]))
                });
                of_records(space, source, None, rows)
            }
            LabelKind::SimpleHpo(label) => {
                let records = simple_hpo::read(&source.file, *label)?;
                let rows = records.into_iter().map(|record| (record.arch, record.results.mean()));
                of_records(space, source, None, rows)
            }
            LabelKind::NasBench101(label) => {
                let read = official.iter().filter(|(path, _)| *path == source.file);
                let rows =
                    read.flat_map(|(_, found)| found.archs.iter().cloned().zip(of_modules(*label, found)));
                of_records(space, source, None, rows)
            }
            LabelKind::NasBenchNlp { label, aggregate } => {
                let read = logs.iter().filter(|(path, _)| *path == source.file);
                let rows =
                    read.flat_map(|(_, runs)| runs.iter().map(|run| (run.recipe.key(), label.of(run))));
                of_records(space, source, Some(*aggregate), rows)
            }
            LabelKind::NasBench201(_, query) => {
                let read = official.iter().filter(|(path, _)| *path == source.file);
                let rows = read.flat_map(|(_, found)| {
                    let column = found.columns.iter().find(|(name, _)| *name == query.to_string());
                    let value = move |row: usize| column.map_or(f64::NAN, |(_, values)| values[row]);
                    found.archs.iter().cloned().enumerate().map(move |(row, arch)| (arch, value(row)))
                });
                of_records(space, source, None, rows)
            }
        })
        .collect::<Result<_, _>>()?;
    Ok((labels, skipped))
}

/// Reads the columns that labels are taken from, each official file of NAS-Bench-101, NAS-Bench-201 and NATS-Bench once.
fn read_releases(sources: &[Label], skipped: &mut Vec<Skipped>) -> Result<Vec<(PathBuf, Loaded)>, DataError> {
    let mut all: Vec<(PathBuf, Loaded)> = Vec::new();
    for source in sources {
        let origin = match &source.kind {
            LabelKind::NasBench101(_) => LabelSource::NasBench101,
            LabelKind::NasBench201(Space::Topology, _) => LabelSource::NasBench201,
            LabelKind::NasBench201(Space::Size, _) => LabelSource::NatsBenchSize,
            _ => continue,
        };
        if all.iter().any(|(path, _)| *path == source.file) {
            continue;
        }
        let same = || sources.iter().filter(|other| other.file == source.file);
        let queries = same().filter_map(|other| match &other.kind {
            LabelKind::NasBench201(_, query) => Some(*query),
            _ => None,
        });
        let wanted =
            official::Wanted { origin, queries: Some(queries.collect()), skip: skips(sources, &source.file) };
        let found = official::load(&source.file, &wanted, &|name, _| {
            same().any(|other| match &other.kind {
                LabelKind::NasBench101(label) => name.parse().is_ok_and(|column| is_of(*label, column)),
                LabelKind::NasBench201(_, query) => query.to_string() == name,
                _ => false,
            })
        })?;
        skipped.extend(found.skipped.clone());
        all.push((source.file.clone(), found));
    }
    Ok(all)
}

/// Whether a label of NAS-Bench-101 is taken from a column: from its own, or the smallest and the largest from those of all
/// trials.
fn is_of(label: nasbench101::Label, column: nasbench101::Label) -> bool {
    let extreme = matches!(label.trials, TrialChoice::Min | TrialChoice::Max);
    let trial = matches!(column.trials, TrialChoice::One(_))
        && nasbench101::Label { trials: label.trials, ..column } == label;
    if extreme { trial } else { column == label }
}

/// A label of every module.
fn of_modules(label: nasbench101::Label, found: &Loaded) -> Vec<f64> {
    let columns = found.columns.iter();
    let columns: Vec<&Vec<f64>> = columns
        .filter(|(name, _)| name.parse().is_ok_and(|column| is_of(label, column)))
        .map(|(_, values)| values)
        .collect();
    // A column of its own is all that there is to be joined.
    let trials = match label.trials {
        TrialChoice::One(_) => TrialChoice::Mean,
        other => other,
    };
    let value =
        |row: usize| nasbench101::Label { trials, ..label }.combine(columns.iter().map(|values| values[row]));
    (0..found.archs.len()).map(|row| value(row).unwrap_or(f64::NAN)).collect()
}

fn wanted(source: &Label) -> Wanted<'_> {
    Wanted { path: &source.file, what: "label", name: &source.name, direction: source.direction }
}

/// A label from records of an official file.
fn of_records(
    space: &dyn SearchSpace,
    source: &Label,
    aggregate: Option<Aggregate>,
    records: impl Iterator<Item = (String, f64)>,
) -> Result<LabelColumn, DataError> {
    let (texts, values): (Vec<String>, Vec<f64>) = records.unzip();
    let listed = Listed::parse(space, &source.file, Places::Records, texts)?;
    wanted(source).column(&listed, aggregate, values)
}

/// Whether damaged records of a file are skipped: only if all of its labels allow it.
fn skips(sources: &[Label], file: &Path) -> bool {
    let mut same = sources.iter().filter(|source| source.file == file);
    same.all(|source| source.bad_records == BadRecords::Skip)
}

/// Reads the training logs of NAS-Bench-NLP, each folder or archive once.
fn read_logs(
    sources: &[Label],
    skipped: &mut Vec<Skipped>,
) -> Result<Vec<(PathBuf, Vec<TrainingLog>)>, DataError> {
    let mut all: Vec<(PathBuf, Vec<TrainingLog>)> = Vec::new();
    for source in sources {
        let logs = matches!(source.kind, LabelKind::NasBenchNlp { .. });
        if !logs || all.iter().any(|(path, _)| *path == source.file) {
            continue;
        }
        let skip = skips(sources, &source.file);
        let mut bad = Skipped::new(&source.file);
        let mut runs = Vec::new();
        for log in LogFiles::open(&source.file)? {
            match log {
                Ok(log) => runs.push(log),
                Err(error) if skip => bad.add(&error),
                Err(error) => return Err(error.into()),
            }
        }
        if bad.count > 0 {
            skipped.push(bad);
        }
        all.push((source.file.clone(), runs));
    }
    Ok(all)
}

/// Reads the individual training seeds of all labels that have them.
pub(crate) fn read_seeds(
    reader: &mut ColumnReader<'_>,
    sources: &[Label],
) -> Result<Vec<Vec<LabelColumn>>, DataError> {
    let mut all = Vec::new();
    for source in sources {
        let mut columns = Vec::new();
        if let Some(seeds) = &source.seeds {
            for name in &seeds.columns {
                let place = ColumnPlace::Key(seeds.key.clone());
                let column = FileColumn { place, column: name.clone(), aggregate: None };
                let wanted = Wanted { path: &seeds.file, what: "training seed", name, ..wanted(source) };
                columns.push(reader.read(wanted, &column)?);
            }
        }
        all.push(columns);
    }
    Ok(all)
}
