use epsilon::Weights;

use batch::BatchSpec;
use config::Study;

/// The batch and constants on which two backends are compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The samples.
    pub batch: BatchSpec,
    /// The two constants.
    pub weights: Weights,
}

/// The distinct batches and constants of a study, in its order. Random weights are left out: the collapsed engine can't run
/// them.
pub fn cases(study: &Study) -> Vec<Case> {
    let mut cases = Vec::new();
    for proxy in &study.proxies {
        let Some(setting) = proxy.kind.epsilon() else { continue };
        let Some(weights) = setting.initialisations.weights() else { continue };
        let case = Case { batch: setting.batch.clone(), weights };
        if !cases.contains(&case) {
            cases.push(case);
        }
    }
    cases
}
