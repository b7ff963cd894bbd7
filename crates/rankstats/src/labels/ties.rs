//! Ties within a column.

use crate::order::{Ranks, pairs};

/// The ties of a column. A coefficient over a column of few values says little about the order within them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ties {
    /// Values.
    pub n: usize,
    /// Distinct values.
    pub distinct: usize,
    /// Values that are equal to some other.
    pub tied: usize,
    /// Size of the largest group of equal values.
    pub largest: usize,
    /// Pairs of equal values.
    pub tied_pairs: u64,
}

impl Ties {
    /// The part of all pairs that is tied, 0 to 1; NaN below two values.
    #[must_use]
    pub fn pair_fraction(&self) -> f64 {
        self.tied_pairs as f64 / pairs(self.n as u64) as f64
    }

    /// Whether all values are equal (or there are none): no correlation exists.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        self.distinct < 2
    }
}

/// Counts ties. None if the column holds NaN. O(n log n).
///
/// ```
/// let ties = rankstats::ties(&[1.0, 2.0, 2.0, 2.0]).unwrap();
/// assert_eq!((ties.distinct, ties.tied, ties.largest, ties.tied_pairs), (2, 3, 3, 3));
/// ```
#[must_use]
pub fn ties(column: &[f64]) -> Option<Ties> {
    let ranks = Ranks::of(column)?;
    Some(Ties {
        n: column.len(),
        distinct: ranks.sizes.len(),
        tied: ranks.sizes.iter().filter(|&&size| size > 1).map(|&size| size as usize).sum(),
        largest: ranks.sizes.iter().max().map_or(0, |&size| size as usize),
        tied_pairs: ranks.tied_pairs(),
    })
}
