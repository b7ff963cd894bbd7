use std::path::PathBuf;

use crate::store::StoreError;

/// The amount of work in a sweep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Workload {
    /// Architectures of the study.
    pub architectures: usize,
    /// Settings of epsilon.
    pub settings: usize,
    /// Distinct functions among the architectures, summed over groups of settings that share their passes.
    pub functions: usize,
    /// Of these, how many are still to be evaluated.
    pub left: usize,
    /// The relative cost of those: large batches take longer than small ones.
    pub cost: u64,
}

/// Follows the progress of a sweep. Called from all threads.
pub trait Observer: Sync {
    /// Grouping by function begins for this many architectures, which takes a while for large spaces.
    fn grouping(&self, _architectures: usize) {}

    /// So many scores were found in these stores of earlier runs, and are not computed again.
    fn reused(&self, _scores: usize, _stores: &[PathBuf]) {}

    /// A store of an earlier run can't be used.
    fn unusable(&self, _problem: &StoreError) {}

    /// The sweep begins.
    fn begin(&self, _work: Workload) {}

    /// A function was evaluated; `cost` is its share of [`Workload::cost`].
    fn evaluated(&self, _cost: u64) {}

    /// The sweep is over, complete or stopped; all outcomes are stored.
    fn swept(&self) {}

    /// An architecture failed in a setting.
    fn failed(&self, _architecture: &str, _proxy: &str, _error: &str) {}
}

/// An observer that does nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quiet;

impl Observer for Quiet {}
