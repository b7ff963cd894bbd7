use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use epsilon::Backend;
use serde_json::json;

use super::fingerprint::BatchFacts;
use super::progress::Joined;
use super::stage::{Batch, Stage};
use super::{Ablation, Measured, measure, page, table};
use crate::backends::BackendKind;
use crate::run::{Options, write_page};
use crate::run_folder::{Maker, Owner, platform};
use crate::started::{Logged, Place, Started, config_text};
use crate::store::Store;
use crate::sweep::{Completion, Functions, Observer, Sweep, Work, apart, functions};
use crate::{Data, DataError, Error, Scores};

/// What a run of an ablation came to.
#[derive(Debug)]
pub struct AblationRun {
    /// The run's folder.
    pub folder: PathBuf,
    /// Scores in the order of the settings.
    pub scores: Scores,
    /// The rows of the table of results; `None` where the run was interrupted.
    pub measured: Option<Vec<Measured>>,
    /// How the sweep ended.
    pub completion: Completion,
}

/// Loads, scores batch by batch, measures, and writes the run's folder. Once `stop` is set the sweep ends cleanly, and
/// can be resumed.
///
/// Memory: one batch, the scores (16 bytes a setting and architecture), and for each thread the outputs of one
/// function for each constant.
///
/// # Errors
/// If data are missing or wrong, the store to be resumed is of something else, or a file can't be written.
pub fn run(
    ablation: &Ablation,
    options: Options<'_>,
    observer: &dyn Observer,
    stop: &AtomicBool,
) -> Result<AblationRun, Error> {
    let study = &ablation.study;
    let config = config_text(&ablation.resolved)?;
    let owner = Owner { maker: Maker::Ablate, study: &study.name };
    let place = Place::find(owner, options, &config, ablation.needed_files())?;
    let data = ablation.load()?;
    let facts = ablation.facts()?;
    observer.grouping(data.architectures.len());
    let fingerprint = ablation.fingerprint(&data, &facts);
    let Started { folder, store, mut scores, log } = Started::new(&place, &fingerprint)?;
    let logged = Logged { observer, log: &log };
    let completion = Stages::new(ablation, &data, &facts)?.run(&mut scores, Some(&store), &logged, stop)?;
    let measured = match completion {
        Completion::Interrupted { left } => {
            log.write("interrupted", json!({"left": left}));
            None
        }
        Completion::Complete => {
            let measured = measure(ablation, &data, &scores);
            table::write_results(folder.path(), ablation, &measured)?;
            table::write_scores(&folder.file("scores.parquet"), ablation, &data, &scores)?;
            write_page(&folder, &page::page(ablation, &measured, config, platform()))?;
            log.write("end", json!({"failed": scores.failed()}));
            Some(measured)
        }
    };
    Ok(AblationRun { folder: folder.path().to_owned(), scores, measured, completion })
}

impl Ablation {
    /// Scores and measures without writing anything; also how many architectures failed.
    ///
    /// # Errors
    /// If data are missing or wrong.
    pub fn measure(&self, observer: &dyn Observer) -> Result<(Vec<Measured>, usize), Error> {
        let data = self.load()?;
        let facts: Vec<BatchFacts> = self.facts()?;
        let mut scores = Scores::new(self.settings.len(), data.architectures.len());
        let stages = Stages::new(self, &data, &facts)?;
        stages.run(&mut scores, None, observer, &AtomicBool::new(false))?;
        Ok((measure(self, &data, &scores), scores.failed()))
    }

    /// Reads architectures and labels, and checks that the rest can be read later.
    pub(super) fn load(&self) -> Result<Data, DataError> {
        let files: Vec<_> = self.needed_files().into_iter().filter(|file| !file.exists()).collect();
        if !files.is_empty() {
            return Err(DataError::Missing { files });
        }
        let data = self.study.load()?;
        let available = data.architectures.len();
        match self.rows.iter().filter_map(|row| row.sample).find(|wanted| *wanted > available) {
            Some(wanted) => Err(DataError::Sample { wanted, available, labelled: false }),
            None => Ok(data),
        }
    }
}

/// All that is to be scored, batch by batch.
pub(super) struct Stages<'a> {
    ablation: &'a Ablation,
    data: &'a Data,
    names: Vec<String>,
    batches: Vec<Batch>,
    /// How each backend groups the architectures: that does not depend on the samples, only on how many outputs the
    /// networks have for them.
    functions: Vec<((BackendKind, usize), Arc<Functions>)>,
    /// Every architecture by itself.
    apart: Arc<Functions>,
}

impl<'a> Stages<'a> {
    /// Groups the architectures, once a backend and kind of samples.
    pub(super) fn new(ablation: &'a Ablation, data: &'a Data, facts: &[BatchFacts]) -> Result<Self, Error> {
        let mut batches = ablation.batches();
        for batch in &mut batches {
            let known = facts.iter().find(|facts| facts.spec == batch.spec);
            batch.outputs = known.map_or(1, |facts| facts.outputs);
        }
        let mut grouped: Vec<((BackendKind, usize), Arc<Functions>)> = Vec::new();
        for batch in &batches {
            for stage in batch.stages.iter().filter(|stage| !stage.random) {
                let kind = (stage.backend, batch.outputs);
                if grouped.iter().all(|(other, _)| *other != kind) {
                    let samples = ablation.study.batch(&batch.spec)?;
                    let backend = stage.backend.open(&samples, stage.precision)?;
                    let space = ablation.study.space.as_ref();
                    let found = functions(space, backend.as_ref(), batch.outputs, &data.architectures);
                    grouped.push((kind, Arc::new(found)));
                }
            }
        }
        let apart = Arc::new(apart(data.architectures.len()));
        Ok(Self { ablation, data, names: ablation.names(), batches, functions: grouped, apart })
    }

    fn functions(&self, batch: &Batch, stage: &Stage) -> Arc<Functions> {
        let kind = (stage.backend, batch.outputs);
        let found = self.functions.iter().find(|(other, _)| *other == kind && !stage.random);
        found.map_or_else(|| self.apart.clone(), |(_, functions)| functions.clone())
    }

    /// How much there is to do.
    pub(super) fn work(&self, known: &Scores) -> Work {
        let stages =
            || self.batches.iter().flat_map(|batch| batch.stages.iter().map(move |stage| (batch, stage)));
        let left: Vec<(usize, u64)> =
            stages().map(|(batch, stage)| (self.left(batch, stage, known), batch.cost(stage))).collect();
        Work {
            architectures: self.data.architectures.len(),
            settings: self.ablation.settings.len(),
            functions: stages().map(|(batch, stage)| self.functions(batch, stage).len()).sum(),
            left: left.iter().map(|(left, _)| left).sum(),
            cost: left.iter().map(|&(left, cost)| left as u64 * cost).sum(),
        }
    }

    fn left(&self, batch: &Batch, stage: &Stage, known: &Scores) -> usize {
        let settings: Vec<u16> = stage.settings.iter().map(|(setting, _)| *setting).collect();
        crate::sweep::left(&self.functions(batch, stage), &settings, known)
    }

    /// Scores everything that is not known, batch by batch.
    pub(super) fn run(
        &self,
        scores: &mut Scores,
        store: Option<&Store>,
        observer: &dyn Observer,
        stop: &AtomicBool,
    ) -> Result<Completion, Error> {
        observer.begin(self.work(scores));
        for batch in &self.batches {
            if stop.load(Ordering::Relaxed) {
                break;
            }
            if batch.stages.iter().all(|stage| self.left(batch, stage, scores) == 0) {
                continue;
            }
            let samples = self.ablation.study.batch(&batch.spec)?;
            for stage in &batch.stages {
                let backend = stage.backend.open(&samples, stage.precision)?;
                let joined = Joined { observer, cost: batch.cost(stage) };
                self.sweep(batch, stage, backend).run(scores, store, &joined, stop)?;
            }
        }
        let left = self.work(scores).left;
        observer.swept();
        // A failure counts as left: it is tried again when the run is resumed, but not now.
        Ok(if stop.load(Ordering::SeqCst) { Completion::Interrupted { left } } else { Completion::Complete })
    }

    fn sweep(&self, batch: &Batch, stage: &Stage, backend: Box<dyn Backend>) -> Sweep<'a> {
        Sweep::of_group(
            self.ablation.study.space.clone(),
            &self.data.architectures,
            self.names.clone(),
            (backend, batch.outputs),
            stage.settings.clone(),
            self.functions(batch, stage),
        )
    }

    /// Evaluates at most so many functions of a stage with this backend, and throws the scores away. Gives how many
    /// there were.
    pub(super) fn try_some(
        &self,
        batch: &Batch,
        stage: &Stage,
        backend: Box<dyn Backend>,
        most: usize,
    ) -> usize {
        self.sweep(batch, stage, backend).try_some(most, &AtomicBool::new(false))
    }

    pub(super) fn batches(&self) -> &[Batch] {
        &self.batches
    }

    /// How many functions a stage has.
    pub(super) fn size(&self, batch: &Batch, stage: &Stage) -> usize {
        self.functions(batch, stage).len()
    }
}
