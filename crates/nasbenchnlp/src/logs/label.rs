use std::fmt;
use std::str::FromStr;

use benchmark::Direction;

use super::TrainingLog;

/// The part of the corpus that a loss is measured on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Split {
    /// Training.
    Train,
    /// Validation.
    Validation,
    /// Test.
    Test,
}

/// The epoch that a label is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Epoch {
    /// The last one; a run that diverged before it has no label.
    Final,
    /// The one with the lowest loss of the same split, among the epochs with a finite one.
    Best,
    /// The one with the lowest validation loss: what early stopping would have kept.
    BestValidation,
}

/// The unit of a label. Smaller is better in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Cross entropy in nats per token.
    Loss,
    /// Its exponential.
    Perplexity,
}

/// A label of a training run, written like `final_test_loss` or `best_validation_perplexity`, or
/// `test_loss_at_best_validation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RunLabel {
    /// Which part of the corpus.
    pub split: Split,
    /// Which epoch.
    pub epoch: Epoch,
    /// Which unit.
    pub unit: Unit,
}

impl RunLabel {
    /// Smaller is better, for every label of this benchmark.
    pub const DIRECTION: Direction = Direction::Minimize;

    /// All labels.
    pub fn all() -> impl Iterator<Item = Self> {
        let splits = [Split::Train, Split::Validation, Split::Test];
        let epochs = [Epoch::Final, Epoch::Best, Epoch::BestValidation];
        let units = [Unit::Loss, Unit::Perplexity];
        epochs.into_iter().flat_map(move |epoch| {
            splits
                .into_iter()
                .flat_map(move |split| units.into_iter().map(move |unit| Self { split, epoch, unit }))
        })
    }

    /// The label of a run; NaN where it has none.
    pub fn of(self, log: &TrainingLog) -> f64 {
        let losses = match self.split {
            Split::Train => &log.train_losses,
            Split::Validation => &log.validation_losses,
            Split::Test => &log.test_losses,
        };
        let epoch = match self.epoch {
            Epoch::Final => log.finished().then(|| log.epochs.checked_sub(1)).flatten(),
            Epoch::Best => lowest(losses),
            Epoch::BestValidation => lowest(&log.validation_losses),
        };
        let loss = epoch.and_then(|epoch| losses.get(epoch)).copied().filter(|loss| loss.is_finite());
        let loss = loss.unwrap_or(f64::NAN);
        match self.unit {
            Unit::Loss => loss,
            Unit::Perplexity => loss.exp(),
        }
    }
}

/// Position of the lowest finite value, the first of equal ones.
fn lowest(values: &[f64]) -> Option<usize> {
    let finite = values.iter().enumerate().filter(|(_, value)| value.is_finite());
    finite.min_by(|a, b| a.1.total_cmp(b.1)).map(|(index, _)| index)
}

impl fmt::Display for RunLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let split = match self.split {
            Split::Train => "train",
            Split::Validation => "validation",
            Split::Test => "test",
        };
        let unit = match self.unit {
            Unit::Loss => "loss",
            Unit::Perplexity => "perplexity",
        };
        match self.epoch {
            Epoch::Final => write!(f, "final_{split}_{unit}"),
            Epoch::Best => write!(f, "best_{split}_{unit}"),
            Epoch::BestValidation => write!(f, "{split}_{unit}_at_best_validation"),
        }
    }
}

/// The text is not a label.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown label `{0}`: write final_ or best_, then train_, validation_ or test_, then loss or perplexity \
     (as in final_test_loss), or test_loss_at_best_validation"
)]
pub struct RunLabelError(
    /// The text.
    pub String,
);

impl FromStr for RunLabel {
    type Err = RunLabelError;

    fn from_str(text: &str) -> Result<Self, RunLabelError> {
        Self::all()
            .find(|label| label.to_string() == text)
            .ok_or_else(|| RunLabelError(crate::recipes::excerpt(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_reads_back_from_its_name() {
        assert_eq!(RunLabel::all().count(), 18);
        for label in RunLabel::all() {
            assert_eq!(label.to_string().parse(), Ok(label));
        }
        assert!("final_test_accuracy".parse::<RunLabel>().is_err());
    }

    #[test]
    fn the_lowest_value_skips_what_is_not_finite() {
        assert_eq!(lowest(&[f64::NAN, 3.0, 2.0, f64::NEG_INFINITY, 2.0]), Some(2));
        assert_eq!(lowest(&[f64::NAN]), None);
    }
}
