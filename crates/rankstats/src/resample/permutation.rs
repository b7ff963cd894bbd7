//! Permutation p-values.

use rayon::prelude::*;

use super::draw::{generator, shuffle};
use super::sample::{Coefficient, Sample};
use crate::error::Error;
use crate::kendall::inversions;
use crate::order::pairs;

/// The outcome of a permutation test of no association.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Permutation {
    /// The coefficient of the columns themselves.
    pub estimate: f64,
    /// Permutations made.
    pub permutations: usize,
    /// Permutations whose coefficient is at least as large in magnitude.
    pub at_least_as_large: usize,
    /// Two-sided p-value, (`at_least_as_large` + 1) / (`permutations` + 1): never 0. NaN if a column is constant.
    pub p_value: f64,
}

/// Tests association by shuffling one column.
///
/// Shuffling keeps each column's ties, so the coefficient is proportional to an integer sum, and comparisons are exact.
/// O(n) per permutation for rho, O(n log n) for tau-b; in parallel, the same result on any number of threads.
///
/// # Errors
/// If a column holds NaN, there are fewer than two elements, or `permutations` is 0.
///
/// # Panics
/// If the columns differ in length.
///
/// # References
/// B. Phipson, G. K. Smyth, "Permutation p-values should never be zero", 2010.
pub fn permutation(
    x: &[f64],
    y: &[f64],
    coefficient: Coefficient,
    permutations: usize,
    seed: u64,
) -> Result<Permutation, Error> {
    let sample = Sample::new(x, y, coefficient)?;
    if permutations == 0 {
        return Err(Error::NoReplicates { method: "permutation test" });
    }
    if sample.len() < 2 {
        return Err(Error::TooFew { method: "permutation test", needed: 2, found: sample.len() });
    }
    let estimate = sample.estimate();
    // The groups of y, in ascending order of x.
    let sequence: Vec<u32> = sample.positions.iter().map(|&p| sample.y.dense[p as usize]).collect();
    let association = Association::new(&sample);
    let observed = association.of(&mut sequence.clone(), &mut Vec::new()).unsigned_abs();
    let at_least_as_large = (0..permutations)
        .into_par_iter()
        .map_init(
            || (Vec::new(), Vec::new()),
            |(shuffled, spare), replicate| {
                shuffled.clone_from(&sequence);
                shuffle(&mut generator(seed, replicate), shuffled);
                usize::from(association.of(shuffled, spare).unsigned_abs() >= observed)
            },
        )
        .sum();
    let p_value =
        if estimate.is_nan() { f64::NAN } else { (at_least_as_large + 1) as f64 / (permutations + 1) as f64 };
    Ok(Permutation { estimate, permutations, at_least_as_large, p_value })
}

/// The integer to which the coefficient is proportional as long as the columns' ties do not change.
struct Association<'a> {
    sample: &'a Sample,
    x_by_row: Vec<i64>,
    y_centred: Vec<i64>,
}

impl<'a> Association<'a> {
    fn new(sample: &'a Sample) -> Self {
        let x_centred = sample.x.centred();
        let x_by_row =
            sample.positions.iter().map(|&p| x_centred[sample.x.dense[p as usize] as usize]).collect();
        Self { sample, x_by_row, y_centred: sample.y.centred() }
    }

    /// The association, given the groups of y in ascending order of x.
    fn of(&self, sequence: &mut [u32], spare: &mut Vec<u32>) -> i128 {
        match self.sample.coefficient {
            Coefficient::Spearman => self.products(sequence),
            Coefficient::TauB => self.kendall_s(sequence, spare),
        }
    }

    fn products(&self, sequence: &[u32]) -> i128 {
        self.x_by_row
            .iter()
            .zip(sequence)
            .map(|(&x, &y)| i128::from(x) * i128::from(self.y_centred[y as usize]))
            .sum()
    }

    fn kendall_s(&self, sequence: &mut [u32], spare: &mut Vec<u32>) -> i128 {
        let mut ties_both = 0;
        let mut start = 0;
        for &size in &self.sample.x.sizes {
            let end = start + size as usize;
            if size > 1 {
                // Pairs that tie in x are no inversions.
                let group = &mut sequence[start..end];
                group.sort_unstable();
                ties_both += group.chunk_by(|a, b| a == b).map(|run| pairs(run.len() as u64)).sum::<u64>();
            }
            start = end;
        }
        spare.resize(sequence.len(), 0);
        let discordant = inversions(sequence, spare);
        let tied = self.sample.x.tied_pairs() + self.sample.y.tied_pairs();
        i128::from(pairs(sequence.len() as u64) + ties_both) - i128::from(tied) - 2 * i128::from(discordant)
    }
}
