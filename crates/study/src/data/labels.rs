use std::path::{Path, PathBuf};

use benchmark::{LabelColumn, SearchSpace, Skipped};
use nasbench101::{Dataset, LoadOptions, OnCorrupt};
use nasbench201::files::{Query, analog, read_official};
use nasbenchnlp::{LogFiles, TrainingLog};

use super::columns::{ColumnReader, from_table, under_keys};
use crate::DataError;
use crate::checked::{BadRecords, LabelKind, LabelSource};

/// Reads all labels, each file of an official release once however many labels come from it, and what had to be
/// skipped where a label's policy allows that.
pub(crate) fn read(
    space: &dyn SearchSpace,
    sources: &[LabelSource],
) -> Result<(Vec<LabelColumn>, Vec<Skipped>), DataError> {
    let mut official: Vec<(PathBuf, Vec<Query>)> = Vec::new();
    for source in sources {
        let LabelKind::NasBench201(query) = &source.kind else { continue };
        match official.iter_mut().find(|(path, _)| *path == source.file) {
            Some((_, queries)) => queries.push(*query),
            None => official.push((source.file.clone(), vec![*query])),
        }
    }
    let mut releases = Vec::new();
    for (path, queries) in official {
        let records = read_official(&path, &queries)?;
        releases.push((path, queries, records));
    }
    let mut skipped: Vec<Skipped> = Vec::new();
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
                });
            }
            records.push((source.file.clone(), dataset));
        }
    }
    let logs = read_logs(sources, &mut skipped)?;
    let mut columns = ColumnReader::new(space);
    let labels = sources
        .iter()
        .map(|source| match &source.kind {
            LabelKind::Column(column) => columns.read(&source.file, column, &source.name, source.direction),
            LabelKind::Analog { column } => {
                // The check let only known names through.
                let position = analog::LABELS.iter().position(|label| label == column).unwrap_or_default();
                let rows = analog::read(&source.file)?;
                let rows = rows.into_iter().map(|record| (record.arch, record.values[position]));
                under_keys(space, &source.file, 1, &source.name, source.direction, None, rows)
            }
            LabelKind::NasBench101(label) => {
                let read = records.iter().filter(|(path, _)| *path == source.file);
                let rows = read.flat_map(|(_, dataset)| {
                    let hashes = dataset.modules().iter().map(|module| module.hash.to_string());
                    hashes.zip(dataset.column(label).into_iter().map(|value| value.unwrap_or(f64::NAN)))
                });
                under_keys(space, &source.file, 1, &source.name, source.direction, None, rows)
            }
            LabelKind::NasBenchNlp { label, aggregate } => {
                let read = logs.iter().filter(|(path, _)| *path == source.file);
                let rows =
                    read.flat_map(|(_, runs)| runs.iter().map(|run| (run.recipe.key(), label.of(run))));
                let joined = Some(*aggregate);
                under_keys(space, &source.file, 1, &source.name, source.direction, joined, rows)
            }
            LabelKind::NasBench201(query) => {
                let rows = releases.iter().filter(|(path, ..)| *path == source.file).flat_map(
                    |(_, queries, records)| {
                        let position = queries.iter().position(|other| other == query).unwrap_or_default();
                        records.iter().map(move |record| {
                            (record.arch.clone(), record.values[position].unwrap_or(f64::NAN))
                        })
                    },
                );
                under_keys(space, &source.file, 1, &source.name, source.direction, None, rows)
            }
        })
        .collect::<Result<_, _>>()?;
    Ok((labels, skipped))
}

/// Whether damaged records of a file are left out: one label that wants sound files only decides for all of its labels.
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

/// Reads the single training seeds of all labels, where they are given.
pub(crate) fn read_seeds(
    space: &dyn SearchSpace,
    sources: &[LabelSource],
) -> Result<Vec<Vec<LabelColumn>>, DataError> {
    sources
        .iter()
        .map(|source| {
            let seeds = source.seeds.as_ref();
            let columns =
                seeds.into_iter().flat_map(|seeds| seeds.columns.iter().map(move |column| (seeds, column)));
            columns
                .map(|(seeds, column)| {
                    from_table(space, &seeds.file, &seeds.key, column, column, source.direction, None)
                })
                .collect()
        })
        .collect()
}
