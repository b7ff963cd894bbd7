//! Readers against damaged files, for tests: mutations of sound ones, the same in every run.
//!
//! ```
//! let report = fuzz::run("text", &[b"1\n2\n".to_vec()], 100, |bytes| std::str::from_utf8(bytes).is_ok());
//! assert_eq!(report.runs, fuzz::runs(100));
//! ```

mod mutate;
mod runner;

pub use mutate::Mutator;
pub use runner::{Report, run, runs};
