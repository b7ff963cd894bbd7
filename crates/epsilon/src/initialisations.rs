use std::fmt;

use crate::{Initialisation, Scheme, Weights};

/// The two initialisations that a score is taken between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Initialisations {
    /// Two constants.
    Constants(Weights),
    /// Two draws.
    Random {
        /// What weights are drawn from.
        scheme: Scheme,
        /// One seed a draw. Each architecture's own seed is derived from it and the architecture's key.
        seeds: [u64; 2],
    },
}

impl Initialisations {
    /// Both initialisations, seeds as they are.
    pub const fn pair(self) -> [Initialisation; 2] {
        match self {
            Self::Constants(weights) => {
                let [first, second] = weights.pair();
                [Initialisation::Constant(first), Initialisation::Constant(second)]
            }
            Self::Random { scheme, seeds: [first, second] } => [
                Initialisation::Random { scheme, seed: first },
                Initialisation::Random { scheme, seed: second },
            ],
        }
    }

    /// How many different initialisations there are in these pairs: so many passes of a network give all of their scores.
    pub fn distinct(pairs: impl IntoIterator<Item = Self>) -> usize {
        let mut passed = Vec::new();
        for initialisation in pairs.into_iter().flat_map(Self::pair) {
            if !passed.contains(&initialisation) {
                passed.push(initialisation);
            }
        }
        passed.len()
    }

    /// Whether weights are drawn: then no two architectures have a score in common.
    pub const fn is_random(self) -> bool {
        matches!(self, Self::Random { .. })
    }

    /// The constants, if it is those.
    pub const fn weights(self) -> Option<Weights> {
        match self {
            Self::Constants(weights) => Some(weights),
            Self::Random { .. } => None,
        }
    }
}

/// `1e-7,1.0`, or `uniform, seeds 3 and 4`.
impl fmt::Display for Initialisations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constants(weights) => weights.fmt(f),
            Self::Random { scheme, seeds: [first, second] } => {
                write!(f, "{scheme}, seeds {first} and {second}")
            }
        }
    }
}
