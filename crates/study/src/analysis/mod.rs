//! Scores against labels.

mod analyse;
mod columns;
mod correlate;
mod missing;

pub use analyse::{Analysis, analyse};
pub use columns::{ProxyColumn, Size};
pub use correlate::{Correlation, Subset, correlate};
pub use missing::missing_by_reason;
