use analysis::RankRule;
use batch::BatchSpec;
use epsilon::{Device, Formula, Initialisations, Precision};

use network::Property;

use super::ColumnSource;
use crate::{BackendKind, BatchConfig, ColumnConfig, CombineConfig, EpsilonConfig, ProxyConfig};

/// What ranks architectures without training.
#[derive(Clone, Debug, PartialEq)]
pub struct Proxy {
    /// Its name in tables and files; no two proxies of a study share one.
    pub name: String,
    /// What it is called where people read.
    pub title: Option<String>,
    /// What it is.
    pub kind: ProxyKind,
}

impl Proxy {
    /// What it is called where people read: its title, or its name.
    pub fn shown(&self) -> &str {
        self.title.as_ref().unwrap_or(&self.name)
    }

    /// With every default filled in, as a config has it.
    pub(super) fn resolved(&self) -> ProxyConfig {
        match &self.kind {
            ProxyKind::Graph(property) => ProxyConfig::Graph(*property),
            ProxyKind::Combine(combination) => ProxyConfig::Combine(CombineConfig {
                of: combination.of.clone(),
                by: Some(combination.by),
                name: Some(self.name.clone()),
            }),
            ProxyKind::Epsilon(setting) => ProxyConfig::Epsilon(EpsilonConfig {
                name: Some(self.name.clone()),
                title: self.title.clone(),
                weights: setting.initialisations.weights().map(|weights| weights.pair().to_vec()),
                initialisation: match setting.initialisations {
                    Initialisations::Constants(_) => None,
                    Initialisations::Random { scheme, .. } => Some(scheme),
                },
                seeds: match setting.initialisations {
                    Initialisations::Constants(_) => None,
                    Initialisations::Random { seeds, .. } => Some(seeds.to_vec()),
                },
                precision: Some(setting.precision),
                backend: Some(setting.backend),
                device: match setting.backend.device() {
                    Device::Cpu => None,
                    device @ Device::Cuda(_) => Some(device),
                },
                batch: Some(BatchConfig::resolved(&setting.batch)),
            }),
            ProxyKind::Column(ColumnSource { file, column }) => ProxyConfig::Column(ColumnConfig {
                column: column.column.clone(),
                file: file.clone(),
                dataset: column.dataset().cloned(),
                key: column.key().cloned(),
                aggregate: column.aggregate,
                name: Some(self.name.clone()),
                title: self.title.clone(),
            }),
        }
    }
}

/// The kinds of proxy.
#[derive(Clone, Debug, PartialEq)]
pub enum ProxyKind {
    /// A number that networks have by their graph alone.
    Graph(Property),
    /// The epsilon score in one setting.
    Epsilon(EpsilonSetting),
    /// A column of a file.
    Column(ColumnSource),
    /// Several proxies as one.
    Combine(Combination),
}

/// Several proxies of a study as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combination {
    /// Their names; none is a combination itself.
    pub of: Vec<String>,
    /// How.
    pub by: RankRule,
}

impl ProxyKind {
    /// The setting, if it is epsilon.
    pub const fn epsilon(&self) -> Option<&EpsilonSetting> {
        if let Self::Epsilon(setting) = self { Some(setting) } else { None }
    }
}

/// One setting of epsilon.
#[derive(Clone, Debug, PartialEq)]
pub struct EpsilonSetting {
    /// What the score is taken between.
    pub initialisations: Initialisations,
    /// What is done to the outputs.
    pub formula: Formula,
    /// The arithmetic.
    pub precision: Precision,
    /// What runs the networks.
    pub backend: BackendKind,
    /// The samples.
    pub batch: BatchSpec,
}
