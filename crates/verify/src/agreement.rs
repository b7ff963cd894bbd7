use network::Network;

use crate::condition::condition;
use epsilon::{Backend, BackendError, Formula, Initialisation, Outputs, Score, Weights, score};

/// One network under two backends; see [`compare`].
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The network's key.
    pub key: String,
    /// Score by the first backend.
    pub first: Score,
    /// Score by the second backend.
    pub second: Score,
    /// Largest distance between two outputs for the same sample and constant, relative to the largest absolute output of
    /// the first backend for that constant. Samples where both are NaN are left out, as in the score; NaN where only one
    /// is, or an output is infinite.
    pub output_difference: f64,
    /// How many times a relative error of the outputs is amplified in the score; infinite if the backends drop different
    /// samples (an error of any size then changes the score), NaN if one has no score.
    ///
    /// Scaling a row to [0, 1] amplifies by its largest absolute value over its range; for nearly equal rows, a score
    /// below 1 amplifies by its reciprocal.
    pub condition: f64,
}

impl Comparison {
    /// Distance of the scores relative to the first; `None` unless both backends have a score.
    pub fn score_difference(&self) -> Option<f64> {
        match (self.first, self.second) {
            (Ok(first), Ok(second)) if first == second => Some(0.0),
            (Ok(first), Ok(second)) => Some((first - second).abs() / first.abs()),
            _ => None,
        }
    }

    /// Whether both backends have a score, or neither has.
    pub const fn same_mask(&self) -> bool {
        self.first.is_ok() == self.second.is_ok()
    }
}

/// The results of [`compare`] over a sample of networks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// One element per network, in the order given.
    pub comparisons: Vec<Comparison>,
}

impl Agreement {
    /// Networks for which only one of the backends has a score.
    pub fn mask_differences(&self) -> impl Iterator<Item = &Comparison> {
        self.comparisons.iter().filter(|comparison| !comparison.same_mask())
    }

    /// Whether the masks of missing scores are the same.
    pub fn masks_equal(&self) -> bool {
        self.mask_differences().next().is_none()
    }

    /// How many networks have a score with both backends.
    pub fn scored_by_both(&self) -> usize {
        self.comparisons.iter().filter(|comparison| comparison.score_difference().is_some()).count()
    }

    /// Quantiles of [`Comparison::score_difference`], for networks that both backends score.
    pub fn score_differences(&self) -> Quantiles {
        Quantiles::of(self.comparisons.iter().filter_map(Comparison::score_difference).collect())
    }

    /// Quantiles of [`Comparison::output_difference`], for networks that both backends score.
    pub fn output_differences(&self) -> Quantiles {
        let scored = self.comparisons.iter().filter(|comparison| comparison.score_difference().is_some());
        Quantiles::of(scored.map(|comparison| comparison.output_difference).collect())
    }

    /// The network with the largest score difference.
    pub fn worst(&self) -> Option<&Comparison> {
        let scored = self.comparisons.iter().filter(|comparison| comparison.score_difference().is_some());
        scored.max_by(|a, b| {
            let difference = |comparison: &Comparison| comparison.score_difference().unwrap_or(0.0);
            difference(a).total_cmp(&difference(b))
        })
    }

    /// Spearman's rank correlation of the scores that both backends have; NaN for fewer than two.
    pub fn rank_correlation(&self) -> f64 {
        let (first, second): (Vec<_>, Vec<_>) = self
            .comparisons
            .iter()
            .filter_map(|comparison| Some((comparison.first.ok()?, comparison.second.ok()?)))
            .unzip();
        rankstats::spearman(&first, &second)
    }
}

/// Selected quantiles (nearest rank) of a set of differences. All are NaN for an empty set; a NaN difference
/// counts as the largest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantiles {
    /// Half of the differences are at most this.
    pub median: f64,
    /// Nine tenths of the differences are at most this.
    pub p90: f64,
    /// 99 of 100 differences are at most this.
    pub p99: f64,
    /// The largest difference.
    pub max: f64,
}

impl Quantiles {
    fn of(mut values: Vec<f64>) -> Self {
        // Positive NaN sorts last; a NaN's sign carries no meaning.
        for value in &mut values {
            *value = value.abs();
        }
        values.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let rank = (share * values.len() as f64).ceil() as usize;
            values.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
        };
        Self { median: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1.0) }
    }
}

/// Scores every network with both backends, which must have the same batch.
///
/// Unlike [`evaluate`](epsilon::evaluate) this always runs both constants, so that the outputs can be compared even without
/// a score. Costs four forward passes per network.
///
/// # Errors
/// The first error of a backend, or [`BackendError::Failed`] if the numbers of outputs differ, because the batches do.
pub fn compare(
    first: &dyn Backend,
    second: &dyn Backend,
    weights: Weights,
    networks: impl IntoIterator<Item = (String, Network)>,
) -> Result<Agreement, BackendError> {
    let mut comparisons = Vec::new();
    for (key, network) in networks {
        let a = both_outputs(first, &network, weights)?;
        let b = both_outputs(second, &network, weights)?;
        let output_difference = {
            let differences = [relative_difference(&a[0], &b[0]), relative_difference(&a[1], &b[1])];
            match differences {
                [Some(low), Some(high)] => worse(low, high),
                _ => {
                    return Err(BackendError::Failed {
                        backend: second.name(),
                        reason: format!(
                            "it put out {} numbers for {key} where the {} backend put out {}: give both the same \
                             batch",
                            b[0].len(),
                            first.name(),
                            a[0].len()
                        ),
                    });
                }
            }
        };
        comparisons.push(Comparison {
            key,
            first: score_or_missing(&a),
            second: score_or_missing(&b),
            output_difference,
            condition: condition(&a, &b),
        });
    }
    Ok(Agreement { comparisons })
}

fn both_outputs(
    backend: &dyn Backend,
    network: &Network,
    weights: Weights,
) -> Result<[Outputs; 2], BackendError> {
    let [first, second] = weights.pair();
    Ok([
        backend.forward(network, &Initialisation::Constant(first))?,
        backend.forward(network, &Initialisation::Constant(second))?,
    ])
}

fn score_or_missing([first, second]: &[Outputs; 2]) -> Score {
    Formula::default().missing(first).map_or_else(|| score(first, second), Err)
}

/// `None` where the numbers of outputs differ.
fn relative_difference(a: &Outputs, b: &Outputs) -> Option<f64> {
    let (a, b) = (widened(a), widened(b));
    if a.len() != b.len() {
        return None;
    }
    let pairs = || a.iter().zip(&b).filter(|(a, b)| !(a.is_nan() && b.is_nan()));
    let largest = pairs().fold(0.0, |largest, (a, _)| worse(largest, a.abs()));
    let distance = pairs().fold(0.0, |largest, (a, b)| worse(largest, (a - b).abs()));
    // Two rows of zeros are equal, not undefined.
    Some(if distance == 0.0 { 0.0 } else { distance / largest })
}

/// The larger one, or NaN if there is one: `f64::max` would drop it.
fn worse(a: f64, b: f64) -> f64 {
    if a.is_nan() || a > b { a } else { b }
}

fn widened(outputs: &Outputs) -> Vec<f64> {
    match outputs {
        Outputs::F32(values) => values.iter().map(|&value| f64::from(value)).collect(),
        Outputs::F64(values) => values.clone(),
    }
}

#[cfg(test)]
mod tests {
    use network::{GraphBuilder, Shape};

    use super::*;
    use epsilon::mock::MockBackend;

    fn network(classes: usize) -> (String, Network) {
        let mut graph = GraphBuilder::new();
        let input = graph.input(Shape::new(3, 1, 1));
        let output = graph.linear(input, classes).unwrap();
        (classes.to_string(), Network::Image(graph.finish(output)))
    }

    fn weights() -> Weights {
        Weights::new(0.37, 0.11).unwrap()
    }

    #[test]
    fn a_backend_agrees_with_itself() {
        let mock = MockBackend::default();
        let agreement = compare(&mock, &mock, weights(), (1..6).map(network)).unwrap();
        assert_eq!(agreement.comparisons.len(), 5);
        assert_eq!(agreement.scored_by_both(), 5);
        assert!(agreement.masks_equal());
        assert_eq!(agreement.score_differences().max, 0.0);
        assert_eq!(agreement.output_differences().max, 0.0);
        assert_eq!(agreement.rank_correlation(), 1.0);
    }

    #[test]
    fn a_score_that_only_one_has_is_a_mask_difference() {
        let (mock, blind) = (MockBackend::default(), MockBackend { missing_below: 9, ..Default::default() });
        // One class is 4 parameters, two are 8, three are 12.
        let agreement = compare(&mock, &blind, weights(), (1..4).map(network)).unwrap();
        let different: Vec<_> = agreement.mask_differences().map(|found| found.key.as_str()).collect();
        assert_eq!(different, ["1", "2"]);
        assert!(!agreement.masks_equal());
        assert_eq!(agreement.scored_by_both(), 1);
        assert_eq!(agreement.worst().map(|worst| worst.key.as_str()), Some("3"));
    }

    #[test]
    fn an_error_of_either_backend_is_passed_on() {
        let (mock, failing) =
            (MockBackend::default(), MockBackend { failing: Some(4), ..Default::default() });
        assert!(compare(&mock, &failing, weights(), [network(1)]).is_err());
        assert!(compare(&failing, &mock, weights(), [network(1)]).is_err());
    }

    #[test]
    fn differences_are_relative_to_the_largest_output() {
        let a = Outputs::F64(vec![1.0, -4.0]);
        assert_eq!(relative_difference(&a, &Outputs::F64(vec![1.5, -4.0])), Some(0.125));
        assert_eq!(relative_difference(&a, &Outputs::F64(vec![1.0])), None);
        let lost = Outputs::F64(vec![f64::NAN, -4.0]);
        assert!(relative_difference(&a, &lost).unwrap().is_nan());
        assert!(relative_difference(&lost, &a).unwrap().is_nan());
        assert_eq!(relative_difference(&lost, &Outputs::F64(vec![f64::NAN, -3.0])), Some(0.25));
        let zeros = Outputs::F64(vec![0.0, 0.0]);
        assert_eq!(relative_difference(&zeros, &zeros), Some(0.0));
        assert_eq!(relative_difference(&zeros, &a), Some(f64::INFINITY));
    }

    #[test]
    fn quantiles_are_by_nearest_rank_with_nan_last() {
        let quantiles = Quantiles::of((1..=100).map(f64::from).collect());
        assert_eq!(quantiles, Quantiles { median: 50.0, p90: 90.0, p99: 99.0, max: 100.0 });
        assert!(Quantiles::of(vec![1.0, -f64::NAN, 2.0]).max.is_nan());
        assert!(Quantiles::of(Vec::new()).median.is_nan());
    }
}
