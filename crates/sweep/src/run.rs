use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use config::seed;
use epsilon::{Backend, Initialisation, Precision, ScoreSpec, evaluate_all};
use rayon::prelude::*;

use crate::plan::{BatchPlan, Group};
use crate::store::{Store, StoreError};
use crate::{Observer, Outcome, Quiet, Scores, Sweep, SweepError};

/// How a sweep ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// Every architecture was evaluated.
    Complete,
    /// It was stopped.
    Interrupted {
        /// Functions that were not evaluated; 0 if it was stopped at the very end.
        left: usize,
    },
}

/// The most functions to time for an estimate.
const MOST_TIMED: usize = 64;
/// The fewest functions to time of each kind.
const LEAST_TIMED: usize = 4;
/// How long timing may take for each kind; the function running then is finished.
const TIMING_LIMIT: Duration = Duration::from_secs(3);

/// An outcome of (architecture, setting).
type Entry = (u32, u16, Outcome);

impl Sweep<'_> {
    /// Evaluates everything unknown, on all threads of the current rayon pool, and adds it to `scores`. An architecture
    /// that fails is reported and skipped. Once `stop` is set, no new function is started.
    ///
    /// The scores do not depend on the number of threads or on earlier outcomes.
    ///
    /// Memory: one batch, the scores (16 bytes per setting and architecture), and for each thread the outputs of one
    /// function for each initialisation.
    ///
    /// # Errors
    /// If a batch can't be read again, or the store can't be written.
    pub fn run(
        &self,
        scores: &mut Scores,
        store: Option<&Store>,
        observer: &dyn Observer,
        stop: &AtomicBool,
    ) -> Result<Completion, SweepError> {
        self.copy_known(scores, store)?;
        observer.begin(self.work(scores));
        let mut left = 0;
        for (position, batch) in self.batches.iter().enumerate() {
            for group in &batch.groups {
                let jobs = group.jobs(scores);
                if jobs.is_empty() {
                    continue;
                }
                if stop.load(Ordering::Relaxed) {
                    left += jobs.len();
                    continue;
                }
                let samples = self.read(position, &batch.spec)?;
                let backend = (self.open)(group.backend, &samples, group.precision)?;
                let job = Job { sweep: self, batch, group, backend: backend.as_ref() };
                left += job.run(&jobs, scores, store, observer, stop)?;
            }
        }
        store.map_or(Ok(()), Store::flush)?;
        observer.swept();
        // Read only now: a later stop comes when nothing can be lost any more.
        let stopped = stop.load(Ordering::SeqCst);
        Ok(if left == 0 && !stopped { Completion::Complete } else { Completion::Interrupted { left } })
    }

    /// Estimates the time to evaluate what is not `known`: evaluates a few functions of each kind and discards their scores.
    ///
    /// # Errors
    /// If a batch can't be read again, or a backend can't be opened.
    pub fn estimate(&self, known: &Scores) -> Result<Duration, SweepError> {
        let kinds: HashSet<(usize, Precision, usize)> =
            self.groups().map(|(batch, group)| batch.kind(group)).collect();
        let most = (MOST_TIMED / kinds.len().max(1)).max(LEAST_TIMED);
        let mut timed: Vec<((usize, Precision, usize), f64)> = Vec::new();
        let mut seconds = 0.0;
        for (position, batch) in self.batches.iter().enumerate() {
            for group in &batch.groups {
                let (kind, left) = (batch.kind(group), group.pending(known).count());
                if left == 0 {
                    continue;
                }
                let before = timed.iter().find(|(other, _)| *other == kind).map(|(_, each)| *each);
                let each = if let Some(each) = before {
                    each
                } else {
                    let samples = self.read(position, &batch.spec)?;
                    let backend = (self.open)(group.backend, &samples, group.precision)?;
                    Job { sweep: self, batch, group, backend: backend.as_ref() }.time(most, known)
                };
                timed.push((kind, each));
                seconds += each * left as f64;
            }
        }
        Ok(Duration::from_secs_f64(seconds))
    }

    /// Takes outcomes that are known from elsewhere, `found` gives them by setting and architecture, where none is in
    /// `scores` yet. Gives how many it took. A failure is not taken: it is tried again.
    ///
    /// # Errors
    /// If the store can't be written.
    pub fn take(
        &self,
        scores: &mut Scores,
        store: Option<&Store>,
        found: impl Fn(usize, usize) -> Option<Outcome>,
    ) -> Result<usize, StoreError> {
        let mut entries: Vec<Entry> = Vec::new();
        for (_, group) in self.groups() {
            for &(setting, _) in &group.settings {
                for &member in group.functions.iter().flatten() {
                    let (column, row) = (usize::from(setting), member as usize);
                    if !scores.is_known(setting, &[member])
                        && let Some(outcome) =
                            found(column, row).filter(|outcome| *outcome != Outcome::Failed)
                    {
                        scores.set(column, row, outcome);
                        entries.push((member, setting, outcome));
                    }
                }
            }
        }
        store.map_or(Ok(()), |store| store.append(&entries))?;
        Ok(entries.len())
    }

    /// If a store was cut off within a function, its remaining architectures get the stored outcome.
    fn copy_known(&self, scores: &mut Scores, store: Option<&Store>) -> Result<(), StoreError> {
        let mut entries: Vec<Entry> = Vec::new();
        for (_, group) in self.groups() {
            for &(setting, _) in &group.settings {
                for members in group.functions.iter() {
                    let Some(outcome) = scores.of_any(setting, members) else { continue };
                    let lacking = members.iter().filter(|&&member| {
                        matches!(
                            scores.get(usize::from(setting), member as usize),
                            None | Some(Outcome::Failed)
                        )
                    });
                    entries.extend(lacking.map(|&member| (member, setting, outcome)));
                }
            }
        }
        for &(member, setting, outcome) in &entries {
            scores.set(usize::from(setting), member as usize, outcome);
        }
        store.map_or(Ok(()), |store| store.append(&entries))
    }
}

/// A group of settings with its open backend.
struct Job<'a> {
    sweep: &'a Sweep<'a>,
    batch: &'a BatchPlan,
    group: &'a Group,
    backend: &'a dyn Backend,
}

impl Job<'_> {
    /// Evaluates these functions. Returns how many were left when the sweep was stopped.
    fn run(
        &self,
        jobs: &[usize],
        scores: &mut Scores,
        store: Option<&Store>,
        observer: &dyn Observer,
        stop: &AtomicBool,
    ) -> Result<usize, StoreError> {
        let known = &*scores;
        let cost = self.batch.cost(self.group);
        let broken: Mutex<Option<StoreError>> = Mutex::new(None);
        let results: Vec<Option<Vec<Entry>>> = jobs
            .par_iter()
            .with_max_len(1)
            .map(|&function| {
                if stop.load(Ordering::Relaxed) {
                    return None;
                }
                let entries = self.evaluate(function, known, observer);
                if let Some(Err(error)) = store.map(|store| store.append(&entries)) {
                    // Nothing more can be stored, so end the sweep as soon as possible.
                    broken.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                    stop.store(true, Ordering::Relaxed);
                    return None;
                }
                observer.evaluated(cost);
                Some(entries)
            })
            .collect();
        let left = results.iter().filter(|result| result.is_none()).count();
        for (architecture, setting, outcome) in results.into_iter().flatten().flatten() {
            scores.set(usize::from(setting), architecture as usize, outcome);
        }
        match broken.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(error),
            None => Ok(left),
        }
    }

    /// Seconds per function that is not known, with all threads busy, measured on at most `most` functions.
    fn time(&self, most: usize, known: &Scores) -> f64 {
        let jobs = self.group.jobs(known);
        let step = jobs.len().div_ceil(most).max(1);
        let begun = Instant::now();
        let tried: usize = jobs
            .par_iter()
            .step_by(step)
            .with_max_len(1)
            .filter(|_| begun.elapsed() < TIMING_LIMIT)
            .map(|&function| self.evaluate(function, known, &Quiet).len().min(1))
            .sum();
        begun.elapsed().as_secs_f64() / tried.max(1) as f64
    }

    /// Evaluates a function in the settings of the group where it is unknown.
    fn evaluate(&self, function: usize, known: &Scores, observer: &dyn Observer) -> Vec<Entry> {
        let members = &self.group.functions[function];
        let first = &self.sweep.architectures[members[0] as usize];
        let (settings, wanted): (Vec<u16>, Vec<ScoreSpec>) = self
            .group
            .settings
            .iter()
            .filter(|(setting, _)| !known.is_known(*setting, members))
            .map(|&(setting, spec)| (setting, of_architecture(spec, first.key())))
            .unzip();
        let network = first.network(self.batch.outputs);
        let evaluated = network.map_err(|error| error.to_string()).and_then(|network| {
            evaluate_all(self.backend, &network, &wanted).map_err(|error| error.to_string())
        });
        let outcomes: Vec<Result<Outcome, String>> = match evaluated {
            Ok(scores) => scores
                .into_iter()
                .map(|score| score.map(Outcome::from).map_err(|error| error.to_string()))
                .collect(),
            Err(error) => vec![Err(error); wanted.len()],
        };
        let mut entries = Vec::with_capacity(members.len() * settings.len());
        for (setting, outcome) in settings.into_iter().zip(outcomes) {
            let outcome = outcome.unwrap_or_else(|error| {
                for &member in members {
                    let key = self.sweep.architectures[member as usize].key();
                    observer.failed(key, &self.sweep.names[usize::from(setting)], &error);
                }
                Outcome::Failed
            });
            entries.extend(members.iter().map(|&member| (member, setting, outcome)));
        }
        entries
    }
}

/// The initialisations for one architecture: random weights get a seed derived from its key.
fn of_architecture(spec: ScoreSpec, key: &str) -> ScoreSpec {
    let pair = spec.pair.map(|initialisation| match initialisation {
        Initialisation::Random { scheme, seed } => {
            Initialisation::Random { scheme, seed: seed::derive(seed, &format!("weights of {key}")) }
        }
        constant @ Initialisation::Constant(_) => constant,
    });
    ScoreSpec { pair, ..spec }
}

#[cfg(test)]
mod tests {
    use epsilon::{Formula, Initialisations, Scheme};

    use super::*;

    #[test]
    fn random_seeds_depend_on_the_key_and_constants_on_nothing() {
        let random = |seeds| ScoreSpec::from(Initialisations::Random { scheme: Scheme::Normal, seeds });
        assert_eq!(of_architecture(random([1, 2]), "a"), of_architecture(random([1, 2]), "a"));
        let seeds = |spec: ScoreSpec| {
            spec.pair.map(|initialisation| match initialisation {
                Initialisation::Random { seed, .. } => seed,
                other @ Initialisation::Constant(_) => panic!("{other}"),
            })
        };
        let mut all: Vec<u64> = ["a", "b"]
            .iter()
            .flat_map(|key| seeds(of_architecture(random([1, 2]), key)))
            .chain([1, 2])
            .collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 6);
        let pair = [Initialisation::Constant(1e-7), Initialisation::Constant(1.0)];
        let constants = ScoreSpec { pair, formula: Formula::Raw };
        assert_eq!(of_architecture(constants, "a"), constants);
    }
}
