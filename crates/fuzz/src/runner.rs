use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::Mutator;

/// A run that takes longer is a fault.
const SLOW: Duration = Duration::from_secs(2);

/// What came out of a number of runs without a fault.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Files that were read.
    pub runs: u64,
    /// Those of them that the reader took.
    pub accepted: u64,
    /// The slowest.
    pub slowest: Duration,
    /// The most that the process had in memory at any time, in bytes; 0 where the system does not say.
    pub peak: u64,
}

/// How many files to read: what the environment variable `EPSILON_FUZZ_RUNS` says. By default, this is `runs`.
///
/// # Panics
/// If the variable is no number.
pub fn runs(runs: u64) -> u64 {
    match std::env::var("EPSILON_FUZZ_RUNS") {
        Ok(text) => text.parse().expect("EPSILON_FUZZ_RUNS is a number"),
        Err(_) => runs,
    }
}

/// Reads damaged copies of the seeds, [`runs`] of them, and prints what came of it. `read` says whether it took the file.
///
/// # Panics
/// If `read` panics, or takes two seconds twice: the file that did it is written to the temporary folder, and named.
pub fn run(name: &str, seeds: &[Vec<u8>], default: u64, read: impl Fn(&[u8]) -> bool) -> Report {
    let mut report = Report { runs: runs(default), accepted: 0, slowest: Duration::ZERO, peak: 0 };
    for run in 0..report.runs {
        let bytes = Mutator::new(run).mutate(seeds);
        let once = || {
            let start = Instant::now();
            let outcome = catch_unwind(AssertUnwindSafe(|| read(&bytes)));
            (outcome, start.elapsed())
        };
        let (mut outcome, mut took) = once();
        if outcome.is_ok() && took > SLOW {
            // It may have waited for other programs.
            (outcome, took) = once();
        }
        if outcome.is_err() || took > SLOW {
            let path = std::env::temp_dir().join(format!("fuzz-{name}-{run}"));
            std::fs::write(&path, &bytes).expect("the temporary folder");
            panic!("{name}, run {run}: {took:?}, panicked: {}; see {}", outcome.is_err(), path.display());
        }
        report.accepted += u64::from(outcome.unwrap_or_default());
        report.slowest = report.slowest.max(took);
    }
    report.peak = peak();
    eprintln!("{name}: {report:?}");
    report
}

fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}
