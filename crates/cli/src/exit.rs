//! What the program's exit code says.

use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, PoisonError};

use config::{BUILD_WITH_TORCH, ConfigError, ReadError};

use crate::fetching;
use crate::output::tell;
use crate::slurm::SubmitError;

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All went well.
    Ok,
    /// A defect of the program.
    Bug,
    /// The command line is wrong. (clap ends the program with the same code.)
    Usage,
    /// The config is wrong.
    Config,
    /// A file is missing, wrong, or can't be written.
    Data,
    /// Some architectures failed; the others have their results.
    Failed,
    /// Stopped from outside; what was computed is stored, and the run can be resumed.
    Interrupted,
}

impl Exit {
    /// The number.
    pub const fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Bug => 1,
            Self::Usage => 2,
            Self::Config => 3,
            Self::Data => 4,
            Self::Failed => 5,
            Self::Interrupted => 75,
        }
    }
}

/// For the end of `--help`.
pub const HELP: &str = "\
Exit codes:
   0  all went well
   1  internal error, which you are asked to report (verify: the backends disagree)
   2  the command line is wrong
   3  the config is wrong, stored scores are of another study, or this program lacks the backend
   4  a file or a shard is missing or damaged, or can't be written; or --out holds other files
   5  some architectures failed; the others have their results
  75  interrupted (SIGINT, SIGTERM) in run, ablate, search or compare; what is printed continues it
 143  ended by SIGTERM (130: SIGINT) in another command, which keeps nothing to resume";

/// An error in how the program was called that clap can't see.
#[derive(Debug)]
pub struct UsageError(pub String);

impl std::error::Error for UsageError {}

impl std::fmt::Display for UsageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is wrong with settings that came from options: there is no file to name a line of, only the field and the problem
/// are of use.
pub fn of_options(error: ConfigError) -> anyhow::Error {
    of_option(&error.field, error.problem)
}

/// What is wrong with one of them.
pub fn of_option(field: &str, problem: String) -> anyhow::Error {
    if problem.contains(BUILD_WITH_TORCH) {
        return BuildError(problem).into();
    }
    UsageError(format!("{field}: {problem}")).into()
}

/// This program was built without something that is asked for.
#[derive(Debug)]
pub struct BuildError(pub String);

impl std::error::Error for BuildError {}

impl std::fmt::Display for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The end of a call. A panic in it, on any thread, is a defect of the program: one line says so, and the code is that.
/// With RUST_BACKTRACE set it is shown where the panic came from.
pub fn guarded(call: impl FnOnce() -> Exit) -> Exit {
    static LAST: Mutex<String> = Mutex::new(String::new());
    let usual = std::panic::take_hook();
    // Nothing is printed here: whoever catches a panic may have an answer to it.
    std::panic::set_hook(Box::new(move |panic| {
        let text = panic.payload_as_str().unwrap_or("it does not say what is wrong").replace('\n', " ");
        let place = panic.location().map(|place| format!(" ({place})")).unwrap_or_default();
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = text + &place;
        if std::env::var_os("RUST_BACKTRACE").is_some() {
            usual(panic);
        }
    }));
    let ended = std::panic::catch_unwind(AssertUnwindSafe(call));
    drop(std::panic::take_hook());
    ended.unwrap_or_else(|_| {
        let last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        tell!("error: internal error: {last}; please report it, with the command and the version");
        Exit::Bug
    })
}

/// Says what went wrong, and decides on the code.
pub fn report(error: &anyhow::Error) -> Exit {
    tell!("error: {}", explain(error));
    classify(error)
}

/// What went wrong, and what to do.
pub fn explain(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        // Some messages quote their cause.
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    if let Some(hint) = fetching::hint_of(error) {
        text = format!("{text}\n{hint}");
    }
    text
}

/// Whose fault an error is.
pub fn classify(error: &anyhow::Error) -> Exit {
    use study::merge::MergeError;
    use sweep::store::StoreError;
    if matches!(error.downcast_ref(), Some(fetch::FetchError::Unknown { .. })) {
        return Exit::Usage;
    }
    if error.is::<UsageError>() || error.is::<epsilon::WeightError>() {
        return Exit::Usage;
    }
    if error.is::<BuildError>()
        || error.is::<ConfigError>()
        || matches!(error.downcast_ref(), Some(ReadError::Config(_)))
    {
        return Exit::Config;
    }
    match error.downcast_ref::<study::Error>() {
        Some(
            study::Error::Config(_)
            | study::Error::Store(StoreError::Other { .. })
            | study::Error::Merge(MergeError::Other { .. } | MergeError::Configs { .. }),
        ) => Exit::Config,
        Some(_) => Exit::Data,
        None if error.is::<data::DataError>()
            || error.is::<ReadError>()
            || error.is::<sweep::SweepError>()
            || error.is::<fetch::FetchError>()
            || error.is::<SubmitError>()
            || error.is::<std::io::Error>()
            || error.is::<files::FileError>()
            || error.is::<report::StoredPageError>()
            || error.is::<report::WriteError>()
            || error.is::<table::TableError>()
            || error.is::<data::suite_zero::ExportError>()
            || error.is::<benchmark::ArchitectureError>()
            || error.is::<batch::BatchError>() =>
        {
            Exit::Data
        }
        None => Exit::Bug,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_on_any_thread_is_a_defect() {
        assert_eq!(guarded(|| Exit::Failed), Exit::Failed);
        assert_eq!(guarded(|| panic!("first")), Exit::Bug);
        let elsewhere = || {
            std::thread::spawn(|| panic!("second"))
                .join()
                .map_or_else(|panic| std::panic::resume_unwind(panic), |()| Exit::Ok)
        };
        assert_eq!(guarded(elsewhere), Exit::Bug);
    }

    #[test]
    fn the_help_lists_every_code() {
        use Exit::{Bug, Config, Data, Failed, Interrupted, Ok, Usage};
        for exit in [Ok, Bug, Usage, Config, Data, Failed, Interrupted] {
            let number = format!("{:>4}  ", exit.code());
            assert!(HELP.lines().any(|line| line.starts_with(&number)), "{exit:?}");
        }
    }
}
