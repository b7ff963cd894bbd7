use std::path::PathBuf;

use benchmark::{LabelColumn, SearchSpace};
use nasbench101::{Dataset, LoadOptions};
use nasbench201::files::{Query, analog, read_official};

use super::columns::{from_table, under_keys};
use crate::DataError;
use crate::checked::{LabelKind, LabelSource};

/// Reads all labels, each file of an official release once however many labels come from it.
pub(crate) fn read(space: &dyn SearchSpace, sources: &[LabelSource]) -> Result<Vec<LabelColumn>, DataError> {
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
    let mut records: Vec<(PathBuf, Dataset)> = Vec::new();
    for source in sources {
        let tfrecord = matches!(source.kind, LabelKind::NasBench101(_));
        if tfrecord && !records.iter().any(|(path, _)| *path == source.file) {
            records.push((source.file.clone(), Dataset::load(&source.file, &LoadOptions::default())?));
        }
    }
    sources
        .iter()
        .map(|source| match &source.kind {
            LabelKind::Table { key, column } => {
                from_table(space, &source.file, key, column, &source.name, source.direction)
            }
            LabelKind::Analog { column } => {
                // The check let only known names through.
                let position = analog::LABELS.iter().position(|label| label == column).unwrap_or_default();
                let rows = analog::read(&source.file)?;
                let rows = rows.into_iter().map(|record| (record.arch, record.values[position]));
                under_keys(space, &source.file, 1, &source.name, source.direction, rows)
            }
            LabelKind::NasBench101(label) => {
                let read = records.iter().filter(|(path, _)| *path == source.file);
                let rows = read.flat_map(|(_, dataset)| {
                    let hashes = dataset.modules().iter().map(|module| module.hash.to_string());
                    hashes.zip(dataset.column(label).into_iter().map(|value| value.unwrap_or(f64::NAN)))
                });
                under_keys(space, &source.file, 1, &source.name, source.direction, rows)
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
                under_keys(space, &source.file, 1, &source.name, source.direction, rows)
            }
        })
        .collect()
}
