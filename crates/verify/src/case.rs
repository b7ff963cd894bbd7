use epsilon::Weights;

use batch::BatchSpec;
use config::Study;

/// What two backends are compared on.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The samples.
    pub batch: BatchSpec,
    /// The two constants.
    pub weights: Weights,
}

/// The different batches and constants of a study, in its order. Random weights are left out: the collapsed engine has
/// none.
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
