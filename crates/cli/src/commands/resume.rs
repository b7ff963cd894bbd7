//! What a command with a config says when it did not come to its end: how to go on.

use std::path::Path;

use sweep::Shard;
use sweep::store::StoreError;

use crate::arguments::ConfigArguments;
use crate::exit::{self, Exit};
use crate::output::{counted, tell};
use crate::shell::{option_value, path};

/// A command as it was called, so that it can be called again.
#[derive(Clone, Copy, Debug)]
pub struct Called<'a> {
    /// Its name.
    pub name: &'static str,
    /// What it was given.
    pub arguments: &'a ConfigArguments,
    /// The shard, where it was given one.
    pub shard: Option<Shard>,
}

impl Called<'_> {
    /// The command that continues what is in a folder (for a shard, the shard's).
    fn again(self, folder: &Path) -> String {
        let Self { name, arguments, shard } = self;
        let mut words = vec!["epsilon".to_owned(), name.to_owned()];
        words.push(path(&arguments.config));
        let mut run = folder;
        if let Some(shard) = shard {
            words.extend(["--shard".to_owned(), shard.to_string()]);
            run = whole_run(folder);
        }
        for setting in &arguments.set {
            words.push(option_value("--set", setting));
        }
        if let Some(threads) = arguments.threads {
            words.extend(["--threads".to_owned(), threads.to_string()]);
        }
        words.extend(["--out".to_owned(), path(run), "--resume".to_owned()]);
        words.extend(arguments.fresh.then(|| "--fresh".to_owned()));
        words.join(" ")
    }

    /// What ran; or, where scores could not be stored, says so and how to go on, and gives the exit.
    ///
    /// # Errors
    /// All other errors.
    pub fn stored<R>(self, run: Result<R, study::Error>) -> anyhow::Result<Result<R, Exit>> {
        let error = match run {
            Ok(run) => return Ok(Ok(run)),
            Err(error) => error,
        };
        let study::Error::Store(StoreError::Write { path, .. }) = &error else { return Err(error.into()) };
        let again = path.parent().map(|folder| self.again(folder));
        let exit = exit::report(&error.into());
        if let Some(command) = again {
            tell!("once there is room, continue with\n  {command}");
        }
        Ok(Err(exit))
    }

    /// Says how to go on.
    pub fn interrupted(self, left: usize, folder: &Path) -> Exit {
        let left = match left {
            0 => "before the results were written".to_owned(),
            left => format!("with {} left", counted(left, "function")),
        };
        tell!("interrupted {left}; continue with\n  {}", self.again(folder));
        Exit::Interrupted
    }
}

/// The folder of the run that a shard's folder is in: RUN of RUN/shards/1-of-2.
pub fn whole_run(shard: &Path) -> &Path {
    shard.ancestors().nth(2).unwrap_or(shard)
}
