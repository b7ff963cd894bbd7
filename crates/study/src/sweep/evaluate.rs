//! One function in all settings of a group.

use epsilon::{Backend, BackendError, Initialisation, Outputs, Weights, evaluate, score};
use network::Network;

use crate::{Outcome, Scores};

/// The outcomes of a network for pairs of weights, each constant passed forward once.
pub(super) fn evaluate_all(
    backend: &dyn Backend,
    network: &Network,
    pairs: &[Weights],
) -> Vec<Result<Outcome, BackendError>> {
    if let [weights] = pairs {
        return vec![evaluate(backend, network, *weights).map(Outcome::from)];
    }
    let mut passed: Vec<(f64, Outputs)> = Vec::new();
    pairs
        .iter()
        .map(|weights| {
            let [first, second] = weights.pair();
            for constant in [first, second] {
                if !passed.iter().any(|(other, _)| *other == constant) {
                    let outputs = backend.forward(network, &Initialisation::Constant(constant))?;
                    passed.push((constant, outputs));
                }
            }
            let outputs =
                |constant: f64| passed.iter().find(|(other, _)| *other == constant).map(|found| &found.1);
            match (outputs(first), outputs(second)) {
                (Some(first), Some(second)) => Ok(score(first, second).into()),
                // Both were passed just above.
                _ => Ok(Outcome::Failed),
            }
        })
        .collect()
}

/// Whether nothing has to be computed for these architectures in a setting. A failure is tried again.
pub(super) fn is_known(known: &Scores, setting: usize, members: &[u32]) -> bool {
    stored(known, setting, members).is_some()
}

/// An outcome that is stored for one of the members, which all compute the same function.
pub(super) fn stored(known: &Scores, setting: usize, members: &[u32]) -> Option<Outcome> {
    members
        .iter()
        .filter_map(|&member| known.get(setting, member as usize))
        .find(|outcome| *outcome != Outcome::Failed)
}
