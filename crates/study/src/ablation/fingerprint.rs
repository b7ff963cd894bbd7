use serde_json::Value;

use super::{Ablation, Setting};
use crate::checked::BatchSpec;
use crate::data::batch_digest;
use crate::store::{Fingerprint, described};
use crate::{Data, DataError};

/// What is known of a batch once it was read.
#[derive(Clone, Debug)]
pub(super) struct BatchFacts {
    pub(super) spec: BatchSpec,
    /// A checksum of its samples.
    pub(super) checksum: String,
    /// Outputs of the networks that are scored on it.
    pub(super) outputs: usize,
}

impl Ablation {
    /// Reads every batch, and lets it go again: they need not fit into memory together.
    pub(super) fn facts(&self) -> Result<Vec<BatchFacts>, DataError> {
        self.batches()
            .into_iter()
            .map(|batch| {
                let samples = self.study.batch(&batch.spec)?;
                let (checksum, outputs) = (batch_digest(&samples), samples.outputs());
                Ok(BatchFacts { spec: batch.spec, checksum, outputs })
            })
            .collect()
    }

    /// What the scores are of.
    pub(super) fn fingerprint(&self, data: &Data, facts: &[BatchFacts]) -> Fingerprint {
        let settings: Vec<Value> = self
            .settings
            .iter()
            .map(|setting| {
                let batch = facts.iter().find(|facts| facts.spec == setting.batch);
                let Setting { start, precision, backend, batch: spec, formula } = setting;
                let checksum = batch.map(|batch| batch.checksum.as_str());
                let mut setting = described(*start, *precision, *backend, spec, checksum);
                setting["formula"] = formula.to_string().into();
                setting
            })
            .collect();
        Fingerprint::of_settings(&self.study, &data.architectures, &settings)
    }
}
