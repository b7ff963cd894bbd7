//! The only place that writes to stdout and stderr.

use std::fmt;
use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// The first error of writing to stdout.
static FAILURE: OnceLock<std::io::Error> = OnceLock::new();
/// Whether nothing is said but warnings and errors.
static QUIET: AtomicBool = AtomicBool::new(false);

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

/// From here on nothing is said but warnings, errors, and how to go on.
pub fn hush() {
    QUIET.store(true, Ordering::Relaxed);
}

/// Whether that is so.
pub fn is_quiet() -> bool {
    QUIET.load(Ordering::Relaxed)
}

/// `1 architecture`, `2 architectures`.
pub fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// A line for the user, as `eprintln!` takes it, which ends the program where stderr is closed.
macro_rules! tell {
    ($($text:tt)*) => { $crate::output::write_stderr(format_args!($($text)*)) };
}
pub(crate) use tell;

/// The same for what goes without saying: it is left out with `--quiet`.
macro_rules! note {
    ($($text:tt)*) => { if !$crate::output::is_quiet() { $crate::output::tell!($($text)*) } };
}
pub(crate) use note;

/// Columns of the terminal; `None` where stdout is none, so that nothing wraps in a file.
pub fn width() -> Option<u16> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    let (_, width) = console::Term::stdout().size();
    Some(width.max(40))
}
