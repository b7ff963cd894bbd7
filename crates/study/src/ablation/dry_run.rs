use std::time::{Duration, Instant};

use super::Ablation;
use super::run::Stages;
use super::stage::{Batch, Stage};
use crate::checked::NeededFile;
use crate::{DryRun, Error, Scores};

/// How many functions of a stage are tried to estimate its time.
const TRIED: usize = 4;

/// Stages that take equally long for each function.
type Kind = (usize, epsilon::Precision, usize);

impl Ablation {
    /// Checks all files that are there, and times a few functions for each size of batch to estimate the whole. Where
    /// a batch's file is missing a made one of the same size stands in for it: the time does not depend on the
    /// samples.
    ///
    /// # Errors
    /// If a file that is there is wrong.
    pub fn dry_run(&self) -> Result<DryRun, Error> {
        let missing: Vec<NeededFile> =
            self.needed_files().into_iter().filter(|file| !file.exists()).collect();
        // Nothing can be counted or timed without the list of what is scored.
        let Some(data) = self.study.load_present()? else {
            return Ok(DryRun { missing, work: None, sampled: None, time: None });
        };
        let mut present = self.clone();
        for setting in &mut present.settings {
            if let Some(file) = setting.batch.source.file()
                && !file.exists()
            {
                setting.batch = setting.batch.stand_in();
            }
        }
        let stages = Stages::new(&present, &data, &present.facts()?)?;
        let nothing = Scores::new(self.settings.len(), data.architectures.len());
        let mut timed: Vec<(Kind, f64)> = Vec::new();
        let mut seconds = 0.0;
        for batch in stages.batches() {
            for stage in &batch.stages {
                let kind = (batch.spec.size, stage.precision, stage.passes());
                let known = timed.iter().find(|(other, _)| *other == kind).map(|(_, each)| *each);
                let each = match known {
                    Some(each) => each,
                    None => self.time(&stages, batch, stage)?,
                };
                timed.push((kind, each));
                seconds += each * stages.size(batch, stage) as f64;
            }
        }
        Ok(DryRun {
            missing,
            work: Some(stages.work(&nothing)),
            sampled: None,
            time: Some(Duration::from_secs_f64(seconds)),
        })
    }
}

impl Ablation {
    /// Seconds for a function of a stage.
    fn time(&self, stages: &Stages<'_>, batch: &Batch, stage: &Stage) -> Result<f64, Error> {
        let samples = self.study.batch(&batch.spec)?;
        let backend = stage.backend.open(&samples, stage.precision)?;
        let begun = Instant::now();
        let tried = stages.try_some(batch, stage, backend, TRIED);
        Ok(begun.elapsed().as_secs_f64() / tried.max(1) as f64)
    }
}
