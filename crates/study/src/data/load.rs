use std::collections::HashMap;
use std::path::Path;

use benchmark::{Direction, LabelColumn, Skipped};
use network::Shape;

use super::columns::{ColumnReader, Wanted};
use super::{Batch, architectures, labels};
use crate::DataError;
use crate::checked::{BatchSpec, ProxyKind, Study};

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
    /// Its different batches, with their samples.
    pub batches: Vec<(BatchSpec, Batch)>,
    /// Damaged records that were left out, a file each.
    pub skipped: Vec<Skipped>,
}

impl Study {
    /// Reads everything that the study needs.
    ///
    /// # Errors
    /// If a file is missing (all that are missing are named at once) or wrong, or a label or column has no value for
    /// any architecture of the study.
    pub fn load(&self) -> Result<Data, DataError> {
        let files: Vec<_> = self.needed_files().into_iter().filter(|file| !file.exists()).collect();
        if !files.is_empty() {
            return Err(DataError::Missing { files });
        }
        let space = self.space.as_ref();
        let mut reader = ColumnReader::new(space);
        let (labels, mut skipped) = labels::read(&mut reader, &self.labels)?;
        // Labels may decide which architectures these are.
        let architectures = architectures::list(&mut reader, &self.architectures, self.seed, &labels)?;
        skipped.extend(space.skipped());
        for (source, label) in self.labels.iter().zip(&labels) {
            overlap(label, "label", &source.file, &architectures)?;
        }
        let seeds = labels::read_seeds(&mut reader, &self.labels)?;
        let mut columns = Vec::new();
        let mut batches: Vec<(BatchSpec, Batch)> = Vec::new();
        for proxy in &self.proxies {
            match &proxy.kind {
                ProxyKind::Column(source) => {
                    let direction = Direction::Maximize;
                    let wanted = Wanted { path: &source.file, what: "proxy", name: &proxy.name, direction };
                    let column = reader.read(wanted, &source.column)?;
                    overlap(&column, "proxy", &source.file, &architectures)?;
                    columns.push(column);
                }
                ProxyKind::Epsilon(setting) if !batches.iter().any(|(spec, _)| *spec == setting.batch) => {
                    batches.push((setting.batch.clone(), self.batch(&setting.batch)?));
                }
                _ => {}
            }
        }
        Ok(Data { architectures, labels, seeds, columns, batches, skipped })
    }

    /// Reads what scoring needs: architectures and batches. Labels and other people's scores must be there, since a
    /// sweep is long, but are not read, unless labels decide which architectures these are.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn load_for_scoring(&self) -> Result<Data, DataError> {
        let files: Vec<_> = self.needed_files().into_iter().filter(|file| !file.exists()).collect();
        if !files.is_empty() {
            return Err(DataError::Missing { files });
        }
        let mut scoring = self.clone();
        if self.architectures.are_labelled() {
            scoring.labels.iter_mut().for_each(|label| label.seeds = None);
        } else {
            scoring.labels.clear();
        }
        scoring.proxies.retain(|proxy| matches!(proxy.kind, ProxyKind::Epsilon(_)));
        scoring.load()
    }

    /// Reads or makes the samples of one batch.
    ///
    /// # Errors
    /// If they can't be read, or do not fit the space's networks.
    pub fn batch(&self, spec: &BatchSpec) -> Result<Batch, DataError> {
        let batch = spec.load(self.input)?;
        let write = |shape: Shape| format!("{}x{}x{}", shape.channels, shape.height, shape.width);
        match (&batch, self.input.image_shape()) {
            (Batch::Images(images), Some(shape)) if images.shape() != shape => {
                Err(DataError::Shape { batch: write(images.shape()), network: write(shape) })
            }
            // That networks and samples are of one kind was checked with the config.
            _ => Ok(batch),
        }
    }
}

impl Study {
    /// The architectures of the study.
    ///
    /// # Errors
    /// If they can't be listed; where labels decide which they are, if these can't be read.
    pub fn list(&self) -> Result<Vec<String>, DataError> {
        let mut reader = ColumnReader::new(self.space.as_ref());
        let labels = if self.architectures.are_labelled() {
            labels::read(&mut reader, &self.labels)?.0
        } else {
            Vec::new()
        };
        architectures::list(&mut reader, &self.architectures, self.seed, &labels)
    }
}

impl Data {
    /// Positions of the architectures by key.
    pub fn positions(&self) -> HashMap<&str, usize> {
        self.architectures.iter().enumerate().map(|(position, key)| (key.as_str(), position)).collect()
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
