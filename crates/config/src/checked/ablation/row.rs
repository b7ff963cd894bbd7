use epsilon::{Formula, Precision, Weights};

/// One row of the table of results: a combination of the grid, in one repeat.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which of the settings it is; rows that differ only in what they are measured on share one.
    pub setting: usize,
    /// The kind of batch, told apart from others of its kind.
    pub input: String,
    /// For text: what tokens become.
    pub embedding: Option<String>,
    /// Samples in the batch.
    pub batch_size: usize,
    /// The arithmetic.
    pub precision: Precision,
    /// `constant`, or what weights are drawn from.
    pub initialisation: &'static str,
    /// The constants; `None` for random weights.
    pub weights: Option<Weights>,
    /// What is done to the outputs.
    pub formula: Formula,
    /// How many architectures it is measured on; `None` for all.
    pub sample: Option<usize>,
    /// Which repeat, from 0.
    pub repeat: usize,
}
