use std::collections::HashMap;
use std::path::Path;

use batch::{Batch, BatchSpec};
use benchmark::{Direction, LabelColumn, Skipped};
use config::{ProxyKind, Study};
use network::Shape;

use crate::columns::{ColumnReader, Wanted};
use crate::{DataError, architectures, labels};

/// Everything that a study reads, read and checked: after this, only computing is left.
#[derive(Debug)]
pub struct Data {
    /// Keys of the architectures, in the order of all results.
    pub architectures: Vec<String>,
    /// The study's labels, in its order.
    pub labels: Vec<LabelColumn>,
    /// For each label, the same by single training seeds: empty where they are not known.
    pub seeds: Vec<Vec<LabelColumn>>,
    /// The columns of its column proxies, in its order.
    pub columns: Vec<LabelColumn>,
    /// Damaged records that were left out, a file each.
    pub skipped: Vec<Skipped>,
}

impl Data {
    /// Reads everything that the study needs.
    ///
    /// # Errors
    /// If a file is missing (all that are missing are named at once) or wrong, or a label or column has no value for
    /// any architecture of the study.
    pub fn load(study: &Study) -> Result<Self, DataError> {
        let files: Vec<_> = study.needed_files().into_iter().filter(|file| !file.exists()).collect();
        if !files.is_empty() {
            return Err(DataError::Missing { files });
        }
        let space = study.space.as_ref();
        let mut reader = ColumnReader::new(space);
        let (labels, mut skipped) = labels::read(&mut reader, &study.labels)?;
        // Labels may decide which architectures these are.
        let architectures = architectures::list(&mut reader, &study.architectures, study.seed, &labels)?;
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

    /// Reads what scoring needs: architectures and batches. Labels and other people's scores must be there, since a
    /// sweep is long, but are not read, unless labels decide which architectures these are.
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

    /// The architectures of a study alone.
    ///
    /// # Errors
    /// If they can't be listed; where labels decide which they are, if these can't be read.
    pub fn list(study: &Study) -> Result<Vec<String>, DataError> {
        let mut reader = ColumnReader::new(study.space.as_ref());
        let labels = if study.architectures.are_labelled() {
            labels::read(&mut reader, &study.labels)?.0
        } else {
            Vec::new()
        };
        architectures::list(&mut reader, &study.architectures, study.seed, &labels)
    }

    /// Positions of the architectures by key.
    pub fn positions(&self) -> HashMap<&str, usize> {
        self.architectures.iter().enumerate().map(|(position, key)| (key.as_str(), position)).collect()
    }
}

/// Reads or makes the samples of one batch of a study.
///
/// # Errors
/// If they can't be read, or do not fit the space's networks.
pub fn batch(study: &Study, spec: &BatchSpec) -> Result<Batch, DataError> {
    let batch = spec.load(study.input)?;
    let write = |shape: Shape| format!("{}x{}x{}", shape.channels, shape.height, shape.width);
    match (&batch, study.input.image_shape()) {
        (Batch::Images(images), Some(shape)) if images.shape() != shape => {
            Err(DataError::Shape { batch: write(images.shape()), network: write(shape) })
        }
        // That networks and samples are of one kind was checked with the config.
        _ => Ok(batch),
    }
}

/// A column that says nothing about any architecture of the study is the wrong column.
fn overlap(
    column: &LabelColumn,
    what: &'static str,
    path: &Path,
    architectures: &[String],
) -> Result<(), DataError> {
    if architectures.iter().any(|key| column.get(key).is_some()) {
        return Ok(());
    }
    Err(DataError::NoOverlap {
        path: path.to_owned(),
        what,
        name: column.name.clone(),
        architectures: architectures.len(),
    })
}
