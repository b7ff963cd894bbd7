//! Scores against labels.

mod analyse;
mod clusters;
mod columns;
mod compare;
mod correlate;
mod diagnostics;
mod examine;
mod input;
mod intervals;
mod missing;
mod tops;

pub use analyse::{Analysis, analyse};
pub use clusters::{ClusterSummary, number};
pub(crate) use columns::proxy_columns;
pub use columns::{ProxyColumn, Size};
pub use compare::{Comparison, Resampled, Tested};
pub use correlate::{Correlation, Distinct, IntervalPair, Pair, Subset, correlate};
pub use diagnostics::{Between, NoiseRow, TieRow};
pub use examine::{Details, Examined, examine};
pub use input::{Control, Input, LabelValues};
pub use missing::{MissingRow, missing_by_reason};
pub use tops::{BandRow, TopRow};

use input::Rows;
