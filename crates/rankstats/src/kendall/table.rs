//! Pair counts and the coefficients that follow from them.

use super::few::{FEW_GROUPS, inversions_of_few};
use super::inversions::inversions;
use crate::order::{Ranks, groups_and_ranks, pairs, tied_pairs};
use crate::sum::correlation;

/// How the pairs of elements agree in two columns. Every coefficient of the family is a ratio of these counts.
///
/// Counts are exact integers: 423,624 elements make 9e10 pairs, and 64 bits hold the pairs of 2^32 elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Kendall {
    /// Elements. 0 if a column holds NaN.
    pub n: u64,
    /// Pairs ordered alike by both columns.
    pub concordant: u64,
    /// Pairs ordered oppositely.
    pub discordant: u64,
    /// Pairs that tie in x, whether or not they tie in y.
    pub ties_x: u64,
    /// Pairs that tie in y, whether or not they tie in x.
    pub ties_y: u64,
    /// Pairs that tie in both.
    pub ties_xy: u64,
    /// Distinct values of x.
    pub distinct_x: u64,
    /// Distinct values of y.
    pub distinct_y: u64,
}

impl Kendall {
    /// All pairs, n (n - 1) / 2.
    #[must_use]
    pub fn pairs(&self) -> u64 {
        pairs(self.n)
    }

    /// Concordant minus discordant pairs: Kendall's S.
    #[must_use]
    pub fn s(&self) -> i64 {
        self.concordant as i64 - self.discordant as i64
    }

    /// Tau-a: S over all pairs. Ties pull it towards zero. NaN below two elements.
    #[must_use]
    pub fn tau_a(&self) -> f64 {
        self.s() as f64 / self.pairs() as f64
    }

    /// Tau-b: S over the geometric mean of the pairs that x and y each order. NaN if a column is constant.
    /// This is what is usually meant by Kendall's tau.
    #[must_use]
    pub fn tau_b(&self) -> f64 {
        let (x, y) = (self.pairs() - self.ties_x, self.pairs() - self.ties_y);
        correlation(self.s() as f64, x as f64, y as f64)
    }

    /// Stuart's tau-c: S over the largest S a table of this shape can have, for columns with few distinct values.
    /// NaN if a column is constant.
    #[must_use]
    pub fn tau_c(&self) -> f64 {
        let classes = self.distinct_x.min(self.distinct_y);
        if classes < 2 {
            return f64::NAN;
        }
        let n = self.n as f64;
        let classes = classes as f64;
        (2.0 * self.s() as f64 / (n * n * (classes - 1.0) / classes)).clamp(-1.0, 1.0)
    }

    /// Goodman and Kruskal's gamma: S over the pairs that tie in neither column. NaN if there are none.
    #[must_use]
    pub fn gamma(&self) -> f64 {
        self.s() as f64 / (self.concordant + self.discordant) as f64
    }

    /// Somers' D of y given x: S over the pairs that x orders. NaN if x is constant.
    ///
    /// For D of x given y, swap the columns.
    #[must_use]
    pub fn somers_d(&self) -> f64 {
        self.s() as f64 / (self.pairs() - self.ties_x) as f64
    }
}

/// Counts how the pairs agree. O(n log n).
///
/// If a column holds NaN, all counts are 0 and all coefficients NaN. Infinities rank as the extremes.
///
/// # Panics
/// If the columns differ in length.
///
/// # References
/// W. R. Knight, "A computer method for calculating Kendall's tau with ungrouped data", 1966.
///
/// ```
/// let kendall = rankstats::kendall(&[1.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 2.0, 4.0]);
/// assert_eq!((kendall.concordant, kendall.discordant), (5, 1));
/// assert_eq!(kendall.tau_b(), 4.0 / 6.0);
/// ```
#[must_use]
pub fn kendall(x: &[f64], y: &[f64]) -> Kendall {
    assert_eq!(x.len(), y.len(), "columns must have the same length");
    groups_and_ranks(x, y).map_or_else(Kendall::default, |(x, y)| count(&x.sizes, x.order, &y))
}

pub(crate) fn kendall_of_ranks(x: &Ranks, y: &Ranks) -> Kendall {
    count(&x.sizes, x.order.clone(), y)
}

/// From this length on, counting in a table beats merging where there are few groups.
const FEW_PAYS: usize = 1 << 10;

/// Takes the tie groups of x, the positions ascending by x, and the groups of y.
fn count(x_sizes: &[u32], x_order: Vec<u32>, y: &Ranks) -> Kendall {
    let mut sequence: Vec<u32> = x_order.iter().map(|&position| y.dense[position as usize]).collect();
    let ties_xy = joint_ties(&mut sequence, x_sizes);
    let discordant = if sequence.len() >= FEW_PAYS && y.sizes.len() <= FEW_GROUPS {
        inversions_of_few(&sequence)
    } else {
        let mut spare = x_order;
        inversions(&mut sequence, &mut spare)
    };
    let (ties_x, ties_y) = (tied_pairs(x_sizes), y.tied_pairs());
    let n = y.len() as u64;
    Kendall {
        n,
        // Adds first, so that the unsigned difference never goes below zero.
        concordant: pairs(n) + ties_xy - ties_x - ties_y - discordant,
        discordant,
        ties_x,
        ties_y,
        ties_xy,
        distinct_x: x_sizes.len() as u64,
        distinct_y: y.sizes.len() as u64,
    }
}

/// Pairs that tie in both columns, given the groups of y in ascending order of x and the sizes of the groups of x. Sorts
/// within the groups of x, since pairs that tie in x are no inversions.
fn joint_ties(sequence: &mut [u32], x_sizes: &[u32]) -> u64 {
    if x_sizes.len() == sequence.len() {
        return 0;
    }
    let mut rest = sequence;
    let mut tied = 0;
    for &size in x_sizes {
        let (group, after) = rest.split_at_mut(size as usize);
        rest = after;
        if size > 1 {
            group.sort_unstable();
            tied += group.chunk_by(|a, b| a == b).map(|run| pairs(run.len() as u64)).sum::<u64>();
        }
    }
    tied
}
