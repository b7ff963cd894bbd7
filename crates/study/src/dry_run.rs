//! What a run would take, without running it.

use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crate::checked::{NeededFile, Study};
use crate::config::ArchitecturesConfig;
use crate::sweep::{Sweep, Work};
use crate::{Data, Error, Scores};

/// How many functions are tried to estimate the time of all.
const TRIED: usize = 16;

/// What a dry run finds.
#[derive(Clone, Debug)]
pub struct DryRun {
    /// Files that the study needs and that are not there.
    pub missing: Vec<NeededFile>,
    /// How much there is to do; `None` where the list of architectures is missing.
    pub work: Option<Work>,
    /// How long the sweep would take on the current rayon pool; `None` where `work` is. Analysis and plots take a few
    /// seconds more.
    pub time: Option<Duration>,
}

impl Study {
    /// Checks all files that are there, and times a few functions to estimate the whole sweep. Where the batch's file is
    /// missing a made one of the same size stands in for it: the time does not depend on the samples.
    ///
    /// # Errors
    /// If a file that is there is wrong.
    pub fn dry_run(&self) -> Result<DryRun, Error> {
        let missing: Vec<NeededFile> =
            self.needed_files().into_iter().filter(|file| !file.exists()).collect();
        let data = if missing.is_empty() { Some(self.load()?) } else { self.load_present()? };
        let Some(data) = data else { return Ok(DryRun { missing, work: None, time: None }) };
        let sweep = Sweep::new(self, &data)?;
        let nothing = Scores::new(sweep.settings(), data.architectures.len());
        let work = sweep.work(&nothing);
        let begun = Instant::now();
        let tried = sweep.try_some(TRIED, &AtomicBool::new(false));
        let time = begun.elapsed().mul_f64(work.functions as f64 / tried.max(1) as f64);
        Ok(DryRun { missing, work: Some(work), time: Some(time) })
    }

    /// Reads the files that are there. `None` where the list of architectures is not.
    fn load_present(&self) -> Result<Option<Data>, Error> {
        let mut present = self.clone();
        if let ArchitecturesConfig::File(path) | ArchitecturesConfig::Table { file: path, .. } =
            &self.architectures
            && !path.exists()
        {
            return Ok(None);
        }
        present.labels.retain(|label| label.file.exists());
        for label in &mut present.labels {
            label.seeds = label.seeds.take().filter(|seeds| seeds.file.exists());
        }
        present.proxies.retain(|proxy| match &proxy.kind {
            crate::checked::ProxyKind::Column(column) => column.file.exists(),
            crate::checked::ProxyKind::Epsilon(setting) => {
                setting.batch.source.file().is_none_or(std::path::Path::exists)
            }
            _ => true,
        });
        let mut data = present.load()?;
        for proxy in &self.proxies {
            let crate::checked::ProxyKind::Epsilon(setting) = &proxy.kind else { continue };
            if data.batches.iter().all(|(spec, _)| *spec != setting.batch) {
                data.batches.push((setting.batch.clone(), setting.batch.stand_in().load(self.input)?));
            }
        }
        Ok(Some(data))
    }
}
