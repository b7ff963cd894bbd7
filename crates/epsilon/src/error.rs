/// Why two constants are not a valid pair.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum WeightError {
    /// A weight of zero makes every output zero.
    #[error("a weight of 0 makes every output 0: give two different constants that are not zero")]
    Zero,
    /// Infinity or NaN.
    #[error("weight {weight} is not a finite number")]
    NotFinite {
        /// The weight.
        weight: f64,
    },
    /// Both constants are the same.
    #[error("both weights are {weight:?}: the score is the dispersion between two different constants")]
    Equal {
        /// The constant.
        weight: f64,
    },
    /// The constant over- or underflows in single precision.
    #[error("weight {weight:?} is {rounded:?} in f32: take one from 1e-45 to 3e38, or `precision: f64`")]
    OutOfRange {
        /// The weight.
        weight: f64,
        /// What it is rounded to: zero or infinity.
        rounded: f32,
    },
    /// Both round to the same single-precision number.
    #[error("{first:?} and {second:?} are the same number in f32: take others, or `precision: f64`")]
    Indistinct {
        /// The first constant.
        first: f64,
        /// The second constant.
        second: f64,
    },
    /// The text is not two numbers.
    #[error("`{text}` is not two weights: write them as 1e-7,1")]
    Unreadable {
        /// The text.
        text: String,
    },
}

/// The text is not a device.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("device `{text}` is not cpu or cuda:N (N counts from 0, as in cuda:0)")]
pub struct DeviceError {
    /// The text.
    pub text: String,
}

/// Why a backend could not evaluate a network.
#[derive(Debug, thiserror::Error)]
pub enum BackendError {
    /// The network contains something that this backend can't run.
    #[error("the {backend} backend can't run this network: {reason}")]
    Unsupported {
        /// Name of the backend.
        backend: &'static str,
        /// What it can't run, and what to do.
        reason: String,
    },
    /// The network and the batch do not fit together.
    #[error("the network takes {network}, but the batch holds {batch}")]
    Shape {
        /// What the network takes.
        network: String,
        /// What the batch contains.
        batch: String,
    },
    /// The library behind the backend failed.
    #[error("the {backend} backend failed: {reason}")]
    Failed {
        /// Name of the backend.
        backend: &'static str,
        /// Its message.
        reason: String,
    },
}
