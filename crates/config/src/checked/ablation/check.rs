use super::Row;
use super::axes::Grid;
use super::expand::expand;
use crate::checked::batch::needed_file;
use crate::checked::{Checker, Memory};
use crate::spaces::SpaceEntry;
use crate::{
    AblationConfig, Config, ConfigError, ConfigText, EpsilonSetting, NeededFile, PathStep, StatisticsConfig,
    Study,
};

use PathStep::Field;

/// Settings are numbered in 16 bits where they are stored, and each takes a column of scores in memory.
const MOST_COMBINATIONS: usize = 20_000;

/// An ablation whose settings are sound. Made by [`AblationConfig::check`]; no data file was opened yet.
#[derive(Clone)]
pub struct Ablation {
    /// Space, architectures and labels; no proxies.
    pub study: Study,
    /// The different settings of the score.
    pub settings: Vec<EpsilonSetting>,
    /// The rows of the table of results, in its order.
    pub rows: Vec<Row>,
    /// The config with every default filled in: running it gives the same ablation.
    pub resolved: AblationConfig,
}

impl Ablation {
    /// The files that it reads, each once.
    pub fn needed_files(&self) -> Vec<NeededFile> {
        let mut files = self.study.needed_files();
        for file in self.settings.iter().filter_map(|setting| needed_file(&setting.batch.source)) {
            if !files.iter().any(|other| other.path == file.path) {
                files.push(file);
            }
        }
        files
    }
}

impl AblationConfig {
    /// Checks every setting and lays out the grid; no file but the config is touched.
    ///
    /// # Errors
    /// At the first setting that is wrong; the error names line and field and says what would be right.
    pub fn check(self, source: &ConfigText) -> Result<Ablation, ConfigError> {
        let common = Config {
            study: self.study.clone(),
            seed: self.seed,
            space: self.space.clone(),
            batch: None,
            proxies: Vec::new(),
            labels: self.labels.clone(),
            statistics: StatisticsConfig { zero_scores: self.zero_scores, ..StatisticsConfig::default() },
            figures: self.figures.clone(),
        };
        let checker = Checker { source, config: &common };
        let (study, entry) = checker.base()?;
        let grid = Grid { source, config: &self, checker: &checker, entry, input: study.input };
        let axes = grid.axes()?;
        let combinations = axes.combinations();
        if combinations > MOST_COMBINATIONS {
            let problem = format!("{combinations} combinations are too many: at most {MOST_COMBINATIONS}");
            return Err(source.error(&[Field("grid")], problem));
        }
        let (settings, rows) = expand(&axes, self.seed);
        let batch_at: &[PathStep<'_>] =
            if self.batch.is_some() { &[Field("batch")] } else { &[Field("grid"), Field("input")] };
        let resolved = AblationConfig {
            space: study.resolved.space.clone(),
            labels: study.resolved.labels.clone(),
            figures: study.resolved.figures.clone(),
            batch: None,
            backend: Some(axes.backend),
            device: Some(axes.backend.device()),
            grid: axes.resolved(&self),
            zero_scores: study.resolved.statistics.zero_scores,
            ..self
        };
        let ablation = Ablation { study, settings, rows, resolved };
        ablation.check_memory(source, entry, batch_at)?;
        Ok(ablation)
    }
}

impl Ablation {
    /// All scores are in memory at the same time, but one batch and one engine.
    fn check_memory(
        &self,
        source: &ConfigText,
        entry: &SpaceEntry,
        batch_at: &[PathStep<'_>],
    ) -> Result<(), ConfigError> {
        let memory = Memory::new().map_err(|error| source.error(&[], error.to_string()))?;
        let architectures = entry.count(&self.study.architectures).unwrap_or(0) as u64;
        memory
            .scores(self.settings.len() as u64, architectures)
            .map_err(|problem| source.error(&[Field("grid")], problem))?;
        let settings: Vec<&EpsilonSetting> = self.settings.iter().collect();
        memory.settings(&settings, self.study.input).map_err(|(position, problem)| {
            let sizes = &self.resolved.grid.batch_size;
            match sizes.iter().position(|size| *size == settings[position].batch.size) {
                Some(position) => {
                    let path = [Field("grid"), Field("batch_size"), PathStep::Element(position)];
                    source.error(&path, problem)
                }
                None => source.error(batch_at, problem),
            }
        })
    }
}
