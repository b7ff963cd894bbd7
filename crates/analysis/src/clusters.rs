use std::collections::HashMap;

use rankstats::{Mean, kendall, spearman};

use super::columns::Rows;
use super::{Distinct, Pair};

/// The clusters of architectures that resampling draws as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClusterSummary {
    /// The kind of cluster: `functions`, `isomorphism`, or the name of a column.
    pub kind: String,
    /// Number of clusters.
    pub count: usize,
    /// Number of architectures.
    pub architectures: usize,
    /// The size of the largest.
    pub largest: usize,
}

impl ClusterSummary {
    pub(crate) fn new(kind: &str, clusters: &[u64]) -> Self {
        let mut sizes: HashMap<u64, usize> = HashMap::new();
        for &cluster in clusters {
            *sizes.entry(cluster).or_default() += 1;
        }
        // The maximum does not depend on the order of the hash map.
        let largest = sizes.values().copied().max().unwrap_or(0);
        Self { kind: kind.to_owned(), count: sizes.len(), architectures: clusters.len(), largest }
    }
}

/// Numbers names in order of first appearance; each element without a name gets its own number.
pub fn number_clusters<T: std::hash::Hash + Eq>(names: Vec<Option<T>>) -> Vec<u64> {
    let mut numbers = HashMap::new();
    let mut next = 0;
    let mut fresh = || {
        next += 1;
        next - 1
    };
    names
        .into_iter()
        .map(|name| match name {
            Some(name) => *numbers.entry(name).or_insert_with(&mut fresh),
            None => fresh(),
        })
        .collect()
}

/// The coefficients with each cluster counted once: mean score against mean label.
pub(crate) fn distinct(rows: &Rows, clusters: &[u64]) -> Distinct {
    let mut places: HashMap<u64, usize> = HashMap::new();
    let mut means: Vec<(Mean, Mean)> = Vec::new();
    for ((cluster, x), y) in rows.pick(clusters).into_iter().zip(&rows.x).zip(&rows.y) {
        let place = *places.entry(cluster).or_insert(means.len());
        if place == means.len() {
            means.push((Mean::default(), Mean::default()));
        }
        means[place].0.add(*x);
        means[place].1.add(*y);
    }
    let (x, y): (Vec<f64>, Vec<f64>) = means.iter().map(|(x, y)| (x.value(), y.value())).unzip();
    Distinct {
        n: means.len(),
        coefficients: Pair { spearman: spearman(&x, &y), kendall: kendall(&x, &y).tau_b() },
    }
}
