use std::fmt;

use epsilon::{Initialisation, Scheme, Weights};

/// The two initialisations that a score is taken between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Start {
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

impl Start {
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
impl fmt::Display for Start {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constants(weights) => weights.fmt(f),
            Self::Random { scheme, seeds: [first, second] } => {
                write!(f, "{scheme}, seeds {first} and {second}")
            }
        }
    }
}
