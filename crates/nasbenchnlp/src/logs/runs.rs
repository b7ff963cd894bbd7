use std::collections::HashMap;

use benchmark::{LabelColumn, LabelError};

use super::{RunLabel, TrainingLog};
use crate::Recipe;

/// The runs of one recipe.
#[derive(Clone, Debug)]
pub struct RecipeRuns {
    /// The recipe's [key](Recipe::key).
    pub key: String,
    /// The recipe.
    pub recipe: Recipe,
    /// Its runs, in the order in which they were read.
    pub runs: Vec<TrainingLog>,
}

/// One label of all runs of a recipe. All but the counts are NaN if no run has the label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunSummary {
    /// Mean over the runs that have the label.
    pub mean: f64,
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
    /// Number of runs that have the label.
    pub count: usize,
    /// Number of runs, diverged ones included.
    pub runs: usize,
}

impl RunSummary {
    /// The summary of some values; those that are not finite count as runs only.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut summary = Self { mean: f64::NAN, min: f64::NAN, max: f64::NAN, count: 0, runs: 0 };
        let mut sum = 0.0;
        for value in values {
            summary.runs += 1;
            if value.is_finite() {
                summary.count += 1;
                sum += value;
                // NaN, the start, gives way to the other number.
                summary.min = summary.min.min(value);
                summary.max = summary.max.max(value);
            }
        }
        if summary.count > 0 {
            summary.mean = sum / summary.count as f64;
        }
        summary
    }

    /// One of its numbers.
    pub fn get(&self, statistic: RunStatistic) -> f64 {
        match statistic {
            RunStatistic::Mean => self.mean,
            RunStatistic::Min => self.min,
            RunStatistic::Max => self.max,
        }
    }
}

/// How the runs of one recipe become one label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RunStatistic {
    /// Mean over the runs that have the label. The default.
    #[default]
    Mean,
    /// The smallest (best).
    Min,
    /// The largest (worst).
    Max,
}

impl RecipeRuns {
    /// One label of these runs.
    pub fn summary(&self, label: RunLabel) -> RunSummary {
        RunSummary::of(self.runs.iter().map(|run| label.of(run)))
    }
}

/// Training runs, grouped by recipe.
#[derive(Clone, Debug, Default)]
pub struct RunGroups {
    groups: Vec<RecipeRuns>,
    index: HashMap<String, usize>,
}

impl RunGroups {
    /// Adds a run to the group of its recipe: the runs whose recipes have the same [key](Recipe::key).
    pub fn push(&mut self, log: TrainingLog) {
        let key = log.recipe.key();
        let next = self.groups.len();
        let group = *self.index.entry(key.clone()).or_insert(next);
        if group == next {
            self.groups.push(RecipeRuns { key, recipe: log.recipe.clone(), runs: Vec::new() });
        }
        self.groups[group].runs.push(log);
    }

    /// The groups, in the order in which their recipes first came.
    pub fn groups(&self) -> &[RecipeRuns] {
        &self.groups
    }

    /// The runs of the recipe with this key.
    pub fn get(&self, key: &str) -> Option<&RecipeRuns> {
        self.index.get(key).map(|&group| &self.groups[group])
    }

    /// One label of all recipes, for ranking; keys are [`Recipe::key`]s, the direction is
    /// [`RunLabel::DIRECTION`].
    ///
    /// # Errors
    /// If no recipe has the label.
    pub fn column(&self, label: RunLabel, statistic: RunStatistic) -> Result<LabelColumn, LabelError> {
        let rows = self.groups.iter().map(|group| (group.key.clone(), group.summary(label).get(statistic)));
        LabelColumn::new(label.to_string(), RunLabel::DIRECTION, rows)
    }
}

impl Extend<TrainingLog> for RunGroups {
    fn extend<I: IntoIterator<Item = TrainingLog>>(&mut self, logs: I) {
        for log in logs {
            self.push(log);
        }
    }
}

impl FromIterator<TrainingLog> for RunGroups {
    fn from_iter<I: IntoIterator<Item = TrainingLog>>(logs: I) -> Self {
        let mut groups = Self::default();
        groups.extend(logs);
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diverged_run_counts_as_a_run_without_a_label() {
        let summary = RunSummary::of([5.0, f64::NAN, 4.0]);
        assert_eq!(summary, RunSummary { mean: 4.5, min: 4.0, max: 5.0, count: 2, runs: 3 });
        let none = RunSummary::of([f64::NAN]);
        assert!(none.mean.is_nan() && none.min.is_nan() && none.max.is_nan());
        assert_eq!((none.count, none.runs), (0, 1));
    }
}
