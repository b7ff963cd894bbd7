use epsilon::{Missing, Score};

/// The outcome of evaluating one architecture in one setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// A score.
    Scored(f64),
    /// No score, by the formula.
    Missing(Missing),
    /// The network or the backend failed: no result at all.
    Failed,
}

impl Outcome {
    /// The score, or NaN.
    pub const fn value(self) -> f64 {
        match self {
            Self::Scored(score) => score,
            Self::Missing(_) | Self::Failed => f64::NAN,
        }
    }

    /// A short stable name for files: `scored`, `failed`, or the reason for a missing score.
    pub const fn status(self) -> &'static str {
        match self {
            Self::Scored(_) => "scored",
            Self::Missing(missing) => missing.name(),
            Self::Failed => "failed",
        }
    }
}

impl From<Score> for Outcome {
    fn from(score: Score) -> Self {
        match score {
            Ok(score) => Self::Scored(score),
            Err(missing) => Self::Missing(missing),
        }
    }
}

/// The outcomes of a sweep: a column per setting, a cell per architecture, empty if unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    columns: Vec<Vec<Option<Outcome>>>,
}

impl Scores {
    /// A table of unknown outcomes.
    pub fn new(settings: usize, architectures: usize) -> Self {
        Self { columns: vec![vec![None; architectures]; settings] }
    }

    /// The outcome; `None` if it is unknown or outside of the table.
    pub fn get(&self, setting: usize, architecture: usize) -> Option<Outcome> {
        *self.columns.get(setting)?.get(architecture)?
    }

    /// The outcome of any of these architectures, which all compute the same function. A failure does not count: it is
    /// tried again.
    pub(crate) fn of_any(&self, setting: u16, members: &[u32]) -> Option<Outcome> {
        members
            .iter()
            .filter_map(|&member| self.get(usize::from(setting), member as usize))
            .find(|outcome| *outcome != Outcome::Failed)
    }

    /// Whether these architectures, which all compute the same function, need not be evaluated in a setting.
    pub(crate) fn is_known(&self, setting: u16, members: &[u32]) -> bool {
        self.of_any(setting, members).is_some()
    }

    /// Sets an outcome. Has no effect outside of the table.
    pub fn set(&mut self, setting: usize, architecture: usize, outcome: Outcome) {
        if let Some(cell) = self.columns.get_mut(setting).and_then(|column| column.get_mut(architecture)) {
            *cell = Some(outcome);
        }
    }

    /// One setting's outcomes, in the order of the architectures.
    pub fn column(&self, setting: usize) -> &[Option<Outcome>] {
        &self.columns[setting]
    }

    /// Number of settings.
    pub fn settings(&self) -> usize {
        self.columns.len()
    }

    /// How many outcomes are known.
    pub fn known(&self) -> usize {
        self.columns.iter().flatten().filter(|cell| cell.is_some()).count()
    }

    /// How many architectures failed in some setting.
    pub fn failed(&self) -> usize {
        let architectures = self.columns.first().map_or(0, Vec::len);
        (0..architectures)
            .filter(|&row| self.columns.iter().any(|column| column[row] == Some(Outcome::Failed)))
            .count()
    }
}
