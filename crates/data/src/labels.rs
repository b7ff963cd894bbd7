use std::path::{Path, PathBuf};

use benchmark::{LabelColumn, SearchSpace, Skipped};
use nasbench101::{Dataset, LoadOptions, OnCorrupt};
use nasbench201::files::{Query, analog, read_official, simple_hpo};
use nasbenchnlp::{LogFiles, TrainingLog};

use crate::DataError;
use crate::columns::{ColumnReader, Keys, Places, Wanted};
use config::{Aggregate, BadRecords, ColumnPlace, FileColumn, LabelKind, LabelSource};

/// Reads all labels, each file of an official release only once. Also returns the records skipped, if the labels' policy
/// allows that.
pub(crate) fn read(
    reader: &mut ColumnReader<'_>,
    sources: &[LabelSource],
) -> Result<(Vec<LabelColumn>, Vec<Skipped>), DataError> {
    let mut official: Vec<(PathBuf, Vec<Query>)> = Vec::new();
    for source in sources {
        let LabelKind::NasBench201(_, query) = &source.kind else { continue };
        match official.iter_mut().find(|(path, _)| *path == source.file) {
            Some((_, queries)) => queries.push(*query),
            None => official.push((source.file.clone(), vec![*query])),
        }
    }
    let mut skipped: Vec<Skipped> = Vec::new();
    let mut releases = Vec::new();
    for (path, queries) in official {
        let release = read_official(&path, &queries)?;
        skipped.extend(release.absent);
        releases.push((path, queries, release.records));
    }
    let mut records: Vec<(PathBuf, Dataset)> = Vec::new();
    for source in sources {
        let tfrecord = matches!(source.kind, LabelKind::NasBench101(_));
        if tfrecord && !records.iter().any(|(path, _)| *path == source.file) {
            let on_corrupt = if skips(sources, &source.file) { OnCorrupt::Skip } else { OnCorrupt::Stop };
            let dataset = Dataset::load(&source.file, &LoadOptions { on_corrupt, ..LoadOptions::default() })?;
            let found = dataset.skipped();
            if found.count > 0 {
                skipped.push(Skipped {
                    path: source.file.clone(),
                    count: found.count,
                    first: found.first.iter().map(ToString::to_string).collect(),
                    listed: None,
                });
            }
            records.push((source.file.clone(), dataset));
        }
    }
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
                let read = records.iter().filter(|(path, _)| *path == source.file);
                let rows = read.flat_map(|(_, dataset)| {
                    let hashes = dataset.modules().iter().map(|module| module.hash.to_string());
                    hashes.zip(dataset.column(label).into_iter().map(|value| value.unwrap_or(f64::NAN)))
                });
                of_records(space, source, None, rows)
            }
            LabelKind::NasBenchNlp { label, aggregate } => {
                let read = logs.iter().filter(|(path, _)| *path == source.file);
                let rows =
                    read.flat_map(|(_, runs)| runs.iter().map(|run| (run.recipe.key(), label.of(run))));
                of_records(space, source, Some(*aggregate), rows)
            }
            LabelKind::NasBench201(_, query) => {
                let rows = releases.iter().filter(|(path, ..)| *path == source.file).flat_map(
                    |(_, queries, records)| {
                        let position = queries.iter().position(|other| other == query).unwrap_or_default();
                        records.iter().map(move |record| {
                            (record.arch.clone(), record.values[position].unwrap_or(f64::NAN))
                        })
                    },
                );
                of_records(space, source, None, rows)
            }
        })
        .collect::<Result<_, _>>()?;
    Ok((labels, skipped))
}

fn wanted(source: &LabelSource) -> Wanted<'_> {
    Wanted { path: &source.file, what: "label", name: &source.name, direction: source.direction }
}

/// A label from records of an official file.
fn of_records(
    space: &dyn SearchSpace,
    source: &LabelSource,
    aggregate: Option<Aggregate>,
    records: impl Iterator<Item = (String, f64)>,
) -> Result<LabelColumn, DataError> {
    let (texts, values): (Vec<String>, Vec<f64>) = records.unzip();
    let Keys { keys, places } = Keys::canonical(space, &source.file, Places::Records, texts)?;
    wanted(source).column(&places, aggregate, keys.into_iter().zip(values).collect())
}

/// Whether damaged records of a file are skipped: only if all of its labels allow it.
fn skips(sources: &[LabelSource], file: &Path) -> bool {
    let mut same = sources.iter().filter(|source| source.file == file);
    same.all(|source| source.bad_records == BadRecords::Skip)
}

/// Reads the training logs of NAS-Bench-NLP, each folder or archive once.
fn read_logs(
    sources: &[LabelSource],
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
    sources: &[LabelSource],
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
