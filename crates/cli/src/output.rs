//! The only place that writes to stdout.
#![allow(clippy::print_stdout)]

use std::io::{IsTerminal as _, Write as _};

/// Prints a result. A reader that has gone (`| head`) is no error.
pub fn print(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes());
    let _ = stdout.flush();
}

/// Columns of the terminal; `None` where stdout is none, so that nothing wraps in a file.
pub fn width() -> Option<u16> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    let (_, width) = console::Term::stdout().size();
    Some(width.max(40))
}

/// A cell of a CSV file, quoted where it must be.
pub fn csv_cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
