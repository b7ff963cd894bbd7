//! Progress on stderr: a bar where that is a terminal, a line now and then where it is not.

use std::io::IsTerminal as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use study::sweep::{Observer, Work};

/// How often a log line says how far a sweep is.
const LINE_EVERY: Duration = Duration::from_secs(10);
/// Failures that are shown one by one; the log of the run has them all.
const FAILURES_SHOWN: usize = 5;

/// Shows how a sweep goes.
pub struct Progress {
    bar: ProgressBar,
    terminal: bool,
    state: Mutex<State>,
}

struct State {
    begun: Instant,
    said: Instant,
    done: usize,
    left: usize,
    failures: usize,
}

impl Progress {
    /// For the stderr of this process.
    pub fn new() -> Self {
        let now = Instant::now();
        Self {
            bar: ProgressBar::hidden(),
            terminal: std::io::stderr().is_terminal(),
            state: Mutex::new(State { begun: now, said: now, done: 0, left: 0, failures: 0 }),
        }
    }

    /// Takes the bar away, so that results can be printed.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Observer for Progress {
    fn begin(&self, work: Work) {
        let line = format!(
            "{} architectures in {}: {} functions to evaluate, {} done before",
            work.architectures,
            if work.settings == 1 { "one setting".to_owned() } else { format!("{} settings", work.settings) },
            work.left,
            work.functions - work.left,
        );
        eprintln!("{line}");
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        (state.begun, state.said, state.left) = (Instant::now(), Instant::now(), work.left);
        if self.terminal && work.left > 0 {
            let style = ProgressStyle::with_template(
                "{bar:40} {pos}/{len} functions, {per_sec}, {eta} left ({elapsed} passed)",
            );
            self.bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
            self.bar.set_length(work.left as u64);
            self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        }
    }

    fn evaluated(&self, _architectures: usize) {
        self.bar.inc(1);
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.done += 1;
        if !self.terminal && state.said.elapsed() >= LINE_EVERY {
            state.said = Instant::now();
            let rate = state.done as f64 / state.begun.elapsed().as_secs_f64();
            // The full network takes seconds a function.
            let digits = if rate < 10.0 { 2 } else { 0 };
            let rest = state.left.saturating_sub(state.done) as f64 / rate;
            eprintln!("{}/{} functions, {rate:.digits$} a second, {rest:.0} s left", state.done, state.left);
        }
    }

    fn failed(&self, architecture: &str, proxy: &str, error: &str) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.failures += 1;
        let line = match state.failures {
            number if number <= FAILURES_SHOWN => format!("warning: {architecture} ({proxy}): {error}"),
            number if number == FAILURES_SHOWN + 1 => {
                "warning: more failed; log.jsonl names them all".to_owned()
            }
            _ => return,
        };
        self.bar.suspend(|| eprintln!("{line}"));
    }
}
