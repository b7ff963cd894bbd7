use epsilon::{Device, Precision};

use super::{BatchSpec, ColumnSource, Start};
use crate::backends::BackendKind;
use crate::config::{ColumnConfig, EpsilonConfig, ProxyConfig};

/// What ranks architectures without training.
#[derive(Clone, Debug, PartialEq)]
pub struct Proxy {
    /// Its name in tables and files; no two proxies of a study share one.
    pub name: String,
    /// What it is.
    pub kind: ProxyKind,
}

impl Proxy {
    /// With every default filled in, as a config has it.
    pub(super) fn resolved(&self) -> ProxyConfig {
        match &self.kind {
            ProxyKind::Params => ProxyConfig::Params,
            ProxyKind::Flops => ProxyConfig::Flops,
            ProxyKind::Epsilon(setting) => ProxyConfig::Epsilon(EpsilonConfig {
                name: Some(self.name.clone()),
                weights: setting.start.weights().map(|weights| weights.pair().to_vec()),
                initialisation: match setting.start {
                    Start::Constants(_) => None,
                    Start::Random { scheme, .. } => Some(scheme.to_string()),
                },
                seeds: match setting.start {
                    Start::Constants(_) => None,
                    Start::Random { seeds, .. } => Some(seeds.to_vec()),
                },
                precision: Some(setting.precision.to_string()),
                backend: Some(setting.backend.name().to_owned()),
                device: match setting.backend.device() {
                    Device::Cpu => None,
                    device @ Device::Cuda(_) => Some(device.to_string()),
                },
                batch: Some(setting.batch.resolved()),
            }),
            ProxyKind::Column(ColumnSource { file, column }) => ProxyConfig::Column(ColumnConfig {
                column: column.column.clone(),
                file: file.clone(),
                dataset: column.dataset().cloned(),
                key: column.key().cloned(),
                aggregate: column.aggregate.map(|aggregate| aggregate.to_string()),
                name: Some(self.name.clone()),
            }),
        }
    }
}

/// The kinds of proxy.
#[derive(Clone, Debug, PartialEq)]
pub enum ProxyKind {
    /// Number of trainable parameters.
    Params,
    /// Multiply-accumulate operations for one sample.
    Flops,
    /// The epsilon score in one setting.
    Epsilon(EpsilonSetting),
    /// A column of a file.
    Column(ColumnSource),
}

/// One setting of epsilon.
#[derive(Clone, Debug, PartialEq)]
pub struct EpsilonSetting {
    /// What the score is taken between.
    pub start: Start,
    /// The arithmetic.
    pub precision: Precision,
    /// What runs the networks.
    pub backend: BackendKind,
    /// The samples.
    pub batch: BatchSpec,
}
