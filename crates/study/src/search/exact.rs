use super::{Candidates, MissingScores, Ranking};

/// What the best of N by a proxy is on average, without drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exact {
    /// Mean of the reported label.
    pub mean: f64,
    /// Its standard deviation.
    pub deviation: f64,
    /// Mean rank by the reported label among all candidates.
    pub rank: f64,
}

/// The distribution of the candidate with the largest score among `size` that are drawn without replacement.
///
/// Let `a` candidates of `M` have a larger score than a group of `t` equal ones. The best of `N` is in that group if
/// none of the `a` is drawn and one of the `t` is: with probability `(C(M-a, N) - C(M-a-t, N)) / C(M, N)`; by symmetry
/// each of the `t` has an equal part of it. Candidates without a score are such a group, behind all others. Linear in
/// `M` after sorting.
///
/// `None` if there are fewer candidates than `size`.
pub fn exact_best_of(
    candidates: &Candidates,
    ranking: &Ranking,
    missing: MissingScores,
    size: usize,
) -> Option<Exact> {
    let values = &ranking.values;
    let mut order: Vec<usize> = (0..candidates.len())
        .filter(|&position| missing == MissingScores::Count || !values[position].is_nan())
        .collect();
    let all = order.len();
    if size == 0 || size > all {
        return None;
    }
    let key = |position: usize| if values[position].is_nan() { f64::NEG_INFINITY } else { values[position] };
    order.sort_by(|&a, &b| values[a].is_nan().cmp(&values[b].is_nan()).then(key(b).total_cmp(&key(a))));
    let same =
        |a: &usize, b: &usize| values[*a] == values[*b] || (values[*a].is_nan() && values[*b].is_nan());
    // The probability that none of the first `above` is drawn: C(M - above, N) / C(M, N).
    let (mut above, mut none) = (0, 1.0_f64);
    let (mut mean, mut square, mut rank) = (0.0, 0.0, 0.0);
    // Around the first candidate, so that the variance is no difference of large numbers.
    let centre = candidates.truth[order[0]];
    for group in order.chunk_by(same) {
        let before = none;
        for _ in group {
            none *= (all - size).saturating_sub(above) as f64 / (all - above) as f64;
            above += 1;
        }
        let each = (before - none) / group.len() as f64;
        for &position in group {
            let label = candidates.truth[position] - centre;
            mean += each * label;
            square += each * label * label;
            rank += each * candidates.rank[position];
        }
    }
    let deviation = (square - mean * mean).max(0.0).sqrt();
    Some(Exact { mean: centre + mean, deviation, rank })
}
