//! The paired bootstrap of a difference between two scores.

use super::bootstrap::{Bootstrap, check};
use super::draw::multiplicities;
use super::replicate::replicate;
use super::sample::{Coefficient, Sample};
use crate::error::Error;

/// The coefficient of `first` with `label` minus that of `second` with `label`, in the same resamples.
///
/// Each resample is used for both scores, so their common variation cancels: whether one score ranks better is decided
/// by the interval of the difference, not by whether their two intervals overlap. Pass only elements that both scores
/// cover. For a BCa interval subtract the two [`jackknife`](crate::jackknife)s.
///
/// # Errors
/// If a column holds NaN, there are fewer than four elements, or `replicates` is 0.
///
/// # Panics
/// If the columns differ in length.
pub fn bootstrap_difference(
    first: &[f64],
    second: &[f64],
    label: &[f64],
    coefficient: Coefficient,
    replicates: usize,
    seed: u64,
) -> Result<Bootstrap, Error> {
    let first = Sample::new(first, label, coefficient)?;
    let second = Sample::new(second, label, coefficient)?;
    check(first.len(), replicates)?;
    let values = replicate([&first, &second], replicates, seed, multiplicities);
    Ok(Bootstrap {
        estimate: first.estimate() - second.estimate(),
        replicates: values.into_iter().map(|[first, second]| first - second).collect(),
    })
}
