//! The harness for Python: what the module `epsilon_nas` calls. Nothing is computed here: arrays and objects are converted,
//! and the crates of the workspace are called, without the interpreter's lock.

// What Python passes is converted, and so owned here.
#![allow(clippy::needless_pass_by_value)]

mod error;
mod readers;
mod score;
mod space;
mod statistics;
mod studies;
mod watch;

use std::ffi::OsString;
use std::path::PathBuf;

use pyo3::prelude::*;

/// The `epsilon` program: its exit code.
#[pyfunction]
fn program(py: Python<'_>, arguments: Vec<OsString>, path: PathBuf) -> u8 {
    py.detach(|| epsilon_cli::run(arguments, Ok(path)))
}

#[pymodule]
mod _native {
    #[pymodule_export]
    use super::program;
    #[pymodule_export]
    use super::readers::{read_labels, read_table};
    #[pymodule_export]
    use super::score::score;
    #[pymodule_export]
    use super::space::Space;
    #[pymodule_export]
    use super::statistics::{
        bootstrap, compare, interval_bca, interval_fieller_tau, interval_percentile, interval_rho, kendall,
        kendall_p_value, missing_ranked, spearman, spearman_p_value, top_k, weighted_tau,
    };
    #[pymodule_export]
    use super::studies::{compare_config, run};
}
