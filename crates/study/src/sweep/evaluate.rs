//! One function in all settings of a group.

use epsilon::{Backend, BackendError, Formula, Initialisation, Outputs, Prepared};
use network::Network;

use crate::checked::Start;
use crate::{Outcome, Scores, seed};

/// What a score is taken between, and how.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Between {
    /// The two initialisations.
    pub pair: [Initialisation; 2],
    /// What is done to the outputs.
    pub formula: Formula,
}

impl Between {
    /// The same for one architecture: random weights are drawn with a seed of its own, which depends on its key and on
    /// nothing else.
    pub(super) fn of(self, key: &str) -> Self {
        let pair = self.pair.map(|initialisation| match initialisation {
            Initialisation::Random { scheme, seed } => {
                Initialisation::Random { scheme, seed: seed::derive(seed, &format!("weights of {key}")) }
            }
            constant => constant,
        });
        Self { pair, ..self }
    }
}

impl From<Start> for Between {
    fn from(start: Start) -> Self {
        Self { pair: start.pair(), formula: Formula::default() }
    }
}

/// The outcomes of a network, each initialisation passed forward once however many scores are taken from it, and the
/// second of a pair only where the first leaves a score. Memory: one row of outputs for each different initialisation.
///
/// # Errors
/// If the backend can't run the network at all.
pub(super) fn evaluate_all(
    backend: &dyn Backend,
    network: &Network,
    wanted: &[Between],
) -> Result<Vec<Result<Outcome, BackendError>>, BackendError> {
    let prepared = backend.prepare(network)?;
    let mut passed: Vec<(Initialisation, Outputs)> = Vec::new();
    let mut outcome = |&Between { pair: [first, second], formula }: &Between| {
        let first = pass(prepared.as_ref(), first, &mut passed)?;
        if let Some(missing) = formula.missing(&passed[first].1) {
            return Ok(Outcome::Missing(missing));
        }
        let second = pass(prepared.as_ref(), second, &mut passed)?;
        Ok(Outcome::from(formula.score(&passed[first].1, &passed[second].1)))
    };
    Ok(wanted.iter().map(&mut outcome).collect())
}

/// Where the outputs for an initialisation are among those that were passed, which they are afterwards.
fn pass(
    network: &dyn Prepared,
    wanted: Initialisation,
    passed: &mut Vec<(Initialisation, Outputs)>,
) -> Result<usize, BackendError> {
    if let Some(found) = passed.iter().position(|(other, _)| *other == wanted) {
        return Ok(found);
    }
    passed.push((wanted, network.forward(&wanted)?));
    Ok(passed.len() - 1)
}

/// Whether nothing has to be computed for these architectures in a setting. A failure is tried again.
pub(super) fn is_known(known: &Scores, setting: u16, members: &[u32]) -> bool {
    stored(known, setting, members).is_some()
}

/// An outcome that is stored for one of the members, which all compute the same function.
pub(super) fn stored(known: &Scores, setting: u16, members: &[u32]) -> Option<Outcome> {
    members
        .iter()
        .filter_map(|&member| known.get(usize::from(setting), member as usize))
        .find(|outcome| *outcome != Outcome::Failed)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use epsilon::mock::MockBackend;
    use epsilon::{Precision, Scheme, score};

    use super::*;

    #[test]
    fn random_seeds_depend_on_the_key_and_constants_on_nothing() {
        let random = |seeds| Between::from(Start::Random { scheme: Scheme::Normal, seeds });
        assert_eq!(random([1, 2]).of("a"), random([1, 2]).of("a"));
        let seeds = |between: Between| {
            between.pair.map(|initialisation| match initialisation {
                Initialisation::Random { seed, .. } => seed,
                other => panic!("{other}"),
            })
        };
        let mut all: Vec<u64> =
            ["a", "b"].iter().flat_map(|key| seeds(random([1, 2]).of(key))).chain([1, 2]).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 6);
        let pair = [Initialisation::Constant(1e-7), Initialisation::Constant(1.0)];
        let constants = Between { pair, formula: Formula::Raw };
        assert_eq!(constants.of("a"), constants);
    }

    /// Remembers which initialisations were passed.
    #[derive(Default)]
    struct Counting {
        inner: MockBackend,
        passed: Mutex<Vec<Initialisation>>,
    }

    impl Backend for Counting {
        fn name(&self) -> &'static str {
            "counting"
        }

        fn precision(&self) -> Precision {
            self.inner.precision()
        }

        fn forward(
            &self,
            network: &Network,
            initialisation: &Initialisation,
        ) -> Result<Outputs, BackendError> {
            self.passed.lock().unwrap().push(*initialisation);
            self.inner.forward(network, initialisation)
        }
    }

    #[test]
    fn each_constant_is_passed_once_for_all_its_pairs_and_formulas() {
        let network = crate::spaces::find("nasbench201").unwrap();
        let network =
            (network.open)(crate::spaces::SpaceOptions { input: network.input, recipes: None, skip: false })
                .network("|nor_conv_3x3~0|+|none~0|none~1|+|none~0|none~1|skip_connect~2|", 1)
                .unwrap();
        let constants = [1e-8, 1e-7, 1e-5, 1e-3, 1e-2, 0.1, 1.0, 10.0];
        let mut wanted = Vec::new();
        for formula in Formula::ALL {
            for (position, &first) in constants.iter().enumerate() {
                for &second in &constants[position + 1..] {
                    let pair = [Initialisation::Constant(first), Initialisation::Constant(second)];
                    wanted.push(Between { pair, formula });
                }
            }
        }
        let backend = Counting::default();
        let outcomes = evaluate_all(&backend, &network, &wanted).unwrap();
        assert_eq!(backend.passed.lock().unwrap().len(), constants.len());
        assert_eq!(outcomes.len(), 4 * 28);
        for (between, outcome) in wanted.iter().zip(outcomes) {
            let [first, second] = between.pair.map(|pair| backend.inner.forward(&network, &pair).unwrap());
            assert_eq!(outcome.unwrap(), between.formula.score(&first, &second).into());
            if between.formula == Formula::MinMaxMean {
                assert_eq!(between.formula.score(&first, &second), score(&first, &second));
            }
        }
    }
}
