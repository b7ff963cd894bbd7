//! A backend without numerics, for tests of the layers above.

use network::Network;

use crate::{Backend, BackendError, Initialisation, Outputs, Precision};

/// Outputs numbers that depend only on the network's size and the constant.
///
/// Networks with fewer than `missing_below` parameters have constant outputs, so no score; networks with exactly
/// `failing` parameters can't be run.
#[derive(Clone, Copy, Debug, Default)]
pub struct MockBackend {
    /// Parameter count below which there is no score.
    pub missing_below: u64,
    /// Parameter count that makes the backend fail.
    pub failing: Option<u64>,
}

impl Backend for MockBackend {
    fn name(&self) -> &'static str {
        "mock"
    }

    fn precision(&self) -> Precision {
        Precision::F64
    }

    fn forward(&self, network: &Network, initialisation: &Initialisation) -> Result<Outputs, BackendError> {
        let Initialisation::Constant(constant) = *initialisation else {
            return Err(BackendError::Unsupported {
                backend: "mock",
                reason: format!("it knows constant weights only, not {initialisation}"),
            });
        };
        let parameters = network.parameters();
        if self.failing == Some(parameters) {
            return Err(BackendError::Failed {
                backend: "mock",
                reason: format!("it was told to fail on networks with {parameters} parameters"),
            });
        }
        let slope = if parameters < self.missing_below { 0.0 } else { 1.0 + constant * parameters as f64 };
        Ok(Outputs::F64((0..8).map(|sample| f64::from(sample).powf(1.0 + slope.fract()) * slope).collect()))
    }
}
