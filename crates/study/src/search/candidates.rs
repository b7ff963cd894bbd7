use std::collections::HashMap;

use benchmark::{ArchitectureRef, Direction, keys};

use data::Data;

/// What is searched: architectures that have every label.
#[derive(Clone, Debug)]
pub struct Candidates {
    /// In the order of the study.
    pub architectures: Vec<ArchitectureRef>,
    /// What training one tells, turned so that larger is better.
    pub seen: Vec<f64>,
    /// What is reported of one, as it is in the file.
    pub truth: Vec<f64>,
    /// Which end of the reported label is good.
    pub direction: Direction,
    /// Rank of one by the reported label among all: 1 for the best, the mean rank for equal ones.
    pub rank: Vec<f64>,
    /// Position among the study's architectures.
    pub rows: Vec<usize>,
    positions: HashMap<String, usize>,
}

impl Candidates {
    /// The architectures of a study that have both a first and a last label.
    pub fn new(data: &Data) -> Self {
        let (Some(first), Some(last)) = (data.labels.first(), data.labels.last()) else {
            return Self::from_labels(Vec::new(), Vec::new(), Vec::new(), Direction::Maximize);
        };
        let (mut found, mut seen, mut truth, mut rows) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (row, one) in data.architectures.iter().enumerate() {
            if let (Some(told), Some(reported)) = (first.get(one.key()), last.get(one.key())) {
                found.push(one.clone());
                seen.push(if first.direction == Direction::Minimize { -told } else { told });
                truth.push(reported);
                rows.push(row);
            }
        }
        Self { rows, ..Self::from_labels(found, seen, truth, last.direction) }
    }

    /// Candidates from their columns, all equally long.
    pub fn from_labels(
        architectures: Vec<ArchitectureRef>,
        seen: Vec<f64>,
        truth: Vec<f64>,
        direction: Direction,
    ) -> Self {
        let bad: Vec<f64> = truth
            .iter()
            .map(|&value| if direction == Direction::Minimize { value } else { -value })
            .collect();
        let positions = keys(&architectures).into_iter().zip(0..).collect();
        let (rank, rows) = (rankstats::average_ranks(&bad), (0..architectures.len()).collect());
        Self { architectures, seen, truth, direction, rank, rows, positions }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.architectures.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.architectures.is_empty()
    }

    /// The position of an architecture, if it is a candidate.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.positions.get(key).copied()
    }
}

/// A proxy's values for the candidates, larger being better; NaN where there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// The proxy's name.
    pub name: String,
    /// One value a candidate.
    pub values: Vec<f64>,
}

impl Ranking {
    /// How many candidates have a value.
    pub fn scored(&self) -> usize {
        self.values.iter().filter(|value| !value.is_nan()).count()
    }
}

/// What becomes of a candidate without a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingScores {
    /// It is drawn like any other, and ranked behind all that have a score, in the order drawn.
    Count,
    /// It is never drawn.
    Skip,
}

impl MissingScores {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Count, Self::Skip];

    /// A short stable name for files: `count`, `skip`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Skip => "skip",
        }
    }
}

#[cfg(test)]
mod tests {
    use benchmark::SearchSpace as _;
    use nasbench201::NasBench201;

    use super::*;

    #[test]
    fn equal_labels_share_their_mean_rank() {
        let cells = |count| NasBench201::new(32).architectures().unwrap()[..count].to_vec();
        let truth = vec![3.0, 5.0, 3.0, 1.0];
        let accuracies = Candidates::from_labels(cells(4), truth.clone(), truth, Direction::Maximize);
        assert_eq!(accuracies.rank, [2.5, 1.0, 2.5, 4.0]);
        let truth = vec![0.3, 0.1, 0.2];
        let losses = Candidates::from_labels(cells(3), vec![0.0; 3], truth, Direction::Minimize);
        assert_eq!(losses.rank, [3.0, 1.0, 2.0]);
        assert_eq!(losses.position(cells(3)[2].key()), Some(2));
    }
}
