use std::collections::HashMap;
use std::sync::Arc;

use benchmark::SearchSpace;
use epsilon::{Backend, FunctionId, Initialisation, Precision};
use rayon::prelude::*;

use super::{Between, Work};
use crate::backends::BackendKind;
use crate::checked::{BatchSpec, EpsilonSetting, Proxy, ProxyKind, Study};
use crate::{Data, Error, Scores, Shard};

/// A sweep that is ready to run: backends are open, and architectures grouped by the function they compute.
pub struct Sweep<'a> {
    pub(super) space: Arc<dyn SearchSpace>,
    pub(super) architectures: &'a [String],
    /// Names of the settings, for messages.
    pub(super) names: Vec<String>,
    pub(super) groups: Vec<Group>,
}

/// Settings that share their forward passes: they differ in what the score is taken between only.
pub(super) struct Group {
    pub(super) backend: Box<dyn Backend>,
    /// Outputs of the networks that it runs.
    pub(super) outputs: usize,
    /// Position among all settings, and what the score is taken between.
    pub(super) settings: Vec<(u16, Between)>,
    /// Architectures (by position) that compute the same function, in the order of their first members.
    pub(super) functions: Arc<Functions>,
}

/// Architectures (by position) grouped by the function they compute.
pub(crate) type Functions = Vec<Vec<u32>>;

impl<'a> Sweep<'a> {
    /// Opens a backend for each batch, precision and backend of the study, and groups the architectures.
    ///
    /// # Errors
    /// If a backend can't run on its batch.
    pub fn new(study: &Study, data: &'a Data) -> Result<Self, Error> {
        Self::with(study, data, |kind, spec, precision| {
            let found = data.batches.iter().find(|(other, _)| other == spec);
            let (_, batch) =
                found.ok_or(crate::DataError::Batch(epsilon::BatchError::TooSmall { size: 0 }))?;
            Ok(kind.open(batch, precision)?)
        })
    }

    /// The same with backends that `open` gives.
    ///
    /// # Errors
    /// Those of `open`.
    pub fn with(
        study: &Study,
        data: &'a Data,
        open: impl Fn(BackendKind, &BatchSpec, Precision) -> Result<Box<dyn Backend>, Error>,
    ) -> Result<Self, Error> {
        let mut names = Vec::new();
        let mut shared: Vec<(&EpsilonSetting, Vec<(u16, Between)>)> = Vec::new();
        for proxy in &study.proxies {
            let ProxyKind::Epsilon(setting) = &proxy.kind else { continue };
            // Settings are numbered in 16 bits where they are stored.
            let number = u16::try_from(names.len()).map_err(|_| Error::TooManySettings)?;
            let member = (number, Between::from(setting.start));
            names.push(proxy.name.clone());
            let same = |(other, _): &&mut (&EpsilonSetting, _)| {
                other.backend == setting.backend
                    && other.precision == setting.precision
                    && other.batch == setting.batch
                    && other.start.is_random() == setting.start.is_random()
            };
            match shared.iter_mut().find(same) {
                Some((_, members)) => members.push(member),
                None => shared.push((setting, vec![member])),
            }
        }
        let mut groups = Vec::new();
        // How a backend groups the architectures depends neither on the samples nor on the precision, only on how many
        // outputs the networks have for the samples.
        let mut grouped: Vec<((BackendKind, usize), Arc<Functions>)> = Vec::new();
        for (setting, settings) in shared {
            let backend = open(setting.backend, &setting.batch, setting.precision)?;
            let batch = data.batches.iter().find(|(spec, _)| *spec == setting.batch);
            let outputs = batch.map_or(1, |(_, batch)| batch.outputs());
            let kind = (setting.backend, outputs);
            let known =
                grouped.iter().find(|(other, _)| *other == kind).map(|(_, functions)| functions.clone());
            let functions = match known {
                _ if setting.start.is_random() => Arc::new(apart(data.architectures.len())),
                Some(functions) => functions,
                None => {
                    let space = study.space.as_ref();
                    let found = functions(space, backend.as_ref(), outputs, &data.architectures);
                    let found = Arc::new(found);
                    grouped.push((kind, found.clone()));
                    found
                }
            };
            groups.push(Group { backend, outputs, settings, functions });
        }
        Ok(Self { space: study.space.clone(), architectures: &data.architectures, names, groups })
    }

    /// A sweep over the settings of one backend, out of those that `names` lists. `outputs` are those of the networks,
    /// `functions` is how that backend groups the architectures.
    pub(crate) fn of_group(
        space: Arc<dyn SearchSpace>,
        architectures: &'a [String],
        names: Vec<String>,
        (backend, outputs): (Box<dyn Backend>, usize),
        settings: Vec<(u16, Between)>,
        functions: Arc<Functions>,
    ) -> Self {
        Self { space, architectures, names, groups: vec![Group { backend, outputs, settings, functions }] }
    }

    /// Only the functions of one shard; all of a function's architectures are in the shard of the first of them.
    #[must_use]
    pub fn in_shard(mut self, shard: Shard) -> Self {
        for group in &mut self.groups {
            let held = |members: &Vec<u32>| shard.holds(&self.architectures[members[0] as usize]);
            Arc::make_mut(&mut group.functions).retain(held);
        }
        self
    }

    /// Outcomes that the whole sweep comes to: one for each architecture and setting.
    pub fn outcomes(&self) -> usize {
        let members = |group: &Group| group.functions.iter().map(Vec::len).sum::<usize>();
        self.groups.iter().map(|group| members(group) * group.settings.len()).sum()
    }

    /// Which architectures compute the same function: one number each, from 0 in the order in which functions first
    /// appear. `None` for a study that passes constants through no network.
    ///
    /// # Errors
    /// If a backend can't run on its batch.
    pub fn function_clusters(study: &Study, data: &Data) -> Result<Option<Vec<u64>>, Error> {
        let mut one = study.clone();
        let constant =
            |proxy: &Proxy| matches!(&proxy.kind, ProxyKind::Epsilon(setting) if !setting.start.is_random());
        one.proxies = study.proxies.iter().find(|proxy| constant(proxy)).cloned().into_iter().collect();
        Ok(Sweep::new(&one, data)?.clusters())
    }

    /// The same of this sweep, whose architectures are grouped already.
    pub fn clusters(&self) -> Option<Vec<u64>> {
        let constant = |(_, between): &(u16, Between)| {
            between.pair.iter().all(|initialisation| matches!(initialisation, Initialisation::Constant(_)))
        };
        let group = self.groups.iter().find(|group| group.settings.iter().all(constant))?;
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
        self.names.len()
    }

    /// How much there is to do when `known` is known already.
    pub fn work(&self, known: &Scores) -> Work {
        let open = |group: &Group| {
            let settings: Vec<u16> = group.settings.iter().map(|&(setting, _)| setting).collect();
            left(&group.functions, &settings, known)
        };
        let left = self.groups.iter().map(open).sum();
        Work {
            architectures: self.members(),
            settings: self.settings(),
            functions: self.groups.iter().map(|group| group.functions.len()).sum(),
            left,
            cost: left as u64,
        }
    }

    /// Architectures that something is to be evaluated for.
    fn members(&self) -> usize {
        let mut seen = vec![false; self.architectures.len()];
        let members = self.groups.iter().flat_map(|group| group.functions.iter().flatten());
        members.for_each(|&member| seen[member as usize] = true);
        seen.into_iter().filter(|seen| *seen).count()
    }

    /// The functions to be evaluated, as (function, group), in an order that is as good as random: large networks often
    /// stand side by side in a space, and the rate of the first seconds should be that of the whole sweep.
    pub(super) fn jobs(&self, known: &Scores) -> Vec<(usize, usize)> {
        let mut jobs: Vec<(usize, usize)> = Vec::new();
        for (position, group) in self.groups.iter().enumerate() {
            let open = |members: &Vec<u32>| {
                group.settings.iter().any(|&(setting, _)| !super::evaluate::is_known(known, setting, members))
            };
            let functions = group.functions.iter().enumerate().filter(|(_, members)| open(members));
            jobs.extend(functions.map(|(function, _)| (function, position)));
        }
        jobs.sort_unstable_by_key(|&(function, group)| (scattered(function), function, group));
        jobs
    }
}

/// A position's place in the order of work: the finaliser of the SplitMix64 generator, which maps no two to one.
const fn scattered(position: usize) -> u64 {
    let mut word = position as u64;
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// How many functions are not known in some of the settings.
pub(crate) fn left(functions: &Functions, settings: &[u16], known: &Scores) -> usize {
    let open = |members: &&Vec<u32>| {
        settings.iter().any(|&setting| !super::evaluate::is_known(known, setting, members))
    };
    functions.iter().filter(open).count()
}

/// Every architecture by itself: with random weights, architectures that compute equal functions have different ones.
pub(crate) fn apart(architectures: usize) -> Functions {
    (0..architectures as u32).map(|architecture| vec![architecture]).collect()
}

/// Groups architectures by the function they compute. One whose network or function can't be found stands alone: it
/// will fail when it is evaluated, and be reported there.
pub(crate) fn functions(
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
