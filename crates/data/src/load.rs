use std::path::Path;

use batch::{Batch, BatchSpec};
use benchmark::{ArchitectureRef, Direction, LabelColumn, Skipped};
use config::{ProxyKind, Study};
use network::Shape;

use crate::columns::{ColumnReader, Wanted};
use crate::{DataError, architectures, labels};

/// All data of a study, read and checked.
#[derive(Debug)]
pub struct Data {
    /// The architectures, in the order of all results.
    pub architectures: Vec<ArchitectureRef>,
    /// The study's labels, in its order.
    pub labels: Vec<LabelColumn>,
    /// For each label, the same for individual training seeds; empty if they are not known.
    pub seeds: Vec<Vec<LabelColumn>>,
    /// The values of the study's column proxies, in its order.
    pub columns: Vec<LabelColumn>,
    /// Damaged records that were left out, by file.
    pub skipped: Vec<Skipped>,
}

impl Data {
    /// Reads everything that the study needs.
    ///
    /// # Errors
    /// If a file is missing (all missing ones are named at once) or not valid, or a label or column has no value for any
    /// architecture of the study.
    pub fn load(study: &Study) -> Result<Self, DataError> {
        let files: Vec<_> = study.needed_files().into_iter().filter(|file| !file.exists()).collect();
        if !files.is_empty() {
            return Err(DataError::Missing { files });
        }
        let space = study.space.as_ref();
        let mut reader = ColumnReader::new(space);
        let (labels, mut skipped) = labels::read(&mut reader, &study.labels)?;
        // The architectures may be a sample of the labelled ones.
        let architectures = architectures::list(&mut reader, study, &labels)?;
        skipped.extend(space.skipped());
        for (source, label) in study.labels.iter().zip(&labels) {
            overlap(label, "label", &source.file, &architectures)?;
        }
        let seeds = labels::read_seeds(&mut reader, &study.labels)?;
        let mut columns = Vec::new();
        for proxy in &study.proxies {
            let ProxyKind::Column(source) = &proxy.kind else { continue };
            let direction = Direction::Maximize;
            let wanted = Wanted { path: &source.file, what: "proxy", name: &proxy.name, direction };
            let column = reader.read(wanted, &source.column)?;
            overlap(&column, "proxy", &source.file, &architectures)?;
            columns.push(column);
        }
        Ok(Data { architectures, labels, seeds, columns, skipped })
    }

    /// Reads only the data that scoring needs. The files of labels and other scores must exist, so that a long sweep does
    /// not fail at its end, but they are read only if the architectures are a sample of the labelled ones.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn load_for_scoring(study: &Study) -> Result<Self, DataError> {
        let files: Vec<_> = study.needed_files().into_iter().filter(|file| !file.exists()).collect();
        if !files.is_empty() {
            return Err(DataError::Missing { files });
        }
        let mut scoring = study.clone();
        if study.architectures.are_labelled() {
            scoring.labels.iter_mut().for_each(|label| label.seeds = None);
        } else {
            scoring.labels.clear();
        }
        scoring.proxies.retain(|proxy| matches!(proxy.kind, ProxyKind::Epsilon(_)));
        Self::load(&scoring)
    }

    /// Only the architectures of a study.
    ///
    /// # Errors
    /// If they can't be listed, or the labels that they are sampled by can't be read.
    pub fn list(study: &Study) -> Result<Vec<ArchitectureRef>, DataError> {
        let mut reader = ColumnReader::new(study.space.as_ref());
        let labels = if study.architectures.are_labelled() {
            labels::read(&mut reader, &study.labels)?.0
        } else {
            Vec::new()
        };
        architectures::list(&mut reader, study, &labels)
    }
}

/// Reads or generates the samples of a batch of a study.
///
/// # Errors
/// If they can't be read, or do not fit the space's networks.
pub fn batch(study: &Study, spec: &BatchSpec) -> Result<Batch<'static>, DataError> {
    let batch = spec.load(study.input)?;
    let write = |shape: Shape| format!("{}x{}x{}", shape.channels, shape.height, shape.width);
    match (&batch, study.input.image_shape()) {
        (Batch::Images(images), Some(shape)) if images.shape() != shape => {
            Err(DataError::Shape { batch: write(images.shape()), network: write(shape) })
        }
        // The config check has made sure that networks and samples are of the same kind.
        _ => Ok(batch),
    }
}

/// Fails if a column has no value for any architecture of the study: it must be the wrong column.
fn overlap(
    column: &LabelColumn,
    what: &'static str,
    path: &Path,
    architectures: &[ArchitectureRef],
) -> Result<(), DataError> {
    if architectures.iter().any(|one| column.get(one.key()).is_some()) {
        return Ok(());
    }
    Err(DataError::NoOverlap {
        path: path.to_owned(),
        what,
        name: column.name.clone(),
        architectures: architectures.len(),
    })
}
