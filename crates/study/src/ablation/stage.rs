use epsilon::Precision;

use super::{Ablation, Setting};
use crate::backends::BackendKind;
use crate::checked::{BatchSpec, Start};
use crate::sweep::Between;

/// Settings that share forward passes: one batch, precision and backend.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    pub(super) precision: Precision,
    pub(super) backend: BackendKind,
    /// Position among all settings, and what the score is taken between.
    pub(super) settings: Vec<(u16, Between)>,
    /// Whether weights are drawn: architectures that compute the same function for equal weights then do not.
    pub(super) random: bool,
}

impl Stage {
    /// Forward passes for each function.
    pub(super) fn passes(&self) -> usize {
        let mut passed = Vec::new();
        for initialisation in self.settings.iter().flat_map(|(_, between)| between.pair) {
            if !passed.contains(&initialisation) {
                passed.push(initialisation);
            }
        }
        passed.len()
    }
}

/// What does not depend on the samples takes about as long as so many of them.
const FIXED: usize = 32;

/// A batch and the stages that need it.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    pub(super) spec: BatchSpec,
    /// Outputs of the networks that are scored on it; known once it was read.
    pub(super) outputs: usize,
    pub(super) stages: Vec<Stage>,
}

impl Batch {
    /// How much work a function of a stage is, for telling how far the whole is: the passes' samples, which count double
    /// for images in double precision.
    pub(super) fn cost(&self, stage: &Stage) -> u64 {
        let wide = stage.precision == Precision::F64 && !self.spec.source.is_text();
        ((self.spec.size + FIXED) * stage.passes() * if wide { 2 } else { 1 }) as u64
    }
}

impl Ablation {
    /// The batches in order of first use, each once.
    pub(super) fn batches(&self) -> Vec<Batch> {
        let mut batches: Vec<Batch> = Vec::new();
        // The check allows far fewer settings than 16 bits can number.
        for (position, setting) in (0..).zip(&self.settings) {
            let Setting { batch, precision, backend, start, formula } = setting;
            let found = batches.iter().position(|other| other.spec == *batch).unwrap_or_else(|| {
                batches.push(Batch { spec: batch.clone(), outputs: 1, stages: Vec::new() });
                batches.len() - 1
            });
            let random = start.is_random();
            let member = (position, Between { pair: start.pair(), formula: *formula });
            let stages = &mut batches[found].stages;
            let same = |other: &&mut Stage| {
                other.precision == *precision && other.backend == *backend && other.random == random
            };
            match stages.iter_mut().find(same) {
                Some(stage) => stage.settings.push(member),
                None => stages.push(Stage {
                    precision: *precision,
                    backend: *backend,
                    settings: vec![member],
                    random,
                }),
            }
        }
        batches
    }

    /// What each setting is called in messages.
    pub(super) fn names(&self) -> Vec<String> {
        let name = |setting: &Setting| {
            let start = match setting.start {
                Start::Constants(weights) => weights.to_string(),
                Start::Random { scheme, .. } => scheme.to_string(),
            };
            let embedding = setting.batch.embedding().map(|text| format!(" ({text})")).unwrap_or_default();
            format!("{}{embedding}, {start}, {}, {}", setting.batch, setting.precision, setting.formula)
        };
        self.settings.iter().map(name).collect()
    }
}
