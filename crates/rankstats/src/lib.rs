//! Rank correlation and everything around it.
//!
//! How well does a score rank what it is meant to rank? This crate has the coefficients, the statistics of the
//! top of a ranking, their uncertainty, and tests that compare one score with another. It does no input or output.
//!
//! Conventions that hold everywhere:
//! - Columns are slices of equal length, one element an architecture. **Different lengths are a bug of the caller and
//!   panic.** Missing values are the caller's to leave out: a NaN in a column makes the statistic NaN.
//! - A statistic that does not exist (a constant column, fewer than two elements) is NaN, not an error.
//! - The sign of a coefficient is that of the raw columns. [`Direction`] only says which labels are "the top".
//! - Ties at the edge of a "top k" are averaged over breaking them at random, never resolved by position.
//! - What is random takes a seed, uses ChaCha8 with one stream a replicate, and gives the same result on any number of
//!   threads.
//!
//! Where to look next: [`kendall`] and [`spearman`] for coefficients, [`paper_statistics`] and [`top_k`] for the top of a
//! ranking, [`bootstrap`] for intervals, [`bootstrap_difference`] and [`Overlapping`] to compare two scores,
//! [`missing_ranked`] for what a missing score hides.
//!
//! ```
//! use rankstats::{Direction, kendall, paper_statistics, spearman};
//!
//! let score = [0.1, 0.4, 0.2, 0.9];
//! let accuracy = [70.0, 88.0, 75.0, 93.0];
//! assert_eq!(spearman(&score, &accuracy), 1.0);
//! assert_eq!(kendall(&score, &accuracy).tau_b(), 1.0);
//! assert_eq!(paper_statistics(&score, &accuracy, Direction::Maximize).top10_overlap, 100.0);
//! ```

mod compare;
mod coverage;
mod distribution;
mod error;
mod intervals;
mod kendall;
mod labels;
mod order;
mod paper;
mod partial;
mod pearson;
mod resample;
mod spearman;
mod sum;
mod top_k;

pub use compare::{Overlapping, Test, benjamini_hochberg, holm};
pub use coverage::Coverage;
pub use error::Error;
pub use intervals::{
    Interval, bonett_wright_interval, fieller_interval, fieller_interval_tau, fisher_interval,
};
pub use kendall::{Kendall, kendall, weighted_tau};
pub use labels::{
    MissingRanked, Missingness, RankedAs, SeedNoise, Ties, common_positions, missing_ranked, missingness,
    seed_noise, ties,
};
pub use order::{Direction, average_ranks};
pub use paper::{PaperStatistics, paper_statistics};
pub use partial::{partial_kendall, partial_spearman};
pub use pearson::pearson;
pub use resample::{
    Bootstrap, Coefficient, Permutation, bca_interval, bootstrap, bootstrap_clusters, bootstrap_difference,
    jackknife, jackknife_clusters, percentile_interval, permutation,
};
pub use spearman::spearman;
pub use sum::Mean;
pub use top_k::{Band, TopK, bands, top_k};
