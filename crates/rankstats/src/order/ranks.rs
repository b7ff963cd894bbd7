//! Ranks and tie groups.

use super::few::Few;
use super::sort::{Sorted, is_long, sorted};

/// Columns from this length on are ranked on two threads.
const PARALLEL: usize = 1 << 12;

/// The ranks of `x`, ascending from 1, ties sharing the average of the ranks they span.
///
/// `-0.0` and `0.0` tie, infinities rank as the extremes. NaN has no rank: if there is one, every rank is NaN.
/// O(n log n) at worst, in practice a radix sort.
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
    // A centred rank is twice the rank less n + 1.
    let shift = x.len() as i64 + 1;
    ranks.dense.iter().map(|&dense| (group[dense as usize] + shift) as f64 / 2.0).collect()
}

fn is_rankable(x: &[f64]) -> bool {
    u32::try_from(x.len()).is_ok() && !x.iter().any(|value| value.is_nan())
}

/// A column in ascending order: what one column of a pair needs for a coefficient.
#[derive(Debug, Clone)]
pub(crate) struct Groups {
    /// How many elements each tie group holds.
    pub sizes: Vec<u32>,
    /// Positions of the elements in ascending order of value.
    pub order: Vec<u32>,
}

impl Groups {
    /// The order of a column, or none where a value is NaN or there are 2^32 values or more.
    pub(crate) fn of(x: &[f64]) -> Option<Self> {
        if !is_rankable(x) {
            return None;
        }
        let Sorted { order, sizes } = sorted(x);
        Some(Self { sizes, order })
    }

    /// One column in order and the other with the group of each element, on two threads where it pays.
    pub(crate) fn with_ranks(x: &[f64], y: &[f64]) -> Option<(Self, Ranks)> {
        let (x, y) = if x.len() < PARALLEL {
            (Self::of(x), Ranks::of(y))
        } else {
            rayon::join(|| Self::of(x), || Ranks::of(y))
        };
        x.zip(y)
    }

    /// For each group twice its average rank less n + 1: an integer, and the groups' weighted sum is zero.
    pub(crate) fn centred(&self) -> Vec<i64> {
        centred(&self.sizes, self.order.len())
    }
}

/// A column as rank statistics see it: which tie group each element is in, and how large each group is.
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
    /// The ranks of a column, or none where a value is NaN or there are 2^32 values or more.
    pub(crate) fn of(x: &[f64]) -> Option<Self> {
        if !is_rankable(x) {
            return None;
        }
        if is_long(x)
            && let Some(few) = Few::of(x)
        {
            let order = few.order();
            return Some(Self { dense: few.dense, sizes: few.sizes, order });
        }
        let Groups { sizes, order } = Groups::of(x)?;
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

    /// Both columns ranked, on two threads where it pays.
    pub(crate) fn of_both(x: &[f64], y: &[f64]) -> Option<(Self, Self)> {
        let (x, y) = if x.len() < PARALLEL {
            (Self::of(x), Self::of(y))
        } else {
            rayon::join(|| Self::of(x), || Self::of(y))
        };
        x.zip(y)
    }

    pub(crate) fn len(&self) -> usize {
        self.dense.len()
    }

    /// For each tie group twice its average rank less n + 1: an integer, and the groups' weighted sum is zero.
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

fn centred(sizes: &[u32], n: usize) -> Vec<i64> {
    let n = n as i64;
    let mut below = 0;
    sizes
        .iter()
        .map(|&size| {
            let size = i64::from(size);
            // Ranks below + 1 ..= below + size average to below + (size + 1) / 2.
            let centred = 2 * below + size - n;
            below += size;
            centred
        })
        .collect()
}

/// Unordered pairs among `n` things. Exact up to n = 2^32.
pub(crate) fn pairs(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}
