//! What every command that scores has while it runs: a folder, its store, and its log.

use std::path::Path;

use serde::Serialize;
use serde_json::json;

use crate::run_folder::{Log, RunFolder, write_environment, write_whole};
use crate::store::{Fingerprint, Store};
use crate::sweep::{Observer, Work};
use crate::{Error, Scores};

/// A run that has begun.
pub(crate) struct Started {
    pub(crate) folder: RunFolder,
    /// Takes every score as it is made.
    pub(crate) store: Store,
    /// What the store knows already.
    pub(crate) scores: Scores,
    pub(crate) log: Log,
}

impl Started {
    /// Begins a run in `out` (by default in a new folder under `results/<study>/`), or goes on with the one that is
    /// there if `resume` is set. `config` is the resolved one, of any command.
    ///
    /// # Errors
    /// If the folder can't be written, or the store to be resumed is of something else.
    pub(crate) fn new(
        study: &str,
        out: Option<&Path>,
        resume: bool,
        config: &impl Serialize,
        fingerprint: &Fingerprint,
    ) -> Result<Self, Error> {
        let resumed = if resume { RunFolder::latest(study, out)? } else { None };
        let (folder, (store, scores)) = if let Some(folder) = resumed {
            let known = Store::resume(&folder.store(), fingerprint)?;
            (folder, known)
        } else {
            let folder = RunFolder::create(study, out)?;
            let store = Store::create(&folder.store(), fingerprint)?;
            let (settings, architectures) = fingerprint.sizes();
            (folder, (store, Scores::new(settings, architectures)))
        };
        let log = describe(&folder, config, fingerprint)?;
        log.write("begin", json!({"known": scores.known(), "fingerprint": fingerprint.checksum()}));
        Ok(Self { folder, store, scores, log })
    }
}

/// Writes what is known before there are scores, and opens the log.
pub(crate) fn describe(
    folder: &RunFolder,
    config: &impl Serialize,
    fingerprint: &Fingerprint,
) -> Result<Log, Error> {
    let (path, config) = (folder.file("config.yaml"), config_text(folder, config)?);
    write_whole(&path, |path| Ok(fs_err::write(path, config)?))?;
    write_environment(&folder.file("environment.json"), fingerprint)?;
    Log::open(&folder.file("log.jsonl"))
}

/// The text of `config.yaml`.
pub(crate) fn config_text(folder: &RunFolder, config: &impl Serialize) -> Result<String, Error> {
    serde_yaml::to_string(config)
        .map_err(|error| Error::Format { path: folder.file("config.yaml"), reason: error.to_string() })
}

/// Passes everything on, and writes what matters into the log.
pub(crate) struct Logged<'a> {
    pub(crate) observer: &'a dyn Observer,
    pub(crate) log: &'a Log,
}

impl Observer for Logged<'_> {
    fn begin(&self, work: Work) {
        self.log.write(
            "sweep",
            json!({"architectures": work.architectures, "settings": work.settings, "functions": work.functions,
                "left": work.left}),
        );
        self.observer.begin(work);
    }

    fn evaluated(&self, cost: u64) {
        self.observer.evaluated(cost);
    }

    fn failed(&self, architecture: &str, proxy: &str, error: &str) {
        self.log.write("failed", json!({"arch": architecture, "proxy": proxy, "error": error}));
        self.observer.failed(architecture, proxy, error);
    }
}
