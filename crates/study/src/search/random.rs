use super::pool::Pool;
use super::{Candidates, MissingScores, Ranking};

/// The reported label of the best architecture so far, after each of `budget` trained ones: what is drawn is trained,
/// from the top where a proxy ranks a pool of `pool` first. Shorter where the candidates come to an end.
///
/// Of equally good ones the first stays the best.
pub fn random_search(
    candidates: &Candidates,
    proxy: Option<(&Ranking, MissingScores)>,
    pool: usize,
    budget: usize,
    seed: u64,
) -> Vec<f64> {
    let mut best: Option<usize> = None;
    Pool::new(candidates, proxy, pool, seed)
        .take(budget)
        .map(|trained| {
            let better = best.is_none_or(|best| candidates.seen[trained] > candidates.seen[best]);
            let found = if better { trained } else { best.unwrap_or(trained) };
            best = Some(found);
            candidates.truth[found]
        })
        .collect()
}
