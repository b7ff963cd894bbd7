//! Progress on stderr: a bar where that is a terminal, a line now and then where it is not.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use sweep::store::StoreError;
use sweep::{Observer, Workload};

use crate::interrupt::Interrupt;
use crate::output::{counted, is_quiet, note, tell};

/// When the first log line says how far a sweep is: early, since whoever began it wants to know how long it takes.
const FIRST_LINE: Duration = Duration::from_secs(2);
/// How often another one does.
const LINE_EVERY: Duration = Duration::from_secs(10);
/// Fewer architectures are grouped within a second or two, which needs no words.
const MANY: usize = 50_000;
/// Failures that are shown one by one; the log of the run has them all.
const FAILURES_SHOWN: usize = 5;

/// Shows how a sweep goes.
pub struct Progress {
    bar: ProgressBar,
    terminal: bool,
    state: Mutex<State>,
    /// Told when there is no sweep: see [`Interrupt`].
    no_sweep: Arc<AtomicBool>,
}

struct State {
    begun: Instant,
    says_next: Duration,
    /// Functions.
    done: usize,
    work: Workload,
    /// Of the work's cost.
    spent: u64,
    failures: usize,
}

impl Progress {
    /// For the stderr of this process, in a command that signals end.
    pub fn new() -> Self {
        Self::until(&Interrupt { stop: Arc::default(), at_once: Arc::default() })
    }

    /// The same in a command that can be resumed.
    pub fn until(interrupt: &Interrupt) -> Self {
        let now = Instant::now();
        Self {
            bar: ProgressBar::hidden(),
            terminal: std::io::stderr().is_terminal(),
            state: Mutex::new(State {
                begun: now,
                says_next: FIRST_LINE,
                done: 0,
                work: Workload::default(),
                spent: 0,
                failures: 0,
            }),
            no_sweep: Arc::clone(&interrupt.at_once),
        }
    }

    /// Takes the bar away, so that results can be printed.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// A time as one says it: `40 s`, `12 min`, `3 h 05 min`.
pub fn in_words(time: Duration) -> String {
    let seconds = time.as_secs_f64().ceil() as u64;
    let minutes = seconds.div_ceil(60);
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7_200 => format!("{minutes} min"),
        _ => format!("{} h {:02} min", minutes / 60, minutes % 60),
    }
}

/// How far a sweep is that has done so many functions, and so much of the cost, in this time.
fn so_far(done: usize, spent: u64, work: Workload, passed: Duration) -> String {
    let rate = done as f64 / passed.as_secs_f64().max(1e-3);
    // The full network takes seconds a function.
    let digits = if rate < 10.0 { 2 } else { 0 };
    let rest = passed.mul_f64(work.cost.saturating_sub(spent) as f64 / spent.max(1) as f64);
    format!("{done}/{} functions, {rate:.digits$} a second, {} left", work.left, in_words(rest))
}

impl Observer for Progress {
    fn grouping(&self, architectures: usize) {
        if architectures >= MANY {
            note!("grouping {} by the function they compute ...", counted(architectures, "architecture"));
        }
    }

    fn reused(&self, scores: usize, stores: &[PathBuf]) {
        let from = match stores {
            [] => return,
            [store] => store.display().to_string(),
            [store, more @ ..] => format!("{} and {} more", store.display(), more.len()),
        };
        tell!("{scores} scores are taken from earlier runs ({from}); --fresh computes them anew");
    }

    fn unusable(&self, problem: &StoreError) {
        tell!("warning: its scores are not used: {problem}");
    }

    fn begin(&self, work: Workload) {
        self.no_sweep.store(false, Ordering::SeqCst);
        // A study without epsilon has nothing to evaluate.
        if work.settings == 0 {
            return;
        }
        let before = match work.functions - work.left {
            0 => String::new(),
            done => format!(", {done} done before"),
        };
        note!(
            "{}, {}: {} to evaluate{before}",
            counted(work.architectures, "architecture"),
            counted(work.settings, "setting"),
            counted(work.left, "function"),
        );
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        (state.begun, state.work) = (Instant::now(), work);
        if self.terminal && work.left > 0 && !is_quiet() {
            // Drawn from the moment that it has a target.
            let style = ProgressStyle::with_template("{msg} {wide_bar}");
            self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            self.bar.set_message(format!("0/{} functions", work.left));
            self.bar.set_length(work.cost);
            self.bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
    }

    fn evaluated(&self, cost: u64) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.done += 1;
        state.spent += cost;
        let passed = state.begun.elapsed();
        if self.terminal {
            self.bar.set_message(so_far(state.done, state.spent, state.work, passed));
            self.bar.inc(cost);
        } else if passed >= state.says_next {
            state.says_next = passed + LINE_EVERY;
            note!("{}", so_far(state.done, state.spent, state.work, passed));
        }
    }

    fn swept(&self) {
        self.no_sweep.store(true, Ordering::SeqCst);
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
        self.bar.suspend(|| tell!("{line}"));
    }
}

/// Says that something is being done whose end is not known, and for how long it has been: in a terminal where the cursor
/// is, in a log a line now and then.
pub struct Waiting {
    bar: ProgressBar,
    /// Ends the lines once it is dropped.
    _lines: Option<Sender<()>>,
}

impl Waiting {
    /// Begins; `what` is what is being done.
    pub fn new(what: &str) -> Self {
        if std::io::stderr().is_terminal() {
            let bar = ProgressBar::new_spinner().with_message(what.to_owned());
            bar.set_style(
                ProgressStyle::with_template("{spinner} {msg} {elapsed}")
                    .unwrap_or(ProgressStyle::default_spinner()),
            );
            bar.enable_steady_tick(Duration::from_millis(200));
            return Self { bar, _lines: None };
        }
        let (lines, ended) = channel::<()>();
        let (what, begun) = (what.to_owned(), Instant::now());
        std::thread::spawn(move || {
            let mut wait = FIRST_LINE;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = LINE_EVERY;
                tell!("{what}: {}", in_words(begun.elapsed()));
            }
        });
        Self { bar: ProgressBar::hidden(), _lines: Some(lines) }
    }

    /// Takes it away, so that results can be printed.
    pub fn finish(self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_is_that_of_the_cost_left() {
        let work = Workload { left: 40, functions: 40, cost: 1_000, ..Workload::default() };
        // Half of the functions, but the cheap half.
        let text = so_far(20, 100, work, Duration::from_secs(10));
        assert_eq!(text, "20/40 functions, 2.00 a second, 90 s left");
        assert_eq!(so_far(40, 1_000, work, Duration::from_secs(4)), "40/40 functions, 10 a second, 0 s left");
    }

    #[test]
    fn times_are_said_in_their_unit() {
        for (seconds, text) in [
            (0.0, "0 s"),
            (0.2, "1 s"),
            (119.0, "119 s"),
            (120.0, "2 min"),
            (120.5, "3 min"),
            (7_199.0, "120 min"),
            (7_200.0, "2 h 00 min"),
            (11_100.0, "3 h 05 min"),
        ] {
            assert_eq!(in_words(Duration::from_secs_f64(seconds)), text, "{seconds}");
        }
    }
}
