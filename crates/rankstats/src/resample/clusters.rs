//! The bootstrap over classes of architectures that belong together.

use std::collections::HashMap;

use rayon::prelude::*;

use super::bootstrap::{Bootstrap, check};
use super::draw::{generator, multiplicities};
use super::sample::{Coefficient, Sample};
use crate::Error;

/// Draws whole clusters with replacement, as many as there are, and takes the coefficient of each draw.
///
/// `clusters[i]` names the cluster of element i (any numbers). Isomorphic cells, or cells that are the same function, have
/// nearly the same score and label; drawing them one by one pretends to more independent evidence than there is.
/// Resamples vary in size, as clusters do. Costs as [`bootstrap`](crate::bootstrap).
///
/// # Errors
/// If a column holds NaN, there are fewer than two clusters, or `replicates` is 0.
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
    let values = (0..replicates)
        .into_par_iter()
        .map_init(
            || (vec![0; count], vec![0; sample.len()], sample.scratch()),
            |(cluster_times, times, scratch), replicate| {
                multiplicities(&mut generator(seed, replicate), cluster_times);
                for (times, &cluster) in times.iter_mut().zip(&clusters) {
                    *times = cluster_times[cluster as usize];
                }
                sample.evaluate(times, scratch)
            },
        )
        .collect();
    Ok(Bootstrap { estimate: sample.estimate(), replicates: values })
}

/// The coefficient without each cluster in turn, in the order in which clusters first appear; what
/// [`Bootstrap::bca`] needs for draws of clusters. One evaluation a cluster, in parallel.
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
        .into_par_iter()
        .map_init(
            || (vec![1; sample.len()], sample.scratch()),
            |(times, scratch), members| {
                for &element in &members {
                    times[element] = 0;
                }
                let value = sample.evaluate(times, scratch);
                for &element in &members {
                    times[element] = 1;
                }
                value
            },
        )
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

/// A draw can repeat the largest cluster every time; its copies must still be countable.
fn check_copies(clusters: &[u32], count: usize) -> Result<(), Error> {
    let mut sizes = vec![0_u64; count];
    for &cluster in clusters {
        sizes[cluster as usize] += 1;
    }
    let largest = sizes.iter().max().copied().unwrap_or(0);
    let copies = largest * count as u64;
    if copies > u64::from(u32::MAX) { Err(Error::TooMany { found: copies as usize }) } else { Ok(()) }
}
