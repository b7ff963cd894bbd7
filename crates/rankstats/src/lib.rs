//! Rank correlation, and how far to trust it.
//!
//! How well does a score rank architectures? Here are the coefficients, the statistics of the top of a ranking, their
//! uncertainty, and tests that compare one score with another. No files are read or written.
//!
//! ```
//! use rankstats::{Coefficient, Direction, bootstrap, kendall, paper_statistics, spearman};
//!
//! let score = [0.1, 0.4, 0.2, 0.9, 0.3];
//! let accuracy = [70.0, 88.0, 75.0, 93.0, 90.0];
//! assert_eq!(spearman(&score, &accuracy), 0.9);
//! assert_eq!(kendall(&score, &accuracy).tau_b(), 0.8);
//! assert_eq!(paper_statistics(&score, &accuracy, Direction::Maximize).top10_overlap, 100.0);
//! let draws = bootstrap(&score, &accuracy, Coefficient::TauB, 1000, 1)?;
//! assert!(draws.percentile(0.95)?.lower < 0.8);
//! # Ok::<(), rankstats::Error>(())
//! ```
//!
//! What holds everywhere:
//! - Columns are slices of equal length, one element an architecture. **Different lengths are a bug of the caller and
//!   panic.** The caller leaves missing values out: a NaN in a column makes the statistic NaN.
//! - A statistic that does not exist (a constant column, fewer than two elements) is NaN, not an error. An interval of
//!   fewer than four elements is [`Error::TooFew`].
//! - The sign of a coefficient is that of the raw columns. [`Direction`] only says which labels are "the top".
//! - Ties at the edge of a "top k" are averaged over breaking them at random, never resolved by position.
//! - Ranks and pairs are counted in integers. Sums of values subtract the mean first and keep twice the precision
//!   (`sum.rs`), so neither the offset nor the scale of a column costs digits.
//! - Random functions take a seed, use ChaCha8 with one stream per replicate, and give the same result on any number
//!   of threads.
//!
//! Where to look next: [`kendall`] (tau-b is [`Kendall::tau_b`]) and [`spearman`] for coefficients, [`paper_statistics`]
//! and [`top_k`] for the top of a ranking, [`bootstrap`] for intervals, [`bootstrap_difference`] and [`DependentCorrelations`] to
//! compare two scores, [`missing_ranked`] for the effect of missing scores.

mod compare;
mod distribution;
mod error;
mod intervals;
mod kendall;
mod labels;
mod order;
mod paper;
mod partial;
mod pearson;
mod quantile;
mod resample;
mod significance;
mod spearman;
mod sum;
mod top_k;

pub use compare::{DependentCorrelations, Test, benjamini_hochberg, holm};
pub use error::Error;
pub use intervals::{
    Interval, bonett_wright_interval, fieller_interval, fieller_interval_tau, fisher_interval,
};
pub use kendall::{Kendall, kendall, weighted_tau};
pub use labels::{
    MissingRanked, Missingness, RankedAs, SeedNoise, Ties, missing_ranked, missingness, seed_noise, ties,
};
pub use order::{Direction, average_ranks};
pub use paper::{PaperStatistics, paper_statistics};
pub use partial::{partial_kendall, partial_spearman};
pub use pearson::pearson;
pub use quantile::quantile;
pub use resample::{
    Bootstrap, Coefficient, Permutation, bca_interval, bootstrap, bootstrap_clusters, bootstrap_difference,
    jackknife, jackknife_clusters, percentile_interval, permutation,
};
pub use significance::{kendall_p_value, spearman_p_value};
pub use spearman::spearman;
pub use sum::Mean;
pub use top_k::{Band, TopK, bands, top_k};
