use std::path::PathBuf;
use std::sync::Arc;

use benchmark::SearchSpace;

use ::batch::InputKind;
use analysis::Statistics;

use super::{EpsilonSetting, Label, NeededFile, Proxy, ProxyKind, ZeroScores, batch};
use crate::{ArchitecturesConfig, Config};

/// A study whose settings are sound. Made by [`Config::check`]; no data file was opened yet.
#[derive(Clone)]
pub struct Study {
    /// Names the folder of results.
    pub name: String,
    /// Everything random is derived from it.
    pub seed: u64,
    /// What is scored.
    pub space: Arc<dyn SearchSpace>,
    /// What its networks read.
    pub input: InputKind,
    /// Classes of the trained networks; the vocabulary of language models.
    pub classes: usize,
    /// The file that lists the space's architectures, where it has none of its own.
    pub recipes: Option<PathBuf>,
    /// Which architectures.
    pub architectures: ArchitecturesConfig,
    /// What ranks them, under different names.
    pub proxies: Vec<Proxy>,
    /// What they are ranked against, under different names.
    pub labels: Vec<Label>,
    /// What is computed.
    pub statistics: Statistics,
    /// What becomes of scores that are exactly zero.
    pub zero_scores: ZeroScores,
    /// How figures are written.
    pub figures: report::Output,
    /// The config with every default filled in: running it gives the same study.
    pub resolved: Config,
}

impl Study {
    /// The settings of epsilon among the proxies, with the proxies' names.
    pub fn settings(&self) -> Vec<(String, EpsilonSetting)> {
        let setting = |proxy: &Proxy| Some((proxy.name.clone(), proxy.kind.epsilon()?.clone()));
        self.proxies.iter().filter_map(setting).collect()
    }

    /// The files that the study reads, each once.
    pub fn needed_files(&self) -> Vec<NeededFile> {
        let mut files = Vec::new();
        let mut need = |file: NeededFile| {
            if !files.iter().any(|other: &NeededFile| other.path == file.path) {
                files.push(file);
            }
        };
        if let Some(path) = &self.recipes {
            need(NeededFile::new(
                path,
                "recipes, one a line, or training logs (data/README.md says where from)",
            ));
        }
        for proxy in &self.proxies {
            match &proxy.kind {
                ProxyKind::Epsilon(setting) => {
                    batch::needed_file(&setting.batch.source).into_iter().for_each(&mut need);
                }
                ProxyKind::Column(column) => need(NeededFile::new(&column.file, "a table of scores")),
                ProxyKind::Graph(_) | ProxyKind::Combine(_) => {}
            }
        }
        self.labels.iter().map(Label::needed_file).for_each(&mut need);
        for seeds in self.labels.iter().filter_map(|label| label.seeds.as_ref()) {
            need(NeededFile::new(&seeds.file, "a table of labels by training seed"));
        }
        // Last, so that a table which holds the labels, too, is called that.
        if let Some(path) = self.architectures.file() {
            need(NeededFile::new(path, "a list of architectures, one a line"));
        }
        files
    }
}
