/// The measurements at one point of a training run. NaN marks a value that the file does not have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measurement {
    /// Training time up to this point in seconds, without evaluation.
    pub training_time: f64,
    /// Accuracy on 10,000 training images, a fraction.
    pub train_accuracy: f64,
    /// Accuracy on the 10,000 validation images, a fraction.
    pub valid_accuracy: f64,
    /// Accuracy on the 10,000 test images, a fraction.
    pub test_accuracy: f64,
}

/// One training run of a module.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trial {
    /// After half of the epochs.
    pub halfway: Measurement,
    /// After all of them.
    pub last: Measurement,
}
