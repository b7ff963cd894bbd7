//! One config from beginning to end.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use serde_json::json;

use crate::analysis::{Analysis, analyse};
use crate::checked::Study;
use crate::presentation::page;
use crate::run_folder::{
    Log, RunFolder, environment, write_correlations, write_environment, write_scores, write_summary,
};
use crate::store::{Fingerprint, Store};
use crate::sweep::{Completion, Observer, Sweep, Work};
use crate::{Data, Error, Scores};

/// How a study is run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The run's folder. By default, a new one under `results/<study>/`, or the latest there to be resumed.
    pub out: Option<&'a Path>,
    /// Continue a run instead of beginning one. Where there is none to continue, one is begun.
    pub resume: bool,
}

/// What a run came to.
#[derive(Debug)]
pub struct Run {
    /// The run's folder.
    pub folder: PathBuf,
    /// What was read.
    pub data: Data,
    /// All scores.
    pub scores: Scores,
    /// The analysis; `None` where the run was interrupted.
    pub analysis: Option<Analysis>,
    /// How the sweep ended.
    pub completion: Completion,
}

/// Loads, sweeps, analyses, and writes the run's folder. Once `stop` is set the sweep ends cleanly, and can be resumed.
///
/// # Errors
/// If data are missing or wrong, the store to be resumed is of something else, or a file can't be written.
pub fn run(
    study: &Study,
    options: Options<'_>,
    observer: &dyn Observer,
    stop: &AtomicBool,
) -> Result<Run, Error> {
    let data = study.load()?;
    let sweep = Sweep::new(study, &data)?;
    let fingerprint = Fingerprint::new(study, &data);
    let resumed = if options.resume { RunFolder::latest(&study.name, options.out)? } else { None };
    let (folder, store, mut scores) = if let Some(folder) = resumed {
        let (store, scores) = Store::resume(&folder.store(), &fingerprint)?;
        (folder, store, scores)
    } else {
        let folder = RunFolder::create(&study.name, options.out)?;
        let store = Store::create(&folder.store(), &fingerprint)?;
        (folder, store, Scores::new(sweep.settings(), data.architectures.len()))
    };
    let config = write_config(&folder, study)?;
    write_environment(&folder.file("environment.json"), &fingerprint)?;
    let log = Log::open(&folder.file("log.jsonl"))?;
    log.write("begin", json!({"known": scores.known(), "fingerprint": fingerprint.checksum()}));
    let logged = Logged { observer, log: &log };
    let completion = sweep.run(&mut scores, Some(&store), &logged, stop)?;
    drop(sweep);
    let analysis = match completion {
        Completion::Interrupted { left } => {
            log.write("interrupted", json!({"left": left}));
            None
        }
        Completion::Complete => {
            let analysis = analyse(study, &data, &scores);
            write_scores(folder.path(), &data.architectures, &analysis)?;
            write_correlations(&folder.file("correlations.csv"), &analysis.correlations)?;
            write_summary(&folder.file("summary.json"), study, &fingerprint, &analysis)?;
            let page = page(study, &data, &analysis, config, environment());
            for figure in &page.figures {
                figure.write(&folder.file("plots"))?;
            }
            fs_err::write(folder.file("report.html"), report::html::render(&page))?;
            log.write("end", json!({"failed": scores.failed()}));
            Some(analysis)
        }
    };
    Ok(Run { folder: folder.path().to_owned(), data, scores, analysis, completion })
}

fn write_config(folder: &RunFolder, study: &Study) -> Result<String, Error> {
    let path = folder.file("config.yaml");
    let text = serde_yaml::to_string(&study.resolved)
        .map_err(|error| Error::Format { path: path.clone(), reason: error.to_string() })?;
    fs_err::write(path, &text)?;
    Ok(text)
}

/// Passes everything on, and writes what matters into the log.
struct Logged<'a> {
    observer: &'a dyn Observer,
    log: &'a Log,
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

    fn evaluated(&self, architectures: usize) {
        self.observer.evaluated(architectures);
    }

    fn failed(&self, architecture: &str, proxy: &str, error: &str) {
        self.log.write("failed", json!({"arch": architecture, "proxy": proxy, "error": error}));
        self.observer.failed(architecture, proxy, error);
    }
}
