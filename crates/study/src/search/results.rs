use config::{Method, Search, seed};
use data::{Data, DataError};
use rayon::prelude::*;
use sweep::Scores;

use super::{
    BestOf, Candidates, Curve, Evolution, MissingScores, Ranking, aggregate, best_of, evolution,
    random_search,
};
use crate::analyse::proxy_columns;

/// What all searches found.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// Architectures that were searched.
    pub candidates: usize,
    /// The label that decides which architecture is the best so far.
    pub seen: String,
    /// The label that is reported of it.
    pub label: String,
    /// One curve for each method, proxy and way to take missing scores.
    pub curves: Vec<Curve>,
    /// The table "the best of N".
    pub best_of: Vec<BestOf>,
}

/// What is searched.
///
/// # Errors
/// If there is too little, or the space knows no small changes and evolution is asked for.
pub fn candidates(search: &Search, data: &Data) -> Result<Candidates, DataError> {
    let candidates = Candidates::new(data);
    let available = candidates.len();
    if available < 2 {
        let label = search.study.labels.last();
        return Err(DataError::NoOverlap {
            path: label.map(|label| label.file.clone()).unwrap_or_default(),
            what: "label",
            name: label.map(|label| label.name.clone()).unwrap_or_default(),
            architectures: data.architectures.len(),
        });
    }
    if let Some(&wanted) = search.settings.best_of.iter().find(|size| **size > available) {
        return Err(DataError::BestOf { wanted, available });
    }
    if search.settings.methods.contains(&Method::Evolution)
        && candidates.architectures[0].mutate(&mut |_| 0).is_none()
    {
        return Err(DataError::NoMutation { space: search.study.space.name() });
    }
    Ok(candidates)
}

/// All searches on all threads of the current rayon pool. They do not depend on the number of threads: every run has a
/// seed of its own, and all kinds of search draw the same candidates in the same run.
///
/// # Errors
/// If there is nothing to search, or the space knows no small changes and evolution is asked for.
pub fn results(search: &Search, data: &Data, scores: &Scores) -> Result<Results, DataError> {
    let candidates = candidates(search, data)?;
    let label = search.study.labels.last();
    let rankings: Vec<Ranking> = proxy_columns(&search.study, data, scores)
        .into_iter()
        .map(|column| Ranking {
            values: candidates.rows.iter().map(|&row| column.values[row]).collect(),
            name: column.name,
        })
        .collect();
    let mut curves = Vec::new();
    for &method in &search.settings.methods {
        curves.push(curve(search, &candidates, method, None));
        for ranking in &rankings {
            for missing in ways(ranking) {
                curves.push(curve(search, &candidates, method, Some((ranking, missing))));
            }
        }
    }
    let mut table = Vec::new();
    for &size in &search.settings.best_of {
        for ranking in &rankings {
            for missing in ways(ranking) {
                let seed = |run| run_seed(search, run);
                table.extend(best_of(&candidates, ranking, missing, size, search.settings.runs, seed));
            }
        }
    }
    Ok(Results {
        candidates: candidates.len(),
        seen: search.study.labels.first().map(|label| label.name.clone()).unwrap_or_default(),
        label: label.map(|label| label.name.clone()).unwrap_or_default(),
        curves,
        best_of: table,
    })
}

/// Where no score is missing both ways are the same.
fn ways(ranking: &Ranking) -> impl Iterator<Item = MissingScores> {
    let complete = ranking.scored() == ranking.values.len();
    MissingScores::ALL.into_iter().filter(move |way| !complete || *way == MissingScores::Count)
}

fn run_seed(search: &Search, run: usize) -> u64 {
    seed::derive(search.study.seed, &format!("search, run {run}"))
}

fn curve(
    search: &Search,
    candidates: &Candidates,
    method: Method,
    proxy: Option<(&Ranking, MissingScores)>,
) -> Curve {
    let settings = &search.settings;
    let runs: Vec<Vec<f64>> = (0..settings.runs)
        .into_par_iter()
        .map(|run| {
            let seed = run_seed(search, run);
            match method {
                Method::Random => random_search(candidates, proxy, settings.pool, settings.budget, seed),
                Method::Evolution => {
                    let evolution_settings = Evolution {
                        population: settings.population,
                        tournament: settings.tournament,
                        budget: settings.budget,
                        pool: settings.pool,
                    };
                    evolution(candidates, proxy, evolution_settings, seed)
                }
            }
        })
        .collect();
    let name = proxy.map(|(ranking, missing)| (ranking.name.clone(), missing));
    aggregate(method, name, &runs, settings.budget)
}
