use benchmark::Direction;

/// The columns of an analysis, whatever they come from: all in one order of architectures, NaN where there is no value.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The scores.
    pub proxies: &'a [ProxyColumn],
    /// The labels.
    pub labels: &'a [LabelValues],
    /// What partial correlations are given.
    pub controls: &'a [Control],
    /// What splits the architectures into strata: a column of few different values.
    pub strata: Option<&'a Control>,
    /// Which cluster each architecture belongs to; without it each is one by itself.
    pub clusters: Option<&'a [u64]>,
    /// How large each architecture is, to see whether scores are missing where networks are small.
    pub size: Option<&'a [f64]>,
    /// Seed of what is drawn, unless the settings have one.
    pub seed: u64,
}

/// One proxy's values, in the order of the architectures.
#[derive(Clone, Debug, PartialEq)]
pub struct ProxyColumn {
    /// The proxy's name.
    pub name: String,
    /// Its values; NaN where there is none.
    pub values: Vec<f64>,
    /// For each value: `scored`, or why there is none.
    pub status: Vec<&'static str>,
}

/// One label.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelValues {
    /// Its name.
    pub name: String,
    /// Which end of it is good.
    pub direction: Direction,
    /// Its values.
    pub values: Vec<f64>,
    /// The same label by single training seeds, if they are known.
    pub seeds: Vec<Vec<f64>>,
}

/// A further column: one that partial correlations are given, or that splits into strata.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// Its name.
    pub name: String,
    /// Its values.
    pub values: Vec<f64>,
}

/// The rows of a score and a label that are looked at.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    /// Where they are among all architectures.
    pub positions: Vec<usize>,
    /// The score.
    pub x: Vec<f64>,
    /// The label.
    pub y: Vec<f64>,
}

impl Rows {
    /// Those that have both, and belong to `among` where that is given.
    pub(crate) fn of(score: &[f64], label: &[f64], among: Option<&[bool]>) -> Self {
        let positions: Vec<usize> = (0..score.len())
            .filter(|&row| {
                !score[row].is_nan() && !label[row].is_nan() && among.is_none_or(|among| among[row])
            })
            .collect();
        let pick = |column: &[f64]| positions.iter().map(|&row| column[row]).collect();
        let (x, y) = (pick(score), pick(label));
        Self { positions, x, y }
    }

    /// The rows' elements of a further column.
    pub(crate) fn pick<T: Copy>(&self, column: &[T]) -> Vec<T> {
        self.positions.iter().map(|&row| column[row]).collect()
    }
}
