//! One config from beginning to end.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use report::Page;
use serde_json::json;

use crate::analysis::{Analysis, analyse};
use crate::checked::Study;
use crate::presentation::page;
use crate::run_folder::{
    Maker, Owner, RunFolder, platform, write_scores, write_summary, write_tables, write_text,
};
use crate::started::{Logged, Place, Started, config_text};
use crate::store::Fingerprint;
use crate::sweep::{Completion, Observer, Sweep};
use crate::{Data, Error, Scores, Shard};

/// How a study is run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The config's file, which results must not replace. By default, there is none.
    pub config: Option<&'a Path>,
    /// The run's folder. By default, a new one under `results/<study>/`, or the latest there to be resumed; for a shard,
    /// `results/<study>/<count>-shards`.
    pub out: Option<&'a Path>,
    /// Continue a run instead of beginning one. Where there is none to continue, one is begun.
    pub resume: bool,
    /// Score only this shard, into a folder of its own below the run's, and leave the rest to
    /// [`merge`](crate::merge::merge). By default, everything is scored.
    pub shard: Option<Shard>,
}

/// What a run came to.
#[derive(Debug)]
pub struct Run {
    /// The run's folder; for a shard, the shard's.
    pub folder: PathBuf,
    /// What was read.
    pub data: Data,
    /// All scores.
    pub scores: Scores,
    /// The analysis; `None` where the run was interrupted, and for a shard.
    pub analysis: Option<Analysis>,
    /// How the sweep ended.
    pub completion: Completion,
}

/// Loads, sweeps, analyses, and writes the run's folder. Once `stop` is set the sweep ends cleanly, and can be resumed.
///
/// # Errors
/// If the folder is not one for this run's results, data are missing or wrong, the store to be resumed is of something else, or a file can't be written.
pub fn run(
    study: &Study,
    options: Options<'_>,
    observer: &dyn Observer,
    stop: &AtomicBool,
) -> Result<Run, Error> {
    let config = config_text(&study.resolved)?;
    let owner = Owner { maker: Maker::Run, study: &study.name };
    let place = Place::find(owner, options, &config, study.needed_files())?;
    let data = if options.shard.is_some() { study.load_for_scoring()? } else { study.load()? };
    observer.grouping(data.architectures.len());
    let mut sweep = Sweep::new(study, &data)?;
    let mut fingerprint = Fingerprint::new(study, &data);
    if let Some(shard) = options.shard {
        sweep = sweep.in_shard(shard);
        fingerprint = fingerprint.of_shard(shard, sweep.outcomes());
    }
    let Started { folder, store, mut scores, log } = Started::new(&place, &fingerprint)?;
    let logged = Logged { observer, log: &log };
    let completion = sweep.run(&mut scores, Some(&store), &logged, stop)?;
    let functions = sweep.clusters();
    drop(sweep);
    let analysis = match completion {
        Completion::Interrupted { left } => {
            log.write("interrupted", json!({"left": left}));
            None
        }
        Completion::Complete => {
            let whole = options.shard.is_none();
            let analysis =
                whole.then(|| finish(&folder, study, &data, &fingerprint, &scores, functions)).transpose()?;
            log.write("end", json!({"failed": scores.failed()}));
            analysis
        }
    };
    Ok(Run { folder: folder.path().to_owned(), data, scores, analysis, completion })
}

/// Analyses complete scores and writes all results. Their bytes depend on the study, its data and the scores alone;
/// `functions` is what [`Sweep::clusters`] gives, where there was a sweep.
pub(crate) fn finish(
    folder: &RunFolder,
    study: &Study,
    data: &Data,
    fingerprint: &Fingerprint,
    scores: &Scores,
    functions: Option<Vec<u64>>,
) -> Result<Analysis, Error> {
    let analysis = analyse(study, data, scores, functions)?;
    write_scores(folder.path(), &data.architectures, &analysis)?;
    write_tables(folder.path(), &analysis.correlations, &analysis.details)?;
    write_summary(&folder.file("summary.json"), study, fingerprint, &analysis)?;
    let config = config_text(&study.resolved)?;
    write_page(folder, &page(study, data, &analysis, config, platform()))?;
    Ok(analysis)
}

/// Writes a page and its figures.
pub(crate) fn write_page(folder: &RunFolder, page: &Page) -> Result<(), Error> {
    for figure in &page.figures {
        figure.write(&folder.file("plots"))?;
    }
    Ok(write_text(&folder.file("report.html"), &report::html::render(page))?)
}
