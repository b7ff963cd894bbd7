use super::{Candidates, Draws, MissingScores, Ranking};

/// Candidates in the order in which a search takes them: `size` are drawn and sorted by the proxy, best first (equal
/// ones, and those without a score at the end, in the order drawn); after them come further draws as they are. Without
/// a proxy all come as drawn.
pub(super) struct Pool<'a> {
    ranked: std::vec::IntoIter<usize>,
    draws: Draws,
    /// Only candidates with a score are drawn.
    among: Option<&'a Ranking>,
}

impl<'a> Pool<'a> {
    pub(super) fn new(
        candidates: &Candidates,
        proxy: Option<(&'a Ranking, MissingScores)>,
        size: usize,
        seed: u64,
    ) -> Self {
        let mut pool =
            Self { ranked: Vec::new().into_iter(), draws: Draws::new(candidates.len(), seed), among: None };
        if let Some((ranking, missing)) = proxy {
            pool.among = (missing == MissingScores::Skip).then_some(ranking);
            let mut drawn: Vec<usize> = pool.by_ref().take(size).collect();
            sort(&mut drawn, &ranking.values);
            pool.ranked = drawn.into_iter();
        }
        pool
    }
}

impl Iterator for Pool<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let among = self.among;
        self.ranked.next().or_else(|| {
            self.draws.find(|&position| among.is_none_or(|ranking| !ranking.values[position].is_nan()))
        })
    }
}

/// Largest value first, NaN last; equal ones stay in their order.
fn sort(positions: &mut [usize], values: &[f64]) {
    let key = |position: usize| {
        let value = values[position];
        (value.is_nan(), -value)
    };
    positions.sort_by(|&a, &b| {
        let (a, b) = (key(a), key(b));
        a.0.cmp(&b.0).then(if a.0 { std::cmp::Ordering::Equal } else { a.1.total_cmp(&b.1) })
    });
}

#[cfg(test)]
mod tests {
    use benchmark::{Direction, SearchSpace as _};
    use nasbench201::NasBench201;

    use super::*;

    fn candidates(count: usize) -> Candidates {
        let cells = NasBench201::new(32).architectures().unwrap()[..count].to_vec();
        Candidates::from_labels(cells, vec![0.0; count], vec![0.0; count], Direction::Maximize)
    }

    #[test]
    fn missing_scores_come_last_or_not_at_all() {
        let values = vec![f64::NAN, 2.0, f64::NAN, 5.0, 2.0, f64::NAN];
        let ranking = Ranking { name: "proxy".to_owned(), values: values.clone() };
        let candidates = candidates(6);
        let drawn: Vec<usize> = Pool::new(&candidates, None, 6, 3).collect();
        let counted: Vec<usize> =
            Pool::new(&candidates, Some((&ranking, MissingScores::Count)), 6, 3).collect();
        assert_eq!(counted[0], 3);
        let order =
            |wanted: &[usize]| drawn.iter().copied().filter(|p| wanted.contains(p)).collect::<Vec<_>>();
        assert_eq!(counted[1..3], order(&[1, 4]));
        assert_eq!(counted[3..], order(&[0, 2, 5]));
        let skipped: Vec<usize> =
            Pool::new(&candidates, Some((&ranking, MissingScores::Skip)), 6, 3).collect();
        assert_eq!(skipped, counted[..3]);
    }

    #[test]
    fn behind_a_small_pool_come_plain_draws() {
        let ranking = Ranking { name: "proxy".to_owned(), values: vec![1.0, 2.0, 3.0, 4.0] };
        let candidates = candidates(4);
        let drawn: Vec<usize> = Draws::new(4, 8).collect();
        let taken: Vec<usize> =
            Pool::new(&candidates, Some((&ranking, MissingScores::Count)), 2, 8).collect();
        assert_eq!(taken[2..], drawn[2..]);
        assert_eq!(taken[..2], [drawn[0].max(drawn[1]), drawn[0].min(drawn[1])]);
    }
}
