//! Scores against labels: all statistics of a table of columns.
//!
//! [`Columns`] holds them all (scores, labels, clusters, sizes, all in one order of architectures), and [`Statistics`]
//! what to compute. [`examine`] returns a [`Correlation`] for each score and label, and [`Details`]: comparisons between
//! scores, the effect of missing scores, the best-scored, bands, strata, noise, ties. Nothing here knows a config, a file or
//! a backend.
//!
//! ```
//! use analysis::correlate;
//! use benchmark::Direction;
//!
//! // The third architecture has no score: it is left out, and counted.
//! let scores = [0.1, 0.3, f64::NAN, 0.2];
//! let accuracy = [88.0, 93.0, 91.0, 90.0];
//! let row = correlate(("epsilon", &scores), ("accuracy", &accuracy), Direction::Maximize, None);
//! assert_eq!((row.statistics.rho, row.statistics.n, row.n_total), (1.0, 3, 4));
//! ```
//!
//! Where to look next: the coefficients and tests themselves are in the crate `rankstats`.

mod clusters;
mod columns;
mod combine;
mod compare;
mod correlate;
mod diagnostics;
mod examine;
mod intervals;
mod missing;
mod settings;
mod strata;
mod tops;

pub use clusters::{ClusterSummary, number_clusters};
pub use columns::{Columns, Control, LabelValues, ProxyColumn};
pub use combine::{RankRule, combine};
pub use compare::{Comparison, Resampled, Tested};
pub use correlate::{Correlation, Distinct, IntervalPair, Pair, Subset, correlate};
pub use diagnostics::{NoiseRow, ProxyCorrelations, TieRow};
pub use examine::{Details, Examined, examine};
pub use missing::{MissingRow, missing_by_reason};
pub use settings::{
    Clusters, ComparisonTest, Comparisons, Correction, IntervalMethod, Intervals, Statistics,
};
pub use strata::StratumRow;
pub use tops::{BandRow, TopRow};

use columns::Rows;
