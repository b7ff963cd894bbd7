//! Errors as exceptions, by the exit code that the program would end with.

use epsilon_cli::{Exit, classify, explain};
use pyo3::PyErr;

mod exceptions {
    pyo3::import_exception!(epsilon_nas._errors, UsageError);
    pyo3::import_exception!(epsilon_nas._errors, ConfigError);
    pyo3::import_exception!(epsilon_nas._errors, DataError);
    pyo3::import_exception!(epsilon_nas._errors, InternalError);
}
pub use exceptions::{InternalError, UsageError};

/// The exception for an error: the program's text, and the class of its exit code.
pub fn raised(error: impl Into<anyhow::Error>) -> PyErr {
    let error = error.into();
    let text = explain(&error);
    match classify(&error) {
        Exit::Usage => UsageError::new_err(text),
        Exit::Config => exceptions::ConfigError::new_err(text),
        Exit::Data => exceptions::DataError::new_err(text),
        _ => InternalError::new_err(text),
    }
}

/// What is wrong with an argument.
pub fn wrong(problem: impl std::fmt::Display) -> PyErr {
    UsageError::new_err(problem.to_string())
}
