use rayon::prelude::*;

use super::pool::Pool;
use super::{Candidates, Exact, MissingScores, Ranking, exact_best_of};

/// The best of N by a proxy, over many draws.
#[derive(Clone, Debug, PartialEq)]
pub struct BestOf {
    /// The proxy.
    pub proxy: String,
    /// What becomes of candidates without a score.
    pub missing: MissingScores,
    /// How many are drawn each time.
    pub size: usize,
    /// How often.
    pub runs: usize,
    /// Candidates that there are to draw from.
    pub available: usize,
    /// Mean of the reported label over the draws.
    pub mean: f64,
    /// Its standard deviation over the draws (of a sample: divided by their number less one).
    pub deviation: f64,
    /// Median of the reported label over the draws.
    pub median: f64,
    /// Mean rank by the reported label among the N that were drawn; 1 is the best, equal ones share their mean rank.
    pub rank_among_drawn: f64,
    /// Mean rank by the reported label among all candidates.
    pub rank_among_all: f64,
    /// What mean, deviation and rank among all are without drawing.
    pub exact: Exact,
}

/// Draws `runs` times; run `r` draws with `seed(r)`, so that all proxies rank the same candidates. `None` if there are
/// fewer candidates than `size`.
pub fn best_of(
    candidates: &Candidates,
    ranking: &Ranking,
    missing: MissingScores,
    size: usize,
    runs: usize,
    seed: impl Fn(usize) -> u64 + Sync,
) -> Option<BestOf> {
    let exact = exact_best_of(candidates, ranking, missing, size)?;
    let chosen: Vec<(usize, f64)> = (0..runs)
        .into_par_iter()
        .filter_map(|run| {
            let drawn: Vec<usize> =
                Pool::new(candidates, Some((ranking, missing)), size, seed(run)).take(size).collect();
            let best = *drawn.first()?;
            // Better ones by their rank among all, which is smaller; equal ones have an equal rank.
            let rank = &candidates.rank;
            let better = drawn.iter().filter(|&&other| rank[other] < rank[best]).count();
            let equal = drawn.iter().filter(|&&other| rank[other] == rank[best]).count();
            Some((best, better as f64 + f64::midpoint(1.0, equal as f64)))
        })
        .collect();
    let count = chosen.len() as f64;
    let mut labels: Vec<f64> = chosen.iter().map(|&(best, _)| candidates.truth[best]).collect();
    let mean = labels.iter().sum::<f64>() / count;
    let squares: f64 = labels.iter().map(|label| (label - mean).powi(2)).sum();
    labels.sort_by(f64::total_cmp);
    let available = match missing {
        MissingScores::Count => candidates.len(),
        MissingScores::Skip => ranking.scored(),
    };
    Some(BestOf {
        proxy: ranking.name.clone(),
        missing,
        size,
        runs,
        available,
        mean,
        deviation: (squares / (count - 1.0)).sqrt(),
        median: rankstats::quantile(&labels, 0.5),
        rank_among_drawn: chosen.iter().map(|(_, rank)| rank).sum::<f64>() / count,
        rank_among_all: chosen.iter().map(|&(best, _)| candidates.rank[best]).sum::<f64>() / count,
        exact,
    })
}
