//! Confidence intervals.

mod interval;
mod transformed;

pub use interval::Interval;
pub use transformed::{bonett_wright_interval, fieller_interval, fieller_interval_tau, fisher_interval};
