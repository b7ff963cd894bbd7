//! The protobuf message of a record. Fields that are not declared are skipped.

use super::RecordError;
use crate::trial::{Measurement, Trial};

/// `nasbench.ModelMetrics` of the official files.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct ModelMetrics {
    /// Before, halfway and after training.
    #[prost(message, repeated, tag = "1")]
    evaluations: Vec<EvaluationData>,
    #[prost(int32, optional, tag = "2")]
    trainable_parameters: Option<i32>,
}

/// `nasbench.EvaluationData`.
#[derive(Clone, Copy, PartialEq, prost::Message)]
struct EvaluationData {
    #[prost(double, optional, tag = "2")]
    training_time: Option<f64>,
    #[prost(double, optional, tag = "3")]
    train_accuracy: Option<f64>,
    #[prost(double, optional, tag = "4")]
    validation_accuracy: Option<f64>,
    #[prost(double, optional, tag = "5")]
    test_accuracy: Option<f64>,
}

impl ModelMetrics {
    pub(super) fn trial(&self) -> Result<Trial, RecordError> {
        match self.evaluations.as_slice() {
            [_, halfway, last, ..] => Ok(Trial { halfway: halfway.measurement(), last: last.measurement() }),
            short => Err(RecordError::Evaluations { found: short.len() }),
        }
    }

    pub(super) fn parameters(&self) -> Option<u32> {
        self.trainable_parameters.and_then(|count| u32::try_from(count).ok())
    }
}

impl EvaluationData {
    fn measurement(&self) -> Measurement {
        Measurement {
            training_time: self.training_time.unwrap_or(f64::NAN),
            train_accuracy: self.train_accuracy.unwrap_or(f64::NAN),
            valid_accuracy: self.validation_accuracy.unwrap_or(f64::NAN),
            test_accuracy: self.test_accuracy.unwrap_or(f64::NAN),
        }
    }
}
