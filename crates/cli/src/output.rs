//! The only place that writes to stdout.
#![allow(clippy::print_stdout)]

use std::io::Write as _;

/// Prints a result. A reader that has gone (`| head`) is no error.
pub fn print(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes());
    let _ = stdout.flush();
}
