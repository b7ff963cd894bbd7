//! The bootstrap over architectures.

use super::bca::{bca_interval, percentile_interval};
use super::draw::multiplicities;
use super::replicate::replicate;
use super::sample::{Coefficient, Sample};
use crate::error::Error;
use crate::intervals::Interval;

/// A coefficient and its values in the resamples.
#[derive(Debug, Clone, PartialEq)]
pub struct Bootstrap {
    /// The coefficient of the columns themselves.
    pub estimate: f64,
    /// The coefficient in each resample, in the order of the replicates. NaN where a resample was constant.
    pub replicates: Vec<f64>,
}

impl Bootstrap {
    /// The percentile interval, see [`percentile_interval`].
    ///
    /// # Errors
    /// If `level` is not between 0 and 1.
    pub fn percentile(&self, level: f64) -> Result<Interval, Error> {
        percentile_interval(&self.replicates, level)
    }

    /// The bias-corrected and accelerated interval, see [`bca_interval`], which needs the coefficient's
    /// [`jackknife`](crate::jackknife).
    ///
    /// # Errors
    /// If `level` is not between 0 and 1.
    pub fn bca(&self, jackknife: &[f64], level: f64) -> Result<Interval, Error> {
        bca_interval(self.estimate, &self.replicates, jackknife, level)
    }
}

/// Resamples architectures with replacement, `replicates` times, and computes the coefficient of each resample.
///
/// The columns are ranked once; a resample is a list of multiplicities over those ranks, so each costs O(n) for rho and
/// O(n log n) integer steps for tau-b, and exactly equals the coefficient of the resampled columns. Replicates run in
/// parallel, each on its own stream of ChaCha8: the same seed gives the same numbers on any number of threads. Eight
/// replicates are counted side by side, which takes about 140 bytes per element and thread.
///
/// Architectures that compute the same function are not independent: see
/// [`bootstrap_clusters`](crate::bootstrap_clusters).
///
/// # Errors
/// If a column holds NaN, there are fewer than four elements, or `replicates` is 0.
///
/// # Panics
/// If the columns differ in length.
///
/// # References
/// B. Efron, "Bootstrap methods: another look at the jackknife", 1979.
///
/// ```
/// use rankstats::{Coefficient, bootstrap};
///
/// let x: Vec<f64> = (0..100).map(f64::from).collect();
/// let y: Vec<f64> = x.iter().map(|x| x + 30.0 * (x * x).sin()).collect();
/// let draws = bootstrap(&x, &y, Coefficient::Spearman, 500, 1)?;
/// let interval = draws.percentile(0.95)?;
/// assert!(interval.lower < draws.estimate && draws.estimate < interval.upper);
/// # Ok::<(), rankstats::Error>(())
/// ```
pub fn bootstrap(
    x: &[f64],
    y: &[f64],
    coefficient: Coefficient,
    replicates: usize,
    seed: u64,
) -> Result<Bootstrap, Error> {
    let sample = Sample::new(x, y, coefficient)?;
    check(sample.len(), replicates)?;
    let values = replicate([&sample], replicates, seed, multiplicities);
    Ok(Bootstrap {
        estimate: sample.estimate(),
        replicates: values.into_iter().map(|[value]| value).collect(),
    })
}

/// The fewest elements or clusters that are resampled. With two or three, nearly every resample is constant or has the
/// coefficient 1 or -1, so the interval would have no width; Fisher's variance, 1 / (n - 3), also starts at four.
const FEWEST: usize = 4;

pub(super) fn check(found: usize, replicates: usize) -> Result<(), Error> {
    if replicates == 0 {
        return Err(Error::NoReplicates { method: "bootstrap" });
    }
    if found < FEWEST {
        return Err(Error::TooFew { method: "bootstrap", needed: FEWEST, found });
    }
    Ok(())
}
