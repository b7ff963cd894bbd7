//! Being stopped from outside.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::flag::{register, register_conditional_shutdown};

use crate::exit::Exit;

/// What SIGINT and SIGTERM do in a command that can be resumed.
#[derive(Clone, Debug)]
pub struct Interrupt {
    /// Set by the first such signal. The second ends the program at once: stored scores survive that too.
    pub stop: Arc<AtomicBool>,
    /// While this is set the first one ends the program at once: before a sweep there is nothing to be lost, and after it
    /// everything is stored and results are written whole, so that a resumed run does the analysis again.
    pub at_once: Arc<AtomicBool>,
}

impl Interrupt {
    /// Takes over both signals.
    pub fn new() -> std::io::Result<Self> {
        let (stop, at_once) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(true)));
        let code = i32::from(Exit::Interrupted.code());
        for signal in [SIGINT, SIGTERM] {
            // The order matters. The first signal finds `stop` unset. And it sets `stop` before it looks at `at_once`, while
            // whoever ends a sweep sets `at_once` before it looks at `stop`: one of them sees the other.
            register_conditional_shutdown(signal, code, Arc::clone(&stop))?;
            register(signal, Arc::clone(&stop))?;
            register_conditional_shutdown(signal, code, Arc::clone(&at_once))?;
        }
        Ok(Self { stop, at_once })
    }
}

/// Makes a limit on the size of files an error of the write that meets it, not the end of the program.
pub fn survive_limits() {
    // Where that can't be done the signal ends the program, as it would have.
    let _ = register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}
