//! What a run would take, without running it.

use std::time::{Duration, Instant};

use benchmark::keys;
use config::{NeededFile, ProxyKind, Study};
use data::Data;
use sweep::store::Fingerprint;
use sweep::{Quiet, Scores, Shard, Sweep, Workload};

use crate::Error;
use crate::reuse::Wanted;
use crate::task::Task;

/// Above so many architectures a dry run looks at a sample: finding out which of them compute the same takes as long as
/// a tenth of a sweep.
const SAMPLED_ABOVE: usize = 20_000;
/// About how many architectures such a sample holds.
const SAMPLE: usize = 2_000;

/// What a dry run finds.
#[derive(Clone, Debug)]
pub struct DryRun {
    /// Files that the study needs and that are not there.
    pub missing: Vec<NeededFile>,
    /// How much there is to do; `None` where the list of architectures is missing.
    pub work: Option<Workload>,
    /// Where the space is so large that only a sample was looked at: its size. The numbers of functions in `work` are
    /// then upper bounds, and so is the time.
    pub sampled: Option<usize>,
    /// How long the sweep would take on the current rayon pool; `None` where `work` is. Analysis and plots take a few
    /// seconds more.
    pub time: Option<Duration>,
}

impl Task {
    /// Checks all files that are there, and times a few functions of each kind to estimate the whole sweep. Where a
    /// batch's file is missing a made one of the same size stands in for it: the time does not depend on the samples.
    ///
    /// Of a space of more than 20,000 architectures a sample is taken. With `shard`, the numbers are those of one shard;
    /// with `fresh`, scores of earlier runs do not count.
    ///
    /// # Errors
    /// If a file that is there is wrong.
    pub fn dry_run(&self, shard: Option<Shard>, fresh: bool) -> Result<DryRun, Error> {
        let missing: Vec<NeededFile> =
            self.needed_files().into_iter().filter(|file| !file.exists()).collect();
        let data = if missing.is_empty() { Some(self.load(false)?) } else { load_present(self.study())? };
        let Some(mut data) = data else {
            return Ok(DryRun { missing, work: None, sampled: None, time: None });
        };
        let all = data.architectures.len();
        let sampled = sample(&mut data.architectures);
        let scale = all as f64 / data.architectures.len().max(1) as f64;
        let mut settings = self.settings();
        for (_, setting) in &mut settings {
            if setting.batch.source.file().is_some_and(|file| !file.exists()) {
                setting.batch = setting.batch.stand_in();
            }
        }
        let begun = Instant::now();
        let mut sweep = Sweep::new(self.study(), settings, &data.architectures)?;
        let grouping = begun.elapsed().mul_f64(scale);
        if let Some(shard) = shard {
            sweep = sweep.in_shard(shard);
        }
        let mut known = Scores::new(sweep.settings(), data.architectures.len());
        if !fresh {
            let (fingerprint, study) = (&Fingerprint::new(&sweep, self.has_formulas()), self.study());
            let architectures = &keys(&data.architectures)[..];
            Wanted { sweep: &sweep, fingerprint, study, architectures, own: None }
                .reuse(&mut known, &Quiet)?;
        }
        let found = sweep.work(&known);
        let scaled = |count: usize| (count as f64 * scale).round() as usize;
        let work = Workload {
            architectures: scaled(found.architectures),
            functions: scaled(found.functions),
            left: scaled(found.left),
            ..found
        };
        let evaluating = sweep.estimate(&known)?.mul_f64(scale);
        Ok(DryRun { missing, work: Some(work), sampled, time: Some(grouping + evaluating) })
    }
}

/// Reads the files of a study that are there. `None` where the list of architectures is not.
fn load_present(study: &Study) -> Result<Option<Data>, Error> {
    let mut present = study.clone();
    if study.recipes.as_ref().is_some_and(|path| !path.exists()) {
        return Ok(None);
    }
    if study.architectures.file().is_some_and(|path| !path.exists()) {
        return Ok(None);
    }
    present.labels.retain(|label| label.file.exists());
    if study.architectures.are_labelled() && present.labels.len() < study.labels.len() {
        return Ok(None);
    }
    for label in &mut present.labels {
        label.seeds = label.seeds.take().filter(|seeds| seeds.file.exists());
    }
    present.proxies.retain(|proxy| match &proxy.kind {
        ProxyKind::Column(column) => column.file.exists(),
        // Its batch is not read here.
        ProxyKind::Epsilon(_) => false,
        _ => true,
    });
    Ok(Some(Data::load(&present)?))
}

/// Thins a long list out evenly; gives how many are left.
fn sample<T>(architectures: &mut Vec<T>) -> Option<usize> {
    if architectures.len() <= SAMPLED_ABOVE {
        return None;
    }
    let step = architectures.len() / SAMPLE;
    let mut position = 0;
    architectures.retain(|_| {
        position += 1;
        (position - 1) % step == 0
    });
    Some(architectures.len())
}
