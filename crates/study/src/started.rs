//! What every command that scores has while it runs: a folder, its store, and its log.

use std::path::{Path, PathBuf};

use config::NeededFile;
use serde_json::json;
use sweep::store::{Fingerprint, Store, StoreError};
use sweep::{Observer, Scores, Workload};

use crate::Error;
use crate::options::Options;
use crate::run_folder::{FolderOwner, Inputs, Log, RunFolder, write_environment, write_text};

/// Where a run is to go: found, and checked, before anything is read.
pub(crate) struct Place<'a> {
    owner: FolderOwner<'a>,
    resume: bool,
    /// The folder; `None` for a new one under `results/<study>/`.
    path: Option<PathBuf>,
    /// The folder of the whole run, if `path` is that of a shard.
    whole: Option<PathBuf>,
    /// The text of `config.yaml`.
    config: &'a str,
}

impl<'a> Place<'a> {
    /// Where a run with these options goes. `config` is the text of its resolved config, `files` are all others that it
    /// reads.
    ///
    /// # Errors
    /// If the folder is not one for results of this command, or something that is read lies in it.
    pub(crate) fn find(
        owner: FolderOwner<'a>,
        options: Options<'_>,
        config: &'a str,
        files: Vec<NeededFile>,
    ) -> Result<Self, Error> {
        let Options { config: file, out, resume, shard, fresh: _ } = options;
        let out = out.map(Path::to_owned);
        let (path, whole) = match shard {
            Some(shard) => {
                let whole = out.unwrap_or_else(|| RunFolder::of_shards(owner.study, shard.count()));
                (Some(RunFolder::of_shard(&whole, shard)), Some(whole))
            }
            None if out.is_none() && resume => (RunFolder::latest(owner)?, None),
            None => (out, None),
        };
        let files = files.into_iter().map(|file| file.path).collect();
        let inputs = Inputs { config: file.map(|file| (file, config)), files };
        for folder in whole.iter().chain(&path) {
            RunFolder::check(folder, owner.maker, &inputs)?;
        }
        Ok(Self { owner, resume, path, whole, config })
    }
}

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
    /// Begins a run, or goes on with the one that is there.
    ///
    /// # Errors
    /// If the folder can't be written, or the store to be resumed is of something else.
    pub(crate) fn new(place: &Place<'_>, fingerprint: &Fingerprint) -> Result<Self, Error> {
        if let Some(whole) = &place.whole {
            RunFolder::mark(whole, place.owner)?;
        }
        let folder = match &place.path {
            Some(path) => RunFolder::claim(path, place.owner)?,
            None => RunFolder::create(place.owner)?,
        };
        let (store, scores) = if place.resume && folder.store().exists() {
            Store::resume(&folder.store(), fingerprint)?
        } else {
            let (settings, architectures) = fingerprint.sizes();
            (Store::create(&folder.store(), fingerprint)?, Scores::new(settings, architectures))
        };
        let log = describe(&folder, place.config, fingerprint)?;
        log.write("begin", json!({"known": scores.known(), "fingerprint": fingerprint.checksum()}));
        Ok(Self { folder, store, scores, log })
    }
}

/// Writes what is known before there are scores, and opens the log.
pub(crate) fn describe(folder: &RunFolder, config: &str, fingerprint: &Fingerprint) -> Result<Log, Error> {
    write_text(&folder.file("config.yaml"), config)?;
    write_environment(&folder.file("environment.json"), fingerprint)?;
    Ok(Log::open(&folder.file("log.jsonl")))
}

/// Passes everything on, and writes what matters into the log.
pub(crate) struct Logged<'a> {
    pub(crate) observer: &'a dyn Observer,
    pub(crate) log: &'a Log,
}

impl Observer for Logged<'_> {
    fn reused(&self, scores: usize, stores: &[PathBuf]) {
        self.log.write("reused", json!({"scores": scores, "stores": stores}));
        self.observer.reused(scores, stores);
    }

    fn unusable(&self, problem: &StoreError) {
        self.log.write("unusable", json!({"error": problem.to_string()}));
        self.observer.unusable(problem);
    }

    fn begin(&self, work: Workload) {
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

    fn swept(&self) {
        self.observer.swept();
    }

    fn failed(&self, architecture: &str, proxy: &str, error: &str) {
        self.log.write("failed", json!({"arch": architecture, "proxy": proxy, "error": error}));
        self.observer.failed(architecture, proxy, error);
    }
}
