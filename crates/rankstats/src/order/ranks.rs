//! Ranks and tie groups.

use super::dense::DenseRanks;
use super::groups::{Groups, centred, sorted};

/// Below this length a sort beats clearing the table of the other way.
const SMALL: usize = 1024;
/// Two columns from this length on are ranked on two threads.
const PARALLEL: usize = 1 << 12;

/// The ranks of `x`, ascending from 1, ties sharing the average of the ranks they span.
///
/// `-0.0` and `0.0` tie, infinities rank as the extremes. NaN has no rank: if there is one, every rank is NaN.
/// O(n log n); O(n) where few values are different.
///
/// ```
/// assert_eq!(rankstats::average_ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
/// ```
#[must_use]
pub fn average_ranks(x: &[f64]) -> Vec<f64> {
    let Some(ranks) = Ranks::of(x) else {
        return vec![f64::NAN; x.len()];
    };
    let group = ranks.centred();
    // A centred rank is twice the rank minus n + 1.
    let shift = x.len() as i64 + 1;
    ranks.dense.iter().map(|&dense| (group[dense as usize] + shift) as f64 / 2.0).collect()
}

fn is_rankable(x: &[f64]) -> bool {
    u32::try_from(x.len()).is_ok() && !x.iter().any(|value| value.is_nan())
}

/// Sorts a column; `None` if a value is NaN or there are 2^32 values or more.
pub(crate) fn groups(x: &[f64]) -> Option<Groups> {
    is_rankable(x).then(|| {
        let few = if x.len() < SMALL { None } else { DenseRanks::of(x) };
        few.map_or_else(|| sorted(x), DenseRanks::groups)
    })
}

/// Sorts one column and ranks the other, on two threads if they are long.
pub(crate) fn groups_and_ranks(x: &[f64], y: &[f64]) -> Option<(Groups, Ranks)> {
    let (x, y) = both(x, y, groups, Ranks::of);
    x.zip(y)
}

/// Sorts both columns, on two threads if they are long.
pub(crate) fn groups_of_both(x: &[f64], y: &[f64]) -> Option<(Groups, Groups)> {
    let (x, y) = both(x, y, groups, groups);
    x.zip(y)
}

fn both<A: Send, B: Send>(
    x: &[f64],
    y: &[f64],
    first: impl Fn(&[f64]) -> A + Send + Sync,
    second: impl Fn(&[f64]) -> B + Send + Sync,
) -> (A, B) {
    if x.len() < PARALLEL { (first(x), second(y)) } else { rayon::join(|| first(x), || second(y)) }
}

/// A ranked column: the tie group of each element and the size of each group.
#[derive(Debug, Clone)]
pub(crate) struct Ranks {
    /// The tie group of each element, 0 for the smallest value.
    pub dense: Vec<u32>,
    /// How many elements each group holds.
    pub sizes: Vec<u32>,
    /// Positions of the elements in ascending order of value.
    pub order: Vec<u32>,
}

impl Ranks {
    /// Ranks a column; `None` if a value is NaN or there are 2^32 values or more.
    pub(crate) fn of(x: &[f64]) -> Option<Self> {
        if !is_rankable(x) {
            return None;
        }
        if x.len() >= SMALL
            && let Some(ranks) = DenseRanks::of(x)
        {
            let order = ranks.order();
            return Some(Self { dense: ranks.dense, sizes: ranks.sizes, order });
        }
        let Groups { sizes, order } = sorted(x);
        let mut dense = vec![0; x.len()];
        let mut rest = order.as_slice();
        for (group, &size) in (0..).zip(&sizes) {
            let (members, after) = rest.split_at(size as usize);
            for &position in members {
                dense[position as usize] = group;
            }
            rest = after;
        }
        Some(Self { dense, sizes, order })
    }

    /// Ranks both columns, on two threads if they are long.
    pub(crate) fn of_both(x: &[f64], y: &[f64]) -> Option<(Self, Self)> {
        let (x, y) = both(x, y, Self::of, Self::of);
        x.zip(y)
    }

    pub(crate) fn len(&self) -> usize {
        self.dense.len()
    }

    /// The centred rank of each tie group, see [`Groups::centred`].
    pub(crate) fn centred(&self) -> Vec<i64> {
        centred(&self.sizes, self.len())
    }

    /// Pairs of elements that tie.
    pub(crate) fn tied_pairs(&self) -> u64 {
        tied_pairs(&self.sizes)
    }
}

/// Pairs of elements within groups of these sizes.
pub(crate) fn tied_pairs(sizes: &[u32]) -> u64 {
    sizes.iter().map(|&size| pairs(u64::from(size))).sum()
}

/// Unordered pairs among `n` things. Exact up to n = 2^32.
pub(crate) fn pairs(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}
