use benchmark::Direction;

/// The columns of an analysis, all in the same order of architectures; NaN marks a missing value.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    /// The scores.
    pub proxies: &'a [ProxyColumn],
    /// The labels.
    pub labels: &'a [LabelValues],
    /// The controls of partial correlations.
    pub controls: &'a [Control],
    /// The column that splits the architectures into strata; it has few distinct values.
    pub strata: Option<&'a Control>,
    /// The cluster of each architecture; without it each is its own.
    pub clusters: Option<&'a [u64]>,
    /// The size of each architecture, to tell whether scores are missing for small networks.
    pub size: Option<&'a [f64]>,
    /// Seed of random draws, unless the settings have one.
    pub seed: u64,
}

/// One proxy's values, in the order of the architectures.
#[derive(Clone, Debug, PartialEq)]
pub struct ProxyColumn {
    /// The proxy's name.
    pub name: String,
    /// Its values; NaN if missing.
    pub values: Vec<f64>,
    /// For each value: `scored`, or the reason why it is missing.
    pub status: Vec<&'static str>,
}

/// One label.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelValues {
    /// Its name.
    pub name: String,
    /// Whether it is maximised.
    pub direction: Direction,
    /// Its values.
    pub values: Vec<f64>,
    /// The same label by single training seeds, if they are known.
    pub seeds: Vec<Vec<f64>>,
}

/// An additional column, for partial correlations or strata.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// Its name.
    pub name: String,
    /// Its values.
    pub values: Vec<f64>,
}

/// The rows of a score and a label that enter a statistic.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    /// Their positions among all architectures.
    pub positions: Vec<usize>,
    /// The score.
    pub x: Vec<f64>,
    /// The label.
    pub y: Vec<f64>,
}

impl Rows {
    /// The rows with both, restricted to `among` if it is given.
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

    /// The elements of another column in these rows.
    pub(crate) fn pick<T: Copy>(&self, column: &[T]) -> Vec<T> {
        self.positions.iter().map(|&row| column[row]).collect()
    }
}
