use serde_json::{Value, json};

use super::Ablation;
use crate::checked::BatchSpec;
use crate::data::batch_digest;
use crate::store::Fingerprint;
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
                json!({
                    "weights": setting.start.to_string(),
                    "precision": setting.precision.to_string(),
                    "backend": setting.backend.to_string(),
                    "batch": setting.batch.to_string(),
                    "batch_checksum": batch.map(|batch| &batch.checksum),
                    "formula": setting.formula.to_string(),
                })
            })
            .collect();
        Fingerprint::of_settings(&self.study, &data.architectures, &settings)
    }
}
