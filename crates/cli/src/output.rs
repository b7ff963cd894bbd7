//! The only place that writes to stdout.
#![allow(clippy::print_stdout)]

use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::sync::OnceLock;

/// The first error of writing to stdout.
static FAILURE: OnceLock<std::io::Error> = OnceLock::new();

/// Prints a result. A reader that has gone (`| head`) is no error; any other is kept for the end of the program.
pub fn print(text: &str) {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            // Only the first failure matters.
            let _ = FAILURE.set(error);
        }
        _ => {}
    }
}

/// Why results could not be printed, if so: a full disk, for example.
pub fn failure() -> Option<anyhow::Error> {
    let error = FAILURE.get()?;
    let again = std::io::Error::new(error.kind(), format!("the results can't be printed: {error}"));
    Some(again.into())
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
