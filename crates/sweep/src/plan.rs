use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use batch::text::EmbeddingSettings;
use batch::{Batch, BatchSource, BatchSpec, InputKind, TextSettings};
use benchmark::ArchitectureRef;
use config::{BackendKind, EpsilonSetting, Study};
use data::DataError;
use epsilon::{Backend, BackendError, FunctionId, Initialisations, Precision, ScoreSpec};
use rayon::prelude::*;

use crate::{Scores, Shard, SweepError, Workload, backends};

/// A function that opens a backend for a batch.
pub type OpenBackend<'a> =
    &'a (dyn Fn(BackendKind, &Batch, Precision) -> Result<Box<dyn Backend>, BackendError> + Sync);

/// A sweep that is ready to run: every setting of epsilon for every architecture.
///
/// Settings with the same batch are adjacent, so that only one batch is in memory at a time. Those of them with the same
/// precision and backend form a group: a network runs once for each initialisation, however many scores use it, and
/// architectures that compute the same function run once.
pub struct Sweep<'a> {
    pub(crate) study: &'a Study,
    pub(crate) architectures: &'a [ArchitectureRef],
    /// Names of the settings, for messages.
    pub(crate) names: Vec<String>,
    pub(crate) settings: Vec<EpsilonSetting>,
    pub(crate) batches: Vec<BatchPlan>,
    pub(crate) open: OpenBackend<'a>,
    /// Which function each architecture computes, as the first backend has it that gets constants.
    functions: Option<Vec<Option<FunctionId>>>,
    /// The last batch read, with its position: most studies have only one.
    last: Mutex<Option<(usize, Arc<Batch<'static>>)>>,
}

/// A batch, and the groups of settings that need it.
pub(crate) struct BatchPlan {
    pub(crate) spec: BatchSpec,
    /// A checksum of its samples.
    pub(crate) digest: String,
    /// Number of outputs of the networks scored on it.
    pub(crate) outputs: usize,
    pub(crate) groups: Vec<Group>,
}

/// Settings that share their forward passes: they differ only in initialisations and formula.
pub(crate) struct Group {
    pub(crate) backend: BackendKind,
    pub(crate) precision: Precision,
    /// Whether weights are drawn, separately for each architecture: then no architectures compute the same function.
    random: bool,
    /// Position among all settings, with initialisations and formula.
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
        architectures: &'a [ArchitectureRef],
    ) -> Result<Self, SweepError> {
        Self::with(study, settings, architectures, &backends::open)
    }

    /// The same with backends from `open`.
    ///
    /// # Errors
    /// As [`new`](Self::new), and those of `open`.
    pub fn with(
        study: &'a Study,
        settings: Vec<(String, EpsilonSetting)>,
        architectures: &'a [ArchitectureRef],
        open: OpenBackend<'a>,
    ) -> Result<Self, SweepError> {
        // Stores number settings in 16 bits.
        if settings.len() > usize::from(u16::MAX) + 1 {
            return Err(SweepError::TooManySettings);
        }
        let (names, settings): (Vec<String>, Vec<EpsilonSetting>) = settings.into_iter().unzip();
        let batches = by_batch(&settings);
        let last = Mutex::new(None);
        let mut sweep =
            Self { study, architectures, names, settings, batches: Vec::new(), open, functions: None, last };
        let singletons = Arc::new(singletons(architectures.len()));
        // A backend's grouping depends neither on the samples nor on the precision, only on the networks' number of
        // outputs.
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
                    _ if group.random => singletons.clone(),
                    Some(functions) => functions,
                    None => {
                        let backend = open(group.backend, &samples, group.precision)?;
                        let ids = ids(backend.as_ref(), batch.outputs, architectures);
                        let found = Arc::new(functions(&ids));
                        sweep.functions.get_or_insert(ids);
                        grouped.push((kind, found.clone()));
                        found
                    }
                };
            }
            sweep.batches.push(batch);
        }
        Ok(sweep)
    }

    /// The samples of a batch. Frees those of the previous one.
    pub(crate) fn read(&self, position: usize, spec: &BatchSpec) -> Result<Arc<Batch<'static>>, DataError> {
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
            let held = |members: &Vec<u32>| shard.holds(self.architectures[members[0] as usize].key());
            Arc::make_mut(&mut group.functions).retain(held);
        }
        self
    }

    /// The total number of outcomes: one for each architecture and setting.
    pub fn outcomes(&self) -> usize {
        let members = |group: &Group| group.functions.iter().map(Vec::len).sum::<usize>();
        self.groups().map(|(_, group)| members(group) * group.settings.len()).sum()
    }

    /// Which function each architecture computes; those that share it have the same scores. `None` for a sweep that passes
    /// constants through no network.
    pub fn functions(&self) -> Option<&[Option<FunctionId>]> {
        self.functions.as_deref()
    }

    /// Number of settings.
    pub fn settings(&self) -> usize {
        self.settings.len()
    }

    /// The amount of work, given the outcomes known so far.
    pub fn work(&self, known: &Scores) -> Workload {
        let left: Vec<(usize, u64)> =
            self.groups().map(|(batch, group)| (group.pending(known).count(), batch.cost(group))).collect();
        Workload {
            architectures: self.members(),
            settings: self.settings(),
            functions: self.groups().map(|(_, group)| group.functions.len()).sum(),
            left: left.iter().map(|(left, _)| left).sum(),
            cost: left.iter().map(|&(left, cost)| left as u64 * cost).sum(),
        }
    }

    pub(crate) fn groups(&self) -> impl Iterator<Item = (&BatchPlan, &Group)> {
        self.batches.iter().flat_map(|batch| batch.groups.iter().map(move |group| (batch, group)))
    }

    /// How many architectures this sweep evaluates.
    fn members(&self) -> usize {
        let mut seen = vec![false; self.architectures.len()];
        let members = self.groups().flat_map(|(_, group)| group.functions.iter().flatten());
        members.for_each(|&member| seen[member as usize] = true);
        seen.into_iter().filter(|seen| *seen).count()
    }
}

/// The cost per pass that does not depend on the samples, in samples.
const FIXED: usize = 32;

impl BatchPlan {
    /// The cost of a function of a group, for the progress display: the samples of its passes, doubled for images in
    /// double precision.
    pub(crate) fn cost(&self, group: &Group) -> u64 {
        let (size, precision, passes) = self.kind(group);
        let wide = precision == Precision::F64 && !self.spec.source.is_text();
        ((size + FIXED) * passes * if wide { 2 } else { 1 }) as u64
    }

    /// Everything that affects the time of a function: samples, precision and forward passes.
    pub(crate) fn kind(&self, group: &Group) -> (usize, Precision, usize) {
        (self.spec.size, group.precision, group.passes)
    }
}

impl Group {
    /// Positions of the functions whose outcome is unknown in some setting.
    pub(crate) fn pending(&self, known: &Scores) -> impl Iterator<Item = usize> {
        let is_pending =
            |members: &Vec<u32>| self.settings.iter().any(|&(setting, _)| !known.is_known(setting, members));
        (0..self.functions.len()).filter(move |&function| is_pending(&self.functions[function]))
    }

    /// The same in a pseudo-random order: large networks are often adjacent in a space, and the rate of the first seconds
    /// should predict that of the whole sweep.
    pub(crate) fn jobs(&self, known: &Scores) -> Vec<usize> {
        let mut jobs: Vec<usize> = self.pending(known).collect();
        jobs.sort_unstable_by_key(|&function| (shuffle_key(function), function));
        jobs
    }
}

/// The distinct batches in order of first use, with their groups.
fn by_batch(settings: &[EpsilonSetting]) -> Vec<BatchPlan> {
    let mut batches: Vec<BatchPlan> = Vec::new();
    for (number, setting) in (0..).zip(settings) {
        let EpsilonSetting { initialisations, formula, precision, backend, batch: spec } = setting;
        let position = batches.iter().position(|batch| batch.spec == *spec).unwrap_or_else(|| {
            batches.push(BatchPlan {
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

/// A pseudo-random sort key for a position: the finaliser of SplitMix64, which is a bijection.
const fn shuffle_key(position: usize) -> u64 {
    let mut word = position as u64;
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// Every architecture by itself, for random weights.
fn singletons(architectures: usize) -> Functions {
    (0..architectures as u32).map(|architecture| vec![architecture]).collect()
}

/// Groups architectures by the function they compute.
fn functions(ids: &[Option<FunctionId>]) -> Functions {
    let mut position = HashMap::new();
    let mut functions: Vec<Vec<u32>> = Vec::new();
    for (architecture, id) in (0_u32..).zip(ids) {
        match *id {
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

/// The function that each architecture computes. One whose network or function can't be found has none and stands alone: it
/// will fail when it is evaluated, and be reported there.
fn ids(backend: &dyn Backend, outputs: usize, architectures: &[ArchitectureRef]) -> Vec<Option<FunctionId>> {
    let id = |one: &ArchitectureRef| backend.function_id(&one.network(outputs).ok()?).ok().flatten();
    architectures.par_iter().map(id).collect()
}

/// Which function each architecture computes, on samples of this kind with all weights equal: those that share it have the
/// same scores. `None` where its network can't be built.
///
/// # Errors
/// If such samples can't be made.
pub fn function_ids(
    input: InputKind,
    architectures: &[ArchitectureRef],
) -> Result<Vec<Option<FunctionId>>, SweepError> {
    // The function does not depend on the samples; these are the fewest that make a batch.
    let source = match input {
        InputKind::Images { .. } => BatchSource::Grey,
        InputKind::Text => {
            BatchSource::Tokens(0, TextSettings { steps: 1, embedding: EmbeddingSettings::default() })
        }
    };
    let samples = BatchSpec { source, size: 2 }.load(input).map_err(DataError::from)?;
    let backend = backends::open(BackendKind::Collapse, &samples, Precision::F32)?;
    Ok(ids(backend.as_ref(), samples.outputs(), architectures))
}
