use std::fmt;
use std::str::FromStr;

use benchmark::Direction;

use crate::error::excerpt;
use crate::{Measurement, Trial};

/// A quantity of a measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Metric {
    /// Accuracy on the training split, a fraction: `train`.
    TrainAccuracy,
    /// Accuracy on the validation split, a fraction: `valid`.
    ValidAccuracy,
    /// Accuracy on the test split, a fraction: `test`.
    TestAccuracy,
    /// Training time in seconds: `time`.
    TrainingTime,
}

/// A point of the training.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Stage {
    /// After half of the epochs.
    Halfway,
    /// After all of them.
    #[default]
    Final,
}

/// How the trials of a module are reduced to one number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TrialChoice {
    /// The trial at this position in file order, from 0.
    One(usize),
    /// The mean of all trials.
    #[default]
    Mean,
    /// The smallest.
    Min,
    /// The largest.
    Max,
}

/// A label of the benchmark, written `METRIC_EPOCHS[_halfway][_CHOICE]`.
///
/// `METRIC` is `train`, `valid`, `test` or `time`, `CHOICE` one of `mean` (left out by default), `min`, `max`
/// and `trial0`, `trial1`, `trial2`. So `test_108` is the mean test accuracy after 108 epochs and
/// `valid_108_halfway_trial0` the first run's validation accuracy after 54 of 108.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The quantity.
    pub metric: Metric,
    /// Length of the whole training: 4, 12, 36 or 108 in the official files.
    pub epochs: u32,
    /// The point of the training.
    pub stage: Stage,
    /// How trials are combined.
    pub trials: TrialChoice,
}

/// The text is not a label.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} is no NAS-Bench-101 label: write METRIC_EPOCHS[_halfway][_CHOICE] with train, valid, test or \
     time, and mean, min, max or trial0, such as test_108 or valid_36_halfway_max"
)]
pub struct LabelError {
    /// The text, cut to its first characters.
    pub text: String,
}

impl Metric {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::TrainAccuracy, Self::ValidAccuracy, Self::TestAccuracy, Self::TrainingTime];

    const fn name(self) -> &'static str {
        match self {
            Self::TrainAccuracy => "train",
            Self::ValidAccuracy => "valid",
            Self::TestAccuracy => "test",
            Self::TrainingTime => "time",
        }
    }

    const fn of(self, measurement: &Measurement) -> f64 {
        match self {
            Self::TrainAccuracy => measurement.train_accuracy,
            Self::ValidAccuracy => measurement.valid_accuracy,
            Self::TestAccuracy => measurement.test_accuracy,
            Self::TrainingTime => measurement.training_time,
        }
    }
}

impl Label {
    /// The mean over the trials of `epochs` epochs, at their end.
    pub const fn new(metric: Metric, epochs: u32) -> Self {
        Self { metric, epochs, stage: Stage::Final, trials: TrialChoice::Mean }
    }

    /// Accuracies are better when larger, times when smaller.
    pub const fn direction(&self) -> Direction {
        match self.metric {
            Metric::TrainingTime => Direction::Minimize,
            Metric::TrainAccuracy | Metric::ValidAccuracy | Metric::TestAccuracy => Direction::Maximize,
        }
    }

    /// The label of one module, from its trials of the label's epochs in file order.
    ///
    /// Trials without a value are left out; `None` if none has one, or the chosen trial does not exist.
    pub fn value<'a>(&self, trials: impl IntoIterator<Item = &'a Trial>) -> Option<f64> {
        self.combine(trials.into_iter().map(|trial| match self.stage {
            Stage::Halfway => self.metric.of(&trial.halfway),
            Stage::Final => self.metric.of(&trial.last),
        }))
    }

    /// The label of one module, from what its trials measured, in file order. NaN stands for no value.
    pub fn combine(&self, mut values: impl Iterator<Item = f64>) -> Option<f64> {
        let value = match self.trials {
            TrialChoice::One(position) => values.nth(position)?,
            TrialChoice::Min => values.fold(f64::NAN, f64::min),
            TrialChoice::Max => values.fold(f64::NAN, f64::max),
            TrialChoice::Mean => {
                let (sum, count) = values
                    .filter(|value| !value.is_nan())
                    .fold((0.0, 0u32), |(sum, count), value| (sum + value, count + 1));
                sum / f64::from(count)
            }
        };
        (!value.is_nan()).then_some(value)
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.metric.name(), self.epochs)?;
        if self.stage == Stage::Halfway {
            f.write_str("_halfway")?;
        }
        match self.trials {
            TrialChoice::Mean => Ok(()),
            TrialChoice::Min => f.write_str("_min"),
            TrialChoice::Max => f.write_str("_max"),
            TrialChoice::One(position) => write!(f, "_trial{position}"),
        }
    }
}

impl FromStr for Label {
    type Err = LabelError;

    fn from_str(text: &str) -> Result<Self, LabelError> {
        parse(text).ok_or_else(|| LabelError { text: excerpt(text) })
    }
}

fn parse(text: &str) -> Option<Label> {
    let mut words = text.split('_');
    let name = words.next()?;
    let metric = Metric::ALL.into_iter().find(|metric| metric.name() == name)?;
    let mut label = Label::new(metric, words.next()?.parse().ok()?);
    let mut word = words.next();
    if word == Some("halfway") {
        label.stage = Stage::Halfway;
        word = words.next();
    }
    label.trials = match word {
        None | Some("mean") => TrialChoice::Mean,
        Some("min") => TrialChoice::Min,
        Some("max") => TrialChoice::Max,
        Some(word) => TrialChoice::One(word.strip_prefix("trial")?.parse().ok()?),
    };
    words.next().is_none().then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lead_back_and_others_are_refused() -> Result<(), LabelError> {
        for text in ["test_108", "valid_36_halfway", "train_4_min", "time_12_halfway_trial2"] {
            assert_eq!(text.parse::<Label>()?.to_string(), text);
        }
        assert_eq!("test_108_mean".parse::<Label>()?, Label::new(Metric::TestAccuracy, 108));
        for text in
            ["", "test", "test_x", "test_108_median", "test_108_max_halfway", "val_108", "test_108_trial"]
        {
            assert_eq!(text.parse::<Label>(), Err(LabelError { text: text.to_owned() }));
        }
        Ok(())
    }

    #[test]
    fn the_direction_is_that_of_the_metric() -> Result<(), LabelError> {
        for (text, direction) in [
            ("test_108", Direction::Maximize),
            ("train_4_min", Direction::Maximize),
            ("valid_36_halfway_max", Direction::Maximize),
            ("time_108", Direction::Minimize),
            ("time_12_halfway_trial2", Direction::Minimize),
        ] {
            assert_eq!(text.parse::<Label>()?.direction(), direction, "{text}");
        }
        Ok(())
    }

    #[test]
    fn trials_without_a_value_are_left_out() -> Result<(), LabelError> {
        let trials = [0.5, f64::NAN, 1.0].map(|accuracy| {
            let [training_time, train_accuracy, valid_accuracy] = [0.0; 3];
            let last = Measurement { training_time, train_accuracy, valid_accuracy, test_accuracy: accuracy };
            Trial { halfway: Measurement { test_accuracy: f64::NAN, ..last }, last }
        });
        for (text, expected) in [
            ("test_4", Some(0.75)),
            ("test_4_min", Some(0.5)),
            ("test_4_max", Some(1.0)),
            ("test_4_trial2", Some(1.0)),
            ("test_4_trial1", None),
            ("test_4_trial3", None),
            ("test_4_halfway", None),
            ("test_4_halfway_max", None),
            ("valid_4_halfway", Some(0.0)),
        ] {
            assert_eq!(text.parse::<Label>()?.value(&trials), expected, "{text}");
        }
        Ok(())
    }
}
