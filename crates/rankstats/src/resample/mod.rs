//! Uncertainty by resampling: bootstrap, jackknife, permutation.

mod bca;
mod bootstrap;
mod clusters;
mod counter;
mod difference;
mod draw;
mod jackknife;
mod permutation;
mod replicate;
mod sample;

pub use bca::{bca_interval, percentile_interval};
pub use bootstrap::{Bootstrap, bootstrap};
pub use clusters::{bootstrap_clusters, jackknife_clusters};
pub use difference::bootstrap_difference;
pub use jackknife::jackknife;
pub use permutation::{Permutation, permutation};
pub use sample::Coefficient;
