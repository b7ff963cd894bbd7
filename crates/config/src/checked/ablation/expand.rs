//! The grid laid out: its different settings, and the rows that point to them.

use batch::BatchSpec;
use epsilon::Initialisations;

use super::Row;
use super::axes::Axes;
use crate::{EpsilonSetting, seed};

/// All combinations, the repeat varying fastest. A repeat that would be the same as the one before is left out.
pub(super) fn expand(axes: &Axes, study_seed: u64) -> (Vec<EpsilonSetting>, Vec<Row>) {
    let mut settings: Vec<EpsilonSetting> = Vec::new();
    let mut rows = Vec::new();
    for combination in combinations(axes) {
        for repeat in 0..axes.repeats.unwrap_or(1) {
            let (name, given) = combination.input;
            let batch = if axes.repeats.is_some() {
                given.clone().reseeded(batch_seed(study_seed, repeat))
            } else {
                given.clone()
            };
            let batch = BatchSpec { size: combination.batch_size.unwrap_or(given.size), ..batch };
            let initialisations = match combination.scheme {
                None => Initialisations::Constants(combination.weights),
                Some(scheme) => {
                    let seed = |which: &str| {
                        seed::derive(study_seed, &format!("{which} initialisation, repeat {repeat}"))
                    };
                    Initialisations::Random { scheme, seeds: [seed("first"), seed("second")] }
                }
            };
            let batch_size = batch.size;
            let setting = EpsilonSetting {
                batch,
                precision: combination.precision,
                backend: axes.backend,
                initialisations,
                formula: combination.formula,
            };
            let known = settings.iter().position(|other| *other == setting);
            if known.is_some() && repeat > 0 && combination.sample.is_none() {
                continue;
            }
            let position = known.unwrap_or_else(|| {
                settings.push(setting);
                settings.len() - 1
            });
            rows.push(Row {
                setting: position,
                input: name.clone(),
                embedding: given.embedding(),
                batch_size,
                precision: combination.precision,
                initialisation: combination.scheme.map_or("constant", epsilon::Scheme::name),
                weights: combination.scheme.is_none().then_some(combination.weights),
                formula: combination.formula,
                sample: combination.sample,
                repeat,
            });
        }
    }
    (settings, rows)
}

struct Combination<'a> {
    input: &'a (String, BatchSpec),
    batch_size: Option<usize>,
    precision: epsilon::Precision,
    scheme: Option<epsilon::Scheme>,
    weights: epsilon::Weights,
    formula: epsilon::Formula,
    sample: Option<usize>,
}

fn combinations(axes: &Axes) -> Vec<Combination<'_>> {
    let mut combinations = Vec::new();
    for input in &axes.input {
        for &batch_size in &axes.batch_size {
            for &precision in &axes.precision {
                for &scheme in &axes.initialisation {
                    // Random weights know no constants.
                    let pairs = if scheme.is_some() { &axes.weights[..1] } else { &axes.weights[..] };
                    for &weights in pairs {
                        for &formula in &axes.formula {
                            combinations.extend(axes.sample.iter().map(|&sample| Combination {
                                input,
                                batch_size,
                                precision,
                                scheme,
                                weights,
                                formula,
                                sample,
                            }));
                        }
                    }
                }
            }
        }
    }
    combinations
}

/// The seed of one repeat's batch.
fn batch_seed(study: u64, repeat: usize) -> u64 {
    seed::derive(study, &format!("batch, repeat {repeat}"))
}
