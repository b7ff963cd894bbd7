use std::path::Path;

use config::{Ablation, AnyConfig, ConfigError, ConfigText, EpsilonSetting, NeededFile, Search, Study};
use data::{Data, DataError};
use epsilon::FunctionId;
use report::StoredPage;
use sweep::Scores;
use sweep::store::Fingerprint;

use crate::Error;
use crate::ablation::{self, Measured};
use crate::analyse::{Analysis, analyse};
use crate::presentation::page;
use crate::results::{write_architectures, write_scores, write_summary, write_tables};
use crate::run_folder::{FolderOwner, RunFolder, WritingCommand, config_text, platform};
use crate::search::{self, Results};

/// What scores are made for. All tasks are scored, resumed, divided into shards and merged alike; they differ in which
/// settings are scored and in what becomes of the scores.
#[derive(Clone)]
pub enum Task {
    /// Proxies set against labels: `epsilon run`.
    Run(Study),
    /// A grid of settings: `epsilon ablate`.
    Ablation(Ablation),
    /// Searches of a space: `epsilon search`.
    Search(Search),
}

/// What came of a task.
#[derive(Debug)]
pub enum Outcomes {
    /// Of [`Task::Run`].
    Run(Box<Analysis>),
    /// Of [`Task::Ablation`]: the rows of its table of results.
    Ablation(Vec<Measured>),
    /// Of [`Task::Search`].
    Search(Results),
}

impl Task {
    /// Reads and checks a config of any command, with `key=value` settings laid over it.
    ///
    /// # Errors
    /// If the file can't be read, or a setting is wrong; the error names line and field.
    pub fn read(path: &Path, overrides: &[String]) -> Result<Self, Error> {
        let (config, source) = AnyConfig::read(path, overrides)?;
        Ok(Self::check(config, &source)?)
    }

    /// Checks a config of any command that was read already.
    ///
    /// # Errors
    /// If a setting is wrong.
    pub fn check(config: AnyConfig, source: &ConfigText) -> Result<Self, ConfigError> {
        Ok(match config {
            AnyConfig::Run(config) => Self::Run(config.check(source)?),
            AnyConfig::Ablation(config) => Self::Ablation(config.check(source)?),
            AnyConfig::Search(config) => Self::Search(config.check(source)?),
        })
    }

    /// Its space, architectures, labels, and the proxies that are not a grid's.
    pub const fn study(&self) -> &Study {
        match self {
            Self::Run(study) => study,
            Self::Ablation(ablation) => &ablation.study,
            Self::Search(search) => &search.study,
        }
    }

    /// The settings of epsilon that are scored, with their names.
    pub fn settings(&self) -> Vec<(String, EpsilonSetting)> {
        match self {
            Self::Ablation(ablation) => {
                ablation::names(ablation).into_iter().zip(ablation.settings.iter().cloned()).collect()
            }
            other => other.study().settings(),
        }
    }

    /// Whether its settings differ in their formulas, so that stores of its scores name them.
    pub(crate) const fn has_formulas(&self) -> bool {
        matches!(self, Self::Ablation(_))
    }

    /// The files that it reads, each once.
    pub fn needed_files(&self) -> Vec<NeededFile> {
        match self {
            Self::Ablation(ablation) => ablation.needed_files(),
            other => other.study().needed_files(),
        }
    }

    /// Whose its folder is.
    pub fn owner(&self) -> FolderOwner<'_> {
        let maker = match self {
            Self::Run(_) => WritingCommand::Run,
            Self::Ablation(_) => WritingCommand::Ablate,
            Self::Search(_) => WritingCommand::Search,
        };
        FolderOwner { maker, study: &self.study().name }
    }

    /// The text of `config.yaml`: running it is the same task.
    ///
    /// # Errors
    /// If a value in it can't be written as YAML.
    pub fn config(&self) -> Result<String, Error> {
        match self {
            Self::Run(study) => config_text(&study.resolved),
            Self::Ablation(ablation) => config_text(&ablation.resolved),
            Self::Search(search) => config_text(&search.resolved),
        }
    }

    /// Reads what the task needs, and checks what does not depend on scores. A shard only scores: labels, and what is
    /// checked with them, are left to the merge.
    ///
    /// # Errors
    /// If data are missing or wrong.
    pub fn load(&self, shard: bool) -> Result<Data, DataError> {
        let files: Vec<NeededFile> = self.needed_files().into_iter().filter(|file| !file.exists()).collect();
        if !files.is_empty() {
            return Err(DataError::Missing { files });
        }
        let data = if shard { Data::load_for_scoring(self.study())? } else { Data::load(self.study())? };
        match self {
            Self::Ablation(ablation) => ablation::check_samples(ablation, data.architectures.len())?,
            Self::Search(search) if !shard => drop(search::candidates(search, &data)?),
            Self::Search(_) | Self::Run(_) => {}
        }
        Ok(data)
    }

    /// Analyses complete scores and writes all results. Their bytes depend on the task, its data and the scores alone;
    /// `functions` says which architectures compute the same function.
    ///
    /// # Errors
    /// If a file can't be written.
    pub(crate) fn finish(
        &self,
        folder: &RunFolder,
        data: &Data,
        fingerprint: &Fingerprint,
        scores: &Scores,
        functions: Option<&[Option<FunctionId>]>,
    ) -> Result<Outcomes, Error> {
        let (config, path) = (self.config()?, folder.path());
        let (page, outcomes) = match self {
            Self::Run(study) => {
                let analysis = analyse(study, data, scores, functions);
                write_scores(path, &data.architectures, &analysis)?;
                write_architectures(path, study, data, &analysis, functions)?;
                write_tables(path, &analysis.correlations, &analysis.details)?;
                write_summary(&folder.file("summary.json"), study, fingerprint, &analysis)?;
                let page = page(study, data, &analysis, config, platform());
                (page, Outcomes::Run(Box::new(analysis)))
            }
            Self::Ablation(ablation) => {
                let measured = ablation::measure(ablation, data, scores);
                ablation::write_results(path, ablation, &measured)?;
                ablation::write_scores(&folder.file("scores.parquet"), ablation, data, scores)?;
                let page = ablation::page(ablation, &measured, config, platform());
                (page, Outcomes::Ablation(measured))
            }
            Self::Search(search) => {
                let results = search::results(search, data, scores)?;
                search::write(path, &results)?;
                let page = search::page(search, &results, config, platform());
                (page, Outcomes::Search(results))
            }
        };
        StoredPage::new(page, self.study().figures.clone()).write(path)?;
        Ok(outcomes)
    }
}
