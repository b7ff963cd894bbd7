//! The only place that writes to stdout and stderr.

use std::fmt;
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

/// Tells the user something that is no result, on stderr. One that is closed or full must not end a run, so that is
/// passed over.
pub fn write_stderr(text: fmt::Arguments<'_>) {
    // Names out of files may hold control sequences: they are shown, not obeyed. In one piece, so that lines of several processes do not mix.
    let text = format!("{text}\n");
    let _ = std::io::stderr().lock().write_all(report::printable(&text).as_bytes());
}

/// A line for the user, as `eprintln!` takes it, which ends the program where stderr is closed.
macro_rules! tell {
    ($($text:tt)*) => { $crate::output::write_stderr(format_args!($($text)*)) };
}
pub(crate) use tell;

/// Columns of the terminal; `None` where stdout is none, so that nothing wraps in a file.
pub fn width() -> Option<u16> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    let (_, width) = console::Term::stdout().size();
    Some(width.max(40))
}
