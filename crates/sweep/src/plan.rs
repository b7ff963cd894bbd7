use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use batch::{Batch, BatchSpec};
use benchmark::SearchSpace;
use config::{BackendKind, EpsilonSetting, Study};
use data::DataError;
use epsilon::{Backend, BackendError, FunctionId, Initialisations, Precision, ScoreSpec};
use rayon::prelude::*;

use crate::run::is_known;
use crate::{Scores, Shard, SweepError, Work, backends};

/// Opens a backend for a batch.
pub type Open<'a> =
    &'a (dyn Fn(BackendKind, &Batch, Precision) -> Result<Box<dyn Backend>, BackendError> + Sync);

/// A sweep that is ready to run: every setting of epsilon for every architecture, ordered by what settings share.
///
/// Settings with the same batch come one after another, so that one batch is in memory at a time. Those of them with the
/// same precision and backend make a group: a network is passed forward once for each initialisation, however many
/// scores are taken from it, and architectures that compute the same function are passed once.
pub struct Sweep<'a> {
    pub(crate) study: &'a Study,
    pub(crate) architectures: &'a [String],
    /// Names of the settings, for messages.
    pub(crate) names: Vec<String>,
    pub(crate) settings: Vec<EpsilonSetting>,
    pub(crate) batches: Vec<BatchWork>,
    pub(crate) open: Open<'a>,
    /// The batch that was read last, by position: most studies have one only.
    last: Mutex<Option<(usize, Arc<Batch>)>>,
}

/// A batch, and the groups of settings that need it.
pub(crate) struct BatchWork {
    pub(crate) spec: BatchSpec,
    /// A checksum of its samples.
    pub(crate) digest: String,
    /// Outputs of the networks that are scored on it.
    pub(crate) outputs: usize,
    pub(crate) groups: Vec<Group>,
}

/// Settings that share their forward passes: they differ in what the score is taken between only.
pub(crate) struct Group {
    pub(crate) backend: BackendKind,
    pub(crate) precision: Precision,
    /// Whether weights are drawn: architectures that compute the same function for equal weights then do not.
    random: bool,
    /// Position among all settings, and what the score is taken between.
    pub(crate) settings: Vec<(u16, ScoreSpec)>,
    /// Forward passes for each function.
    passes: usize,
    /// Architectures (by position) that compute the same function, in the order of their first members.
    pub(crate) functions: Arc<Functions>,
}

/// Architectures (by position) grouped by the function they compute.
pub(crate) type Functions = Vec<Vec<u32>>;

impl<'a> Sweep<'a> {
    /// Reads every batch, one at a time, and groups the architectures by the function they compute. `settings` are those
    /// of the study or of an ablation of it, with their names.
    ///
    /// Cost: a pass over the networks of all architectures for each backend, which for the largest space takes seconds.
    ///
    /// # Errors
    /// If a batch can't be read, a backend can't run on it, or there are more settings than a store can number.
    pub fn new(
        study: &'a Study,
        settings: Vec<(String, EpsilonSetting)>,
        architectures: &'a [String],
    ) -> Result<Self, SweepError> {
        Self::with(study, settings, architectures, &backends::open)
    }

    /// The same with backends that `open` gives.
    ///
    /// # Errors
    /// As [`new`](Self::new), and those of `open`.
    pub fn with(
        study: &'a Study,
        settings: Vec<(String, EpsilonSetting)>,
        architectures: &'a [String],
        open: Open<'a>,
    ) -> Result<Self, SweepError> {
        // Settings are numbered in 16 bits where they are stored.
        if settings.len() > usize::from(u16::MAX) + 1 {
            return Err(SweepError::TooManySettings);
        }
        let (names, settings): (Vec<String>, Vec<EpsilonSetting>) = settings.into_iter().unzip();
        let batches = by_batch(&settings);
        let last = Mutex::new(None);
        let mut sweep = Self { study, architectures, names, settings, batches: Vec::new(), open, last };
        let apart = Arc::new(apart(architectures.len()));
        // How a backend groups the architectures depends neither on the samples nor on the precision, only on how many
        // outputs the networks have for the samples.
        let mut grouped: Vec<((BackendKind, usize), Arc<Functions>)> = Vec::new();
        for mut batch in batches {
            let position = sweep.batches.len();
            let samples = sweep.read(position, &batch.spec)?;
            batch.digest = samples.digest();
            batch.outputs = samples.outputs();
            for group in &mut batch.groups {
                let kind = (group.backend, batch.outputs);
                let known = grouped.iter().find(|(other, _)| *other == kind).map(|(_, found)| found.clone());
                group.functions = match known {
                    _ if group.random => apart.clone(),
                    Some(functions) => functions,
                    None => {
                        let backend = open(group.backend, &samples, group.precision)?;
                        let space = study.space.as_ref();
                        let found =
                            Arc::new(functions(space, backend.as_ref(), batch.outputs, architectures));
                        grouped.push((kind, found.clone()));
                        found
                    }
                };
            }
            sweep.batches.push(batch);
        }
        Ok(sweep)
    }

    /// The samples of a batch. Those that were read before are let go.
    pub(crate) fn read(&self, position: usize, spec: &BatchSpec) -> Result<Arc<Batch>, DataError> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, samples)) = last.as_ref().filter(|(other, _)| *other == position) {
            return Ok(samples.clone());
        }
        *last = None;
        let samples = Arc::new(data::batch(self.study, spec)?);
        *last = Some((position, samples.clone()));
        Ok(samples)
    }

    /// Only the functions of one shard; all of a function's architectures are in the shard of the first of them.
    #[must_use]
    pub fn in_shard(mut self, shard: Shard) -> Self {
        for group in self.batches.iter_mut().flat_map(|batch| &mut batch.groups) {
            let held = |members: &Vec<u32>| shard.holds(&self.architectures[members[0] as usize]);
            Arc::make_mut(&mut group.functions).retain(held);
        }
        self
    }

    /// Outcomes that the whole sweep comes to: one for each architecture and setting.
    pub fn outcomes(&self) -> usize {
        let members = |group: &Group| group.functions.iter().map(Vec::len).sum::<usize>();
        self.groups().map(|(_, group)| members(group) * group.settings.len()).sum()
    }

    /// Which architectures compute the same function: one number each, from 0 in the order in which functions first
    /// appear. `None` for a sweep that passes constants through no network.
    pub fn clusters(&self) -> Option<Vec<u64>> {
        let (_, group) = self.groups().find(|(_, group)| !group.random)?;
        let mut clusters = vec![0; self.architectures.len()];
        for (number, members) in (0..).zip(group.functions.iter()) {
            for &member in members {
                clusters[member as usize] = number;
            }
        }
        Some(clusters)
    }

    /// Number of settings.
    pub fn settings(&self) -> usize {
        self.settings.len()
    }

    /// How much there is to do when `known` is known already.
    pub fn work(&self, known: &Scores) -> Work {
        let left: Vec<(usize, u64)> =
            self.groups().map(|(batch, group)| (group.open(known).count(), batch.cost(group))).collect();
        Work {
            architectures: self.members(),
            settings: self.settings(),
            functions: self.groups().map(|(_, group)| group.functions.len()).sum(),
            left: left.iter().map(|(left, _)| left).sum(),
            cost: left.iter().map(|&(left, cost)| left as u64 * cost).sum(),
        }
    }

    pub(crate) fn groups(&self) -> impl Iterator<Item = (&BatchWork, &Group)> {
        self.batches.iter().flat_map(|batch| batch.groups.iter().map(move |group| (batch, group)))
    }

    /// Architectures that something is to be evaluated for.
    fn members(&self) -> usize {
        let mut seen = vec![false; self.architectures.len()];
        let members = self.groups().flat_map(|(_, group)| group.functions.iter().flatten());
        members.for_each(|&member| seen[member as usize] = true);
        seen.into_iter().filter(|seen| *seen).count()
    }
}

/// What does not depend on the samples takes about as long as so many of them.
const FIXED: usize = 32;

impl BatchWork {
    /// How much work a function of a group is, for telling how far the whole is: the passes' samples, which count double
    /// for images in double precision.
    pub(crate) fn cost(&self, group: &Group) -> u64 {
        let (size, precision, passes) = self.kind(group);
        let wide = precision == Precision::F64 && !self.spec.source.is_text();
        ((size + FIXED) * passes * if wide { 2 } else { 1 }) as u64
    }

    /// What decides how long a function takes: samples, precision and forward passes.
    pub(crate) fn kind(&self, group: &Group) -> (usize, Precision, usize) {
        (self.spec.size, group.precision, group.passes)
    }
}

impl Group {
    /// The functions that are not known in some of the settings, by position.
    pub(crate) fn open(&self, known: &Scores) -> impl Iterator<Item = usize> {
        let open =
            |members: &Vec<u32>| self.settings.iter().any(|&(setting, _)| !is_known(known, setting, members));
        (0..self.functions.len()).filter(move |&function| open(&self.functions[function]))
    }

    /// The same in an order that is as good as random: large networks often stand side by side in a space, and the rate of
    /// the first seconds should be that of the whole sweep.
    pub(crate) fn jobs(&self, known: &Scores) -> Vec<usize> {
        let mut jobs: Vec<usize> = self.open(known).collect();
        jobs.sort_unstable_by_key(|&function| (scattered(function), function));
        jobs
    }
}

/// The batches in order of first use, each once, with their groups.
fn by_batch(settings: &[EpsilonSetting]) -> Vec<BatchWork> {
    let mut batches: Vec<BatchWork> = Vec::new();
    for (number, setting) in (0..).zip(settings) {
        let EpsilonSetting { initialisations, formula, precision, backend, batch: spec } = setting;
        let position = batches.iter().position(|batch| batch.spec == *spec).unwrap_or_else(|| {
            batches.push(BatchWork {
                spec: spec.clone(),
                digest: String::new(),
                outputs: 1,
                groups: Vec::new(),
            });
            batches.len() - 1
        });
        let random = initialisations.is_random();
        let member = (number, ScoreSpec { pair: initialisations.pair(), formula: *formula });
        let groups = &mut batches[position].groups;
        let same = |group: &&mut Group| {
            group.precision == *precision && group.backend == *backend && group.random == random
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.settings.push(member),
            None => groups.push(Group {
                backend: *backend,
                precision: *precision,
                random,
                settings: vec![member],
                passes: 0,
                functions: Arc::default(),
            }),
        }
    }
    for group in batches.iter_mut().flat_map(|batch| &mut batch.groups) {
        let pairs = group.settings.iter().map(|&(number, _)| settings[usize::from(number)].initialisations);
        group.passes = Initialisations::distinct(pairs);
    }
    batches
}

/// A position's place in the order of work: the finaliser of the SplitMix64 generator, which maps no two to one.
const fn scattered(position: usize) -> u64 {
    let mut word = position as u64;
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// Every architecture by itself: with random weights, architectures that compute equal functions have different ones.
fn apart(architectures: usize) -> Functions {
    (0..architectures as u32).map(|architecture| vec![architecture]).collect()
}

/// Groups architectures by the function they compute. One whose network or function can't be found stands alone: it
/// will fail when it is evaluated, and be reported there.
fn functions(
    space: &dyn SearchSpace,
    backend: &dyn Backend,
    outputs: usize,
    architectures: &[String],
) -> Functions {
    let ids: Vec<Option<FunctionId>> = architectures
        .par_iter()
        .map(|key| backend.function_id(&space.network(key, outputs).ok()?).ok().flatten())
        .collect();
    let mut position = HashMap::new();
    let mut functions: Vec<Vec<u32>> = Vec::new();
    for (architecture, id) in (0_u32..).zip(ids) {
        match id {
            Some(id) => {
                let function = *position.entry(id).or_insert(functions.len());
                if function == functions.len() {
                    functions.push(Vec::new());
                }
                functions[function].push(architecture);
            }
            None => functions.push(vec![architecture]),
        }
    }
    functions
}
