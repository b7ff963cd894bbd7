//! The cluster bootstrap: over groups of architectures that are not independent.

use std::collections::HashMap;

use rayon::prelude::*;

use super::bootstrap::{Bootstrap, check};
use super::counter::LANES;
use super::draw::multiplicities;
use super::replicate::replicate;
use super::sample::{Coefficient, Sample};
use crate::error::Error;

/// Resamples whole clusters with replacement, as many as there are, and computes the coefficient of each resample.
///
/// `clusters[i]` is the cluster of element i (any number). Isomorphic cells, or cells that compute the same function, have
/// nearly the same score and label; drawing them one by one overstates the independent evidence. Resamples vary in
/// size, as clusters do. Costs as much as [`bootstrap`](crate::bootstrap).
///
/// # Errors
/// If a column holds NaN, there are fewer than four clusters, or `replicates` is 0.
///
/// # Panics
/// If the columns or `clusters` differ in length.
///
/// # References
/// A. C. Davison, D. V. Hinkley, "Bootstrap methods and their application", 1997, section 3.8.
pub fn bootstrap_clusters(
    x: &[f64],
    y: &[f64],
    clusters: &[u64],
    coefficient: Coefficient,
    replicates: usize,
    seed: u64,
) -> Result<Bootstrap, Error> {
    let sample = Sample::new(x, y, coefficient)?;
    let (clusters, count) = number(clusters, sample.len());
    check(count, replicates)?;
    check_copies(&clusters, count)?;
    let values = replicate([&sample], replicates, seed, |generator, times| {
        let mut cluster_times = vec![0; count];
        multiplicities(generator, &mut cluster_times);
        for (times, &cluster) in times.iter_mut().zip(&clusters) {
            *times = cluster_times[cluster as usize];
        }
    });
    Ok(Bootstrap {
        estimate: sample.estimate(),
        replicates: values.into_iter().map(|[value]| value).collect(),
    })
}

/// The coefficient without each cluster in turn, in the order in which clusters first appear; what
/// [`Bootstrap::bca`] needs for draws of clusters. One evaluation per cluster, in parallel.
///
/// # Errors
/// If a column holds NaN.
///
/// # Panics
/// If the columns or `clusters` differ in length.
pub fn jackknife_clusters(
    x: &[f64],
    y: &[f64],
    clusters: &[u64],
    coefficient: Coefficient,
) -> Result<Vec<f64>, Error> {
    let sample = Sample::new(x, y, coefficient)?;
    let (clusters, count) = number(clusters, sample.len());
    let mut members = vec![Vec::new(); count];
    for (element, &cluster) in clusters.iter().enumerate() {
        members[cluster as usize].push(element);
    }
    Ok(members
        .par_chunks(LANES)
        .map_init(
            || (vec![vec![1; sample.len()]; LANES], sample.scratch()),
            |(times, scratch), members| {
                let leave_out = |times: &mut [Vec<u32>], count| {
                    for (times, members) in times.iter_mut().zip(members) {
                        for &element in members {
                            times[element] = count;
                        }
                    }
                };
                leave_out(times, 0);
                let given: Vec<&[u32]> = times[..members.len()].iter().map(Vec::as_slice).collect();
                let values = sample.evaluate(&given, scratch);
                leave_out(times, 1);
                values[..members.len()].to_vec()
            },
        )
        .flatten_iter()
        .collect())
}

/// Clusters numbered from 0 in the order in which they first appear, and how many there are.
fn number(clusters: &[u64], n: usize) -> (Vec<u32>, usize) {
    assert_eq!(clusters.len(), n, "columns and clusters must have the same length");
    let mut numbers = HashMap::new();
    let numbered = clusters
        .iter()
        .map(|&cluster| {
            let next = numbers.len() as u32;
            *numbers.entry(cluster).or_insert(next)
        })
        .collect();
    (numbered, numbers.len())
}

/// A resample may consist of copies of the largest cluster alone; their number must still fit 32 bits.
fn check_copies(clusters: &[u32], count: usize) -> Result<(), Error> {
    let mut sizes = vec![0_u64; count];
    for &cluster in clusters {
        sizes[cluster as usize] += 1;
    }
    let largest = sizes.iter().max().copied().unwrap_or(0);
    let copies = largest * count as u64;
    if copies > u64::from(u32::MAX) { Err(Error::TooMany { found: copies as usize }) } else { Ok(()) }
}
