use rankstats::{fieller_interval_tau, fisher_interval};
use rayon::prelude::*;

use crate::analyse::read_score;
use analysis::{Correlation, IntervalPair, correlate};
use config::seed;
use config::{Ablation, EpsilonSetting, Row};
use data::drawn;
use data::{Data, DataError};
use epsilon::Initialisations;
use sweep::Scores;

/// Confidence level of intervals.
const LEVEL: f64 = 0.95;

/// One row of the results: how well one setting's scores rank the labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The setting and what it is measured on.
    pub row: Row,
    /// Architectures it is measured on.
    pub asked: usize,
    /// Of these, how many have a score.
    pub scored: usize,
    /// One correlation a label, in the study's order.
    pub correlations: Vec<Correlation>,
}

impl Measured {
    /// The share of the architectures that has a score.
    pub fn coverage(&self) -> f64 {
        self.scored as f64 / self.asked as f64
    }
}

/// Intervals by formulas (Fisher's for rho, Fieller's for tau-b), which cost nothing: a grid has thousands of rows. They
/// take architectures as independent.
fn formula_intervals(found: &Correlation) -> Option<IntervalPair> {
    let (n, level) = (found.statistics.n, LEVEL);
    Some(IntervalPair {
        spearman: fisher_interval(found.statistics.rho, n, level).ok()?,
        kendall: fieller_interval_tau(found.statistics.tau, n, level).ok()?,
    })
}

/// Sets every row's scores against every label. The result does not depend on the number of threads.
pub fn measure(ablation: &Ablation, data: &Data, scores: &Scores) -> Vec<Measured> {
    let study = &ablation.study;
    let zeros = study.zero_scores;
    let labels: Vec<Vec<f64>> = data
        .labels
        .iter()
        .map(|label| data.architectures.iter().map(|one| label.get(one.key()).unwrap_or(f64::NAN)).collect())
        .collect();
    ablation
        .rows
        .par_iter()
        .map(|row| {
            let all = data.architectures.len();
            let among = row.sample.map(|sample| {
                let seed = seed::derive(study.seed, &format!("sample, repeat {}", row.repeat));
                drawn(all, sample, seed)
            });
            let kept = |values: &mut dyn Iterator<Item = f64>| -> Vec<f64> {
                match &among {
                    None => values.collect(),
                    Some(among) => {
                        values.zip(among).filter_map(|(value, kept)| kept.then_some(value)).collect()
                    }
                }
            };
            let column = scores.column(row.setting);
            let values = kept(&mut column.iter().map(|cell| read_score(zeros, *cell).0));
            let correlations = study
                .labels
                .iter()
                .zip(&labels)
                .map(|(source, label)| {
                    let label = kept(&mut label.iter().copied());
                    let found =
                        correlate(("epsilon", &values), (&source.name, &label), source.direction, None);
                    Correlation { intervals: formula_intervals(&found), ..found }
                })
                .collect();
            let scored = values.iter().filter(|value| !value.is_nan()).count();
            Measured { row: row.clone(), asked: values.len(), scored, correlations }
        })
        .collect()
}

/// What each setting is called in messages.
pub(crate) fn names(ablation: &Ablation) -> Vec<String> {
    let name = |setting: &EpsilonSetting| {
        let initialisations = match setting.initialisations {
            Initialisations::Constants(weights) => weights.to_string(),
            Initialisations::Random { scheme, .. } => scheme.to_string(),
        };
        let embedding = setting.batch.embedding().map(|text| format!(" ({text})")).unwrap_or_default();
        format!("{}{embedding}, {initialisations}, {}, {}", setting.batch, setting.precision, setting.formula)
    };
    ablation.settings.iter().map(name).collect()
}

/// Checks that every sample of the grid can be drawn.
pub(crate) fn check_samples(ablation: &Ablation, available: usize) -> Result<(), DataError> {
    match ablation.rows.iter().filter_map(|row| row.sample).find(|wanted| *wanted > available) {
        Some(wanted) => Err(DataError::Sample { wanted, available, labelled: false }),
        None => Ok(()),
    }
}
