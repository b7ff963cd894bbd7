use std::fmt;

use crate::{Initialisation, Scheme, Weights};

/// The two initialisations of a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Initialisations {
    /// Two constants.
    Constants(Weights),
    /// Two draws.
    Random {
        /// Their distribution.
        scheme: Scheme,
        /// One seed per draw; combined with an architecture's key, it gives that architecture's seed.
        seeds: [u64; 2],
    },
}

impl Initialisations {
    /// Both initialisations, with the seeds as configured.
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

    /// How many different initialisations these pairs contain: the number of passes per network.
    pub fn distinct(pairs: impl IntoIterator<Item = Self>) -> usize {
        let mut passed = Vec::new();
        for initialisation in pairs.into_iter().flat_map(Self::pair) {
            if !passed.contains(&initialisation) {
                passed.push(initialisation);
            }
        }
        passed.len()
    }

    /// Whether weights are drawn: then no two architectures share a score.
    pub const fn is_random(self) -> bool {
        matches!(self, Self::Random { .. })
    }

    /// The two constants; `None` for random draws.
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
