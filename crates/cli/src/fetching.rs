//! Data sets brought in before a study needs them, and which command brings what is missing.

use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use config::NeededFile;
use data::DataError;
use fetch::{FetchError, Index, Observer, Options, Set};
use indicatif::{ProgressBar, ProgressStyle};

use crate::output::tell;

/// How often a log says how far a download is.
const LINE_EVERY: Duration = Duration::from_secs(5);
/// Before a request that failed is made again.
const PAUSE: Duration = Duration::from_secs(1);

/// Fetches sets into `data/` of the current folder.
pub fn fetch_all<'a>(sets: impl IntoIterator<Item = &'a Set>) -> Result<(), FetchError> {
    let options = Options { root: PathBuf::new(), index: Index::of_pip(), pause: PAUSE };
    let shown = Shown::new();
    sets.into_iter().try_for_each(|set| fetch::fetch(set, &options, &shown))
}

/// Fetches what of these files is not there and is known; what isn't known is for whoever reads the files to report.
pub fn fetch_missing(files: &[NeededFile]) -> Result<(), FetchError> {
    fetch_all(sets_of(files))
}

/// The sets that missing ones of these files are of, each once.
fn sets_of(files: &[NeededFile]) -> Vec<&'static Set> {
    let mut sets: Vec<&Set> = Vec::new();
    for file in files.iter().filter(|file| !file.exists()) {
        if let Some(set) = fetch::providing(&file.path)
            && !sets.iter().any(|other| other.name == set.name)
        {
            sets.push(set);
        }
    }
    sets
}

/// The command that brings what is missing of these files, if one does.
pub fn hint(files: &[NeededFile]) -> Option<String> {
    let (by_hand, fetched): (Vec<_>, Vec<_>) =
        sets_of(files).into_iter().partition(|set| set.by_hand.is_some());
    let mut text = String::new();
    let paths = |sets: &[&Set]| {
        let of = |file: &&NeededFile| {
            fetch::providing(&file.path).is_some_and(|set| sets.iter().any(|one| one.name == set.name))
        };
        let found = files.iter().filter(|file| !file.exists()).filter(of);
        found.map(|file| file.path.display().to_string()).collect::<Vec<_>>().join(" and ")
    };
    let names = |sets: &[&Set]| sets.iter().map(|set| set.name.as_str()).collect::<Vec<_>>().join(" ");
    if !fetched.is_empty() {
        let _ = write!(text, "`epsilon data fetch {}` brings {}", names(&fetched), paths(&fetched));
    }
    if !by_hand.is_empty() {
        let and = if text.is_empty() { "" } else { "; " };
        let _ = write!(
            text,
            "{and}`epsilon data fetch {}` says where to get {}",
            names(&by_hand),
            paths(&by_hand)
        );
    }
    Some(text).filter(|text| !text.is_empty())
}

/// The same for an error about missing files.
pub fn hint_of(error: &anyhow::Error) -> Option<String> {
    let data = match error.downcast_ref::<study::Error>() {
        Some(study::Error::Data(error)) => Some(error),
        _ => error.downcast_ref::<DataError>(),
    };
    match data? {
        DataError::Missing { files } => hint(files),
        _ => None,
    }
}

/// The configs in a folder that name a file of a set, or read labels from it; in the order of their names.
pub fn configs_with(set: &Set, folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            let path = entry.path();
            let text = std::fs::read_to_string(&path).ok()?;
            let words: Vec<&str> = text
                .lines()
                .filter(|line| !line.trim_start().starts_with('#'))
                .flat_map(|line| line.split([' ', ',', '{', '}', '"', '\'']))
                .collect();
            let source = words.windows(2).any(|pair| pair == ["source:", set.name.as_str()]);
            let named = set.paths().any(|path| words.iter().any(|word| Path::new(word) == path));
            (source || named).then(|| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
        })
        .collect();
    names.sort();
    names
}

/// Shows how downloads go: a bar where stderr is a terminal, a line now and then where it is not.
struct Shown {
    bar: ProgressBar,
    terminal: bool,
    state: Mutex<State>,
}

struct State {
    begun: Instant,
    says_next: Duration,
    /// Bytes that were there when it began, that are there now, and that there will be.
    first: u64,
    done: u64,
    total: Option<u64>,
}

impl Shown {
    fn new() -> Self {
        let state = State { begun: Instant::now(), says_next: LINE_EVERY, first: 0, done: 0, total: None };
        Self {
            bar: ProgressBar::hidden(),
            terminal: std::io::stderr().is_terminal(),
            state: Mutex::new(state),
        }
    }
}

impl Observer for Shown {
    fn say(&self, line: &str) {
        self.bar.suspend(|| tell!("{line}"));
    }

    fn begin(&self, done: u64, total: Option<u64>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        *state = State { begun: Instant::now(), says_next: LINE_EVERY, first: done, done, total };
        if self.terminal {
            let style = ProgressStyle::with_template("{bar:40} {msg}");
            self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            self.bar.set_length(total.unwrap_or(0));
            self.bar.set_position(done);
            self.bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
    }

    fn advance(&self, bytes: u64) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.done += bytes;
        let passed = state.begun.elapsed();
        if self.terminal {
            self.bar.set_message(so_far(&state, passed));
            self.bar.inc(bytes);
        } else if passed >= state.says_next {
            state.says_next = passed + LINE_EVERY;
            tell!("{}", so_far(&state, passed));
        }
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}

fn so_far(state: &State, passed: Duration) -> String {
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    let rate = megabytes(state.done - state.first) / passed.as_secs_f64().max(1e-3);
    match state.total {
        Some(total) => {
            format!("{:.1} of {:.1} MB, {rate:.1} MB a second", megabytes(state.done), megabytes(total))
        }
        None => format!("{:.1} MB, {rate:.1} MB a second", megabytes(state.done)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_download_that_goes_on_counts_its_own_bytes_for_the_rate() {
        let begun = Instant::now();
        let mut state = State {
            begun,
            says_next: LINE_EVERY,
            first: 1_000_000,
            done: 3_000_000,
            total: Some(10_000_000),
        };
        assert_eq!(so_far(&state, Duration::from_secs(4)), "3.0 of 10.0 MB, 0.5 MB a second");
        state.total = None;
        assert_eq!(so_far(&state, Duration::from_secs(1)), "3.0 MB, 2.0 MB a second");
    }
}
