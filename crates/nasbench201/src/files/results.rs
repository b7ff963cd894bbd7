//! The runs of one architecture under one training schedule, condensed to the answers to the queries.

use std::rc::Rc;

use pickle::{Dict, Globals, Value, Visitor};

use super::trial::Trial;
use super::{Epochs, Query, Seed};

/// The answers from the runs of one architecture under one schedule.
#[derive(Clone)]
pub(super) struct Answers {
    pub(super) epochs: Epochs,
    /// The architecture named in the runs.
    pub(super) arch: Option<String>,
    /// Each answer with the number of its query.
    pub(super) values: Vec<(usize, f64)>,
}

/// The Python globals that the official files use.
pub(super) fn globals() -> Globals {
    Globals::standard().with_numpy().with_torch()
}

/// Most runs of one architecture, and most seeds of one data set. The release has at most twelve runs; without a bound, a
/// hostile file could make the search among them take forever.
const RUNS: usize = 256;

/// Condenses every run, then every schedule, as soon as it is complete.
pub(super) struct Reducer<'a> {
    queries: &'a [Query],
    /// The first problem found.
    pub(super) problem: Option<String>,
}

impl<'a> Reducer<'a> {
    pub(super) fn new(queries: &'a [Query]) -> Self {
        Self { queries, problem: None }
    }

    fn condense(&self, key: &Value, value: &Value) -> Result<Option<Value>, String> {
        if let Some(epochs) = key.as_str().and_then(schedule) {
            let Some(state) = value.as_dict() else { return Ok(None) };
            if state.get("all_results").is_none() {
                return Ok(None);
            }
            return Ok(Some(Value::Custom(Rc::new(self.answer(epochs, &state)?))));
        }
        if matches!(key, Value::Tuple(_)) {
            return Ok(Trial::condense(value)?.map(|trial| Value::Custom(Rc::new(trial))));
        }
        Ok(None)
    }

    /// Answers the queries about one schedule as the official API does.
    fn answer(&self, epochs: Epochs, state: &Dict<'_>) -> Result<Answers, String> {
        let trials = state.get("all_results").and_then(Value::as_dict);
        let trials = trials.ok_or("\"all_results\" is no dictionary")?;
        let seeds = state.get("dataset_seed").and_then(Value::as_dict);
        let seeds = seeds.ok_or("there is no dictionary \"dataset_seed\" beside \"all_results\"")?;
        let few = |count: usize| match count {
            0..=RUNS => Ok(()),
            _ => Err(format!("{count} runs of one architecture are too many; at most {RUNS} are read")),
        };
        few(trials.len())?;
        let mut keys: Vec<_> = trials.iter().filter_map(|(key, _)| run_key(key)).collect();
        keys.sort_unstable();
        if let Some(twice) = keys.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(format!("the run on {} with the seed {} is there twice", twice[0].0, twice[0].1));
        }
        let mut values = Vec::new();
        for (number, query) in self.queries.iter().enumerate().filter(|(_, query)| query.epochs == epochs) {
            let name = query.dataset.name();
            let Some(listed) = seeds.get(name) else { continue };
            let listed = listed.as_sequence().ok_or_else(|| format!("the seeds of {name} are no list"))?;
            few(listed.len())?;
            if let Some(twice) = (1..listed.len()).find(|&at| {
                listed[..at].iter().any(|one| one.as_int().is_some() && one.as_int() == listed[at].as_int())
            }) {
                return Err(format!("the seeds of {name} list {:?} twice", listed[twice]));
            }
            let run = |seed| {
                let is =
                    |key| run_key(key).is_some_and(|(dataset, number)| (&*dataset, number) == (name, seed));
                let trial = trials.iter().find(|(key, _)| is(key))?.1;
                trial.custom::<Trial>()?.get(query.split, query.metric)
            };
            let value = match query.seed {
                Seed::One(seed) => {
                    listed.iter().any(|one| one.as_int() == Some(seed)).then(|| run(seed)).flatten()
                }
                Seed::Mean => {
                    let values: Option<Vec<f64>> = listed.iter().map(|seed| run(seed.as_int()?)).collect();
                    values.and_then(|values| mean(&values))
                }
            };
            values.extend(value.map(|value| (number, value)));
        }
        let arch = state.get("arch_str").and_then(Value::as_str).map(str::to_owned);
        Ok(Answers { epochs, arch, values })
    }
}

impl Visitor for Reducer<'_> {
    fn item(&mut self, key: &Value, value: Value) -> Value {
        match self.condense(key, &value) {
            Ok(condensed) => condensed.unwrap_or(value),
            Err(problem) => {
                self.problem.get_or_insert(problem);
                Value::None
            }
        }
    }
}

/// NAS-Bench-201's files name the schedules `less` and `full`; NATS-Bench's name them by their length.
fn schedule(key: &str) -> Option<Epochs> {
    match key {
        "less" => Some(Epochs::Twelve),
        "full" => Some(Epochs::TwoHundred),
        _ => Epochs::ALL.iter().copied().find(|epochs| epochs.name() == key),
    }
}

/// The data set and seed under which a run is stored.
fn run_key(key: &Value) -> Option<(Rc<str>, i64)> {
    match &*key.as_tuple()? {
        [Value::Str(name), number] => Some((Rc::clone(name), number.as_int()?)),
        _ => None,
    }
}

/// The sum from left to right, divided by the count: bit for bit numpy's and NATS-Bench's mean for so few runs.
fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}
