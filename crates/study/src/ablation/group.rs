use std::fmt::Write as _;

use super::Measured;
use config::Row;

/// The repeats of one combination of the grid.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// One row a repeat.
    pub members: &'a [Measured],
}

impl<'a> Group<'a> {
    /// The combination; its repeat means nothing.
    pub fn row(&self) -> &Row {
        &self.members[0].row
    }

    /// Least, median and greatest of a number over the repeats in which there is one; NaN where there is none.
    pub fn spread(&self, of: impl Fn(&'a Measured) -> f64) -> [f64; 3] {
        let mut values: Vec<f64> = self.members.iter().map(of).filter(|value| !value.is_nan()).collect();
        values.sort_by(f64::total_cmp);
        let Some(last) = values.len().checked_sub(1) else { return [f64::NAN; 3] };
        [values[0], f64::midpoint(values[last / 2], values[last.div_ceil(2)]), values[last]]
    }
}

/// The rows by combination, in their order: the repeats of one stand beside each other.
pub fn groups(measured: &[Measured]) -> Vec<Group<'_>> {
    // The setting differs between repeats, everything that a reader sees does not.
    let shown = |row: &Row| Row { setting: 0, repeat: 0, ..row.clone() };
    measured.chunk_by(|a, b| shown(&a.row) == shown(&b.row)).map(|members| Group { members }).collect()
}

/// Which dimensions of the grid have more than one value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one a dimension, each independent of the others")]
pub struct Varying {
    /// The kind of batch.
    pub input: bool,
    /// What tokens become.
    pub embedding: bool,
    /// Samples in a batch.
    pub batch_size: bool,
    /// The arithmetic.
    pub precision: bool,
    /// The initialisation.
    pub initialisation: bool,
    /// The constants.
    pub weights: bool,
    /// What is done to the outputs.
    pub formula: bool,
    /// How many architectures are measured on.
    pub sample: bool,
}

impl Varying {
    /// Looks through all rows.
    pub fn of(groups: &[Group<'_>]) -> Self {
        let differs = |same: &dyn Fn(&Row, &Row) -> bool| {
            groups.windows(2).any(|pair| !same(pair[0].row(), pair[1].row()))
        };
        Self {
            input: differs(&|a, b| a.input == b.input),
            embedding: differs(&|a, b| a.embedding == b.embedding),
            batch_size: differs(&|a, b| a.batch_size == b.batch_size),
            precision: differs(&|a, b| a.precision == b.precision),
            initialisation: differs(&|a, b| a.initialisation == b.initialisation),
            weights: differs(&|a, b| a.weights == b.weights || a.weights.is_none() || b.weights.is_none()),
            formula: differs(&|a, b| a.formula == b.formula),
            sample: differs(&|a, b| a.sample == b.sample),
        }
    }

    /// What tells a row from others, in words: `grey, 64 samples, f32`.
    pub fn describe(self, row: &Row) -> String {
        let mut text = String::new();
        let mut add = |part: String| {
            let comma = if text.is_empty() { "" } else { ", " };
            // Writing to a String can't fail.
            let _ = write!(text, "{comma}{part}");
        };
        if self.input {
            add(row.input.clone());
        }
        if let Some(embedding) = row.embedding.as_ref().filter(|_| self.embedding) {
            add(embedding.clone());
        }
        if self.batch_size {
            add(format!("batch {}", row.batch_size));
        }
        if self.initialisation {
            add(row.initialisation.to_owned());
        }
        if let Some(weights) = row.weights.filter(|_| self.weights) {
            let [first, second] = weights.pair();
            add(format!("{} and {}", constant(first), constant(second)));
        }
        if self.formula {
            add(row.formula.to_string());
        }
        if self.precision {
            add(row.precision.to_string());
        }
        if let Some(sample) = row.sample.filter(|_| self.sample) {
            add(format!("{sample} architectures"));
        }
        text
    }
}

/// A constant as people write it: `1e-7`, `0.5`, `10`.
pub(super) fn constant(value: f64) -> String {
    let magnitude = value.abs();
    if (1e-2..1e4).contains(&magnitude) { format!("{value}") } else { format!("{value:e}") }
}
