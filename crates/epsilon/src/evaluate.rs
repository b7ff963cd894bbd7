use network::Network;

use crate::{Backend, BackendError, Formula, Initialisation, Initialisations, Outputs, Prepared, Score};

/// The two initialisations and the formula of a score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoreSpec {
    /// The two initialisations.
    pub pair: [Initialisation; 2],
    /// How the outputs become a score.
    pub formula: Formula,
}

impl From<Initialisations> for ScoreSpec {
    fn from(initialisations: Initialisations) -> Self {
        Self { pair: initialisations.pair(), formula: Formula::default() }
    }
}

/// All wanted scores of a network. Each different initialisation is run once, the second of a pair only if the outputs of
/// the first allow a score. Memory: one row of outputs for each different initialisation.
///
/// # Errors
/// If the backend can't run the network at all; the inner results, if one of the passes fails.
pub fn evaluate_all(
    backend: &dyn Backend,
    network: &Network,
    wanted: &[ScoreSpec],
) -> Result<Vec<Result<Score, BackendError>>, BackendError> {
    let prepared = backend.prepare(network)?;
    let mut computed: Vec<(Initialisation, Outputs)> = Vec::new();
    let mut score = |&ScoreSpec { pair: [first, second], formula }: &ScoreSpec| {
        let first = outputs_of(prepared.as_ref(), first, &mut computed)?;
        if let Some(missing) = formula.missing(&computed[first].1) {
            return Ok(Err(missing));
        }
        let second = outputs_of(prepared.as_ref(), second, &mut computed)?;
        Ok(formula.score(&computed[first].1, &computed[second].1))
    };
    Ok(wanted.iter().map(&mut score).collect())
}

/// The position in `computed` of the outputs for an initialisation, which are added if they are new.
fn outputs_of(
    network: &dyn Prepared,
    wanted: Initialisation,
    computed: &mut Vec<(Initialisation, Outputs)>,
) -> Result<usize, BackendError> {
    if let Some(found) = computed.iter().position(|(other, _)| *other == wanted) {
        return Ok(found);
    }
    computed.push((wanted, network.forward(&wanted)?));
    Ok(computed.len() - 1)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use network::{GraphBuilder, Shape};

    use super::*;
    use crate::mock::MockBackend;
    use crate::{Precision, score};

    /// Records which initialisations were run.
    #[derive(Default)]
    struct Counting {
        inner: MockBackend,
        computed: Mutex<Vec<Initialisation>>,
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
            self.computed.lock().unwrap().push(*initialisation);
            self.inner.forward(network, initialisation)
        }
    }

    #[test]
    fn each_constant_is_passed_once_for_all_its_pairs_and_formulas() {
        let mut graph = GraphBuilder::new();
        let image = graph.input(Shape::new(3, 8, 8));
        let conv = graph.conv2d(image, 4, 3, 1, 1).unwrap();
        let pooled = graph.global_avg_pool(conv).unwrap();
        let output = graph.linear(pooled, 1).unwrap();
        let network = Network::Image(graph.finish(output));
        let constants = [1e-8, 1e-7, 1e-5, 1e-3, 1e-2, 0.1, 1.0, 10.0];
        let mut wanted = Vec::new();
        for formula in Formula::ALL {
            for (position, &first) in constants.iter().enumerate() {
                for &second in &constants[position + 1..] {
                    let pair = [Initialisation::Constant(first), Initialisation::Constant(second)];
                    wanted.push(ScoreSpec { pair, formula });
                }
            }
        }
        let backend = Counting::default();
        let scores = evaluate_all(&backend, &network, &wanted).unwrap();
        assert_eq!(backend.computed.lock().unwrap().len(), constants.len());
        assert_eq!(scores.len(), 5 * 28);
        for (spec, found) in wanted.iter().zip(scores) {
            let [first, second] = spec.pair.map(|pair| backend.inner.forward(&network, &pair).unwrap());
            assert_eq!(found.unwrap(), spec.formula.score(&first, &second));
            if spec.formula == Formula::MinMaxMean {
                assert_eq!(spec.formula.score(&first, &second), score(&first, &second));
            }
        }
    }
}
