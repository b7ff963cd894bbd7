//! One task from beginning to end.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use benchmark::keys;
use data::Data;
use serde_json::json;
use sweep::store::Fingerprint;
use sweep::{Completion, Observer, Scores, Sweep};

use crate::reuse::Wanted;
use crate::started::{Logged, Place, Started};
use crate::task::{Outcomes, Task};
use crate::{Error, Options};

/// What a run came to.
#[derive(Debug)]
pub struct Run {
    /// The run's folder; for a shard, the shard's.
    pub folder: PathBuf,
    /// What was read.
    pub data: Data,
    /// All scores, in the order of the settings.
    pub scores: Scores,
    /// What came of it; `None` where the run was interrupted, and for a shard.
    pub outcomes: Option<Outcomes>,
    /// How the sweep ended.
    pub completion: Completion,
}

/// Loads, sweeps, analyses, and writes the run's folder. Once `stop` is set the sweep ends cleanly, and can be resumed.
///
/// # Errors
/// If the folder is not one for this run's results, data are missing or wrong, the store to be resumed is of something
/// else, or a file can't be written.
pub fn run(
    task: &Task,
    options: Options<'_>,
    observer: &dyn Observer,
    stop: &AtomicBool,
) -> Result<Run, Error> {
    let config = task.config()?;
    let place = Place::find(task.owner(), options, &config, task.needed_files())?;
    let data = task.load(options.shard.is_some())?;
    observer.grouping(data.architectures.len());
    let mut sweep = Sweep::new(task.study(), task.settings(), &data.architectures)?;
    let mut fingerprint = Fingerprint::new(&sweep, task.has_formulas());
    if let Some(shard) = options.shard {
        sweep = sweep.in_shard(shard);
        fingerprint = fingerprint.of_shard(shard, sweep.outcomes());
    }
    let Started { folder, store, mut scores, log } = Started::new(&place, &fingerprint)?;
    let logged = Logged { observer, log: &log };
    if !options.fresh {
        let study = task.study();
        let (architectures, own) = (&keys(&data.architectures)[..], Some(&store));
        Wanted { sweep: &sweep, fingerprint: &fingerprint, study, architectures, own }
            .reuse(&mut scores, &logged)?;
    }
    let completion = sweep.run(&mut scores, Some(&store), &logged, stop)?;
    let functions = sweep.functions().map(<[_]>::to_vec);
    drop(sweep);
    let outcomes = match completion {
        Completion::Interrupted { left } => {
            log.write("interrupted", json!({"left": left}));
            None
        }
        Completion::Complete => {
            let whole = options.shard.is_none();
            let outcomes =
                whole.then(|| task.finish(&folder, &data, &fingerprint, &scores, functions.as_deref()));
            let outcomes = outcomes.transpose()?;
            log.write("end", json!({"failed": scores.failed()}));
            outcomes
        }
    };
    Ok(Run { folder: folder.path().to_owned(), data, scores, outcomes, completion })
}
