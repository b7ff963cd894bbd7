use epsilon::{Missing, Score};

/// How the evaluation of one architecture in one setting ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// With a score.
    Scored(f64),
    /// Without one, as the formula has it.
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

    /// A short stable name for files: `scored`, `failed`, or why the score is missing.
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

/// The outcomes of a sweep: one column a setting, one cell an architecture, empty where nothing is known yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    columns: Vec<Vec<Option<Outcome>>>,
}

impl Scores {
    /// Nothing known yet.
    pub fn new(settings: usize, architectures: usize) -> Self {
        Self { columns: vec![vec![None; architectures]; settings] }
    }

    /// What is known; `None` also outside of the table.
    pub fn get(&self, setting: usize, architecture: usize) -> Option<Outcome> {
        *self.columns.get(setting)?.get(architecture)?
    }

    /// Puts an outcome in. Outside of the table it has no effect.
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
