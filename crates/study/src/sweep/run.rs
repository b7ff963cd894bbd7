use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::evaluate::{evaluate_all, stored};
use super::{Observer, Quiet, Sweep};
use crate::store::{Store, StoreError};
use crate::{Error, Outcome, Scores};

/// How a sweep ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// Every architecture was evaluated.
    Complete,
    /// It was stopped; so many functions are left.
    Interrupted {
        /// Functions that were not evaluated; none, where the stop came at the very end.
        left: usize,
    },
}

/// How long an estimate of the time may take, up to the function that is running then.
const TRY_FOR: Duration = Duration::from_secs(3);

/// An outcome of (architecture, setting).
type Entry = (u32, u16, Outcome);

impl Sweep<'_> {
    /// Evaluates what is not known, on all threads of the current rayon pool, and adds it to `scores`. An architecture
    /// that fails is reported and passed over. Once `stop` is set no new function is begun.
    ///
    /// The scores do not depend on the number of threads, or on what was known before.
    ///
    /// # Errors
    /// If the store can't be written.
    pub fn run(
        &self,
        scores: &mut Scores,
        store: Option<&Store>,
        observer: &dyn Observer,
        stop: &AtomicBool,
    ) -> Result<Completion, Error> {
        self.copy_known(scores, store)?;
        let known = &*scores;
        let jobs = self.jobs(known);
        observer.begin(self.work(known));
        let broken: Mutex<Option<StoreError>> = Mutex::new(None);
        let results: Vec<Option<Vec<Entry>>> = jobs
            .par_iter()
            .with_max_len(1)
            .map(|&(function, group)| {
                if stop.load(Ordering::Relaxed) {
                    return None;
                }
                let entries = self.evaluate(function, group, known, observer);
                if let Some(Err(error)) = store.map(|store| store.append(&entries)) {
                    // Nothing can be kept any more: end the sweep as soon as possible.
                    broken.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                    stop.store(true, Ordering::Relaxed);
                    return None;
                }
                // Groups take turns, so that functions of every cost are done at any time.
                observer.evaluated(1);
                Some(entries)
            })
            .collect();
        let left = results.iter().filter(|result| result.is_none()).count();
        for (architecture, setting, outcome) in results.into_iter().flatten().flatten() {
            scores.set(usize::from(setting), architecture as usize, outcome);
        }
        if let Some(error) = broken.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error.into());
        }
        store.map_or(Ok(()), Store::flush)?;
        observer.swept();
        // Looked at after that: a stop is either seen here, or comes when nothing can be lost any more.
        let stopped = stop.load(Ordering::SeqCst);
        Ok(if left == 0 && !stopped { Completion::Complete } else { Completion::Interrupted { left } })
    }

    /// Evaluates at most so many functions, spread evenly over the sweep, and throws the scores away: for estimating its
    /// time. None is begun after [`TRY_FOR`]. Gives how many there were.
    pub(crate) fn try_some(&self, most: usize, stop: &AtomicBool) -> usize {
        let nothing = Scores::new(self.settings(), self.architectures.len());
        let jobs = self.jobs(&nothing);
        let step = jobs.len().div_ceil(most.max(1)).max(1);
        let begun = Instant::now();
        let tried: Vec<_> = jobs.iter().step_by(step).collect();
        tried
            .par_iter()
            .with_max_len(1)
            .filter(|_| !stop.load(Ordering::Relaxed) && begun.elapsed() < TRY_FOR)
            .map(|&&(function, group)| self.evaluate(function, group, &nothing, &Quiet).len().min(1))
            .sum()
    }

    /// Where a store was cut off within a function, its other architectures get the outcome that is there.
    fn copy_known(&self, scores: &mut Scores, store: Option<&Store>) -> Result<(), StoreError> {
        let mut entries: Vec<Entry> = Vec::new();
        for group in &self.groups {
            for &(setting, _) in &group.settings {
                for members in group.functions.iter() {
                    let Some(outcome) = stored(scores, setting, members) else { continue };
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

    /// Evaluates a function in those settings of its group where it is not known.
    fn evaluate(&self, function: usize, group: usize, known: &Scores, observer: &dyn Observer) -> Vec<Entry> {
        let group = &self.groups[group];
        let members = &group.functions[function];
        let key = &self.architectures[members[0] as usize];
        let (settings, pairs): (Vec<u16>, Vec<_>) = group
            .settings
            .iter()
            .filter(|(setting, _)| stored(known, *setting, members).is_none())
            .map(|&(setting, between)| (setting, between.of(key)))
            .unzip();
        let evaluated = self.space.network(key, group.outputs).map_err(|error| error.to_string());
        let evaluated = evaluated.and_then(|network| {
            evaluate_all(group.backend.as_ref(), &network, &pairs).map_err(|error| error.to_string())
        });
        let outcomes: Vec<Result<Outcome, String>> = match evaluated {
            Ok(outcomes) => {
                outcomes.into_iter().map(|outcome| outcome.map_err(|error| error.to_string())).collect()
            }
            Err(error) => vec![Err(error); pairs.len()],
        };
        let mut entries = Vec::with_capacity(members.len() * settings.len());
        for (setting, outcome) in settings.into_iter().zip(outcomes) {
            let outcome = outcome.unwrap_or_else(|error| {
                for &member in members {
                    let key = &self.architectures[member as usize];
                    observer.failed(key, &self.names[usize::from(setting)], &error);
                }
                Outcome::Failed
            });
            entries.extend(members.iter().map(|&member| (member, setting, outcome)));
        }
        entries
    }
}
