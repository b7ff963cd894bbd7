//! Names for settings of epsilon: short, and telling apart what differs.

use std::fmt::Write as _;

use epsilon::Initialisations;

use super::EpsilonSetting;

/// One name a setting: the precision always (it decides what has a score), the rest where settings differ in it.
pub(crate) fn epsilon_names(settings: &[&EpsilonSetting]) -> Vec<String> {
    let differs = |same: &dyn Fn(&EpsilonSetting, &EpsilonSetting) -> bool| {
        settings.windows(2).any(|pair| !same(pair[0], pair[1]))
    };
    let start = differs(&|a, b| a.initialisations == b.initialisations);
    let kind = differs(&|a, b| a.batch.source == b.batch.source);
    let size = differs(&|a, b| a.batch.size == b.batch.size);
    let backend = differs(&|a, b| a.backend == b.backend);
    let name = |setting: &&EpsilonSetting| {
        let mut name = "epsilon".to_owned();
        match setting.initialisations {
            Initialisations::Constants(weights) if start => {
                let [first, second] = weights.pair();
                let _ = write!(name, "_{first:e}_{second:e}");
            }
            Initialisations::Constants(_) => {}
            Initialisations::Random { scheme, .. } => {
                let _ = write!(name, "_{scheme}");
            }
        }
        if kind {
            let _ = write!(name, "_{}", setting.batch.source.kind());
        }
        if size {
            let _ = write!(name, "_{}", setting.batch.size);
        }
        if backend {
            let _ = write!(name, "_{}", setting.backend.to_string().replace([' ', ':'], "_"));
        }
        let _ = write!(name, "_{}", setting.precision);
        name
    };
    settings.iter().map(name).collect()
}
