use network::Network;

use crate::{BackendError, Formula, Initialisation, Outputs, Precision, Score, Weights, score};

/// Names the function that a network computes; see [`Backend::function_id`].
pub type FunctionId = [u8; 32];

/// Runs networks on one batch in one precision.
///
/// A backend is created for one batch and shared between threads; its outputs for a network must not depend on what
/// ran before or beside it.
pub trait Backend: Send + Sync {
    /// Short name for tables and messages, such as `collapse`.
    fn name(&self) -> &'static str;

    /// The arithmetic in which it computes.
    fn precision(&self) -> Precision;

    /// The outputs of unit 0 of the last layer for the whole batch, flattened.
    ///
    /// # Errors
    /// If the network or the initialisation is not one that this backend can run, or does not fit the batch.
    fn forward(&self, network: &Network, initialisation: &Initialisation) -> Result<Outputs, BackendError>;

    /// Prepares a network for passes with several initialisations, so that work independent of them is done once. By
    /// default, there is none.
    ///
    /// # Errors
    /// If the network is not one that this backend can run.
    fn prepare<'a>(&'a self, network: &'a Network) -> Result<Box<dyn Prepared + 'a>, BackendError> {
        Ok(Box::new(Unprepared { backend: self, network }))
    }

    /// An identifier that two networks share only if their outputs are equal for every batch and constant. `None` if
    /// the backend can't tell: then every network is evaluated.
    ///
    /// # Errors
    /// If the network is not one that this backend can run.
    fn function_id(&self, _network: &Network) -> Result<Option<FunctionId>, BackendError> {
        Ok(None)
    }
}

/// A network prepared by a backend; see [`Backend::prepare`].
pub trait Prepared {
    /// [`Backend::forward`] of the prepared network.
    ///
    /// # Errors
    /// Those of [`Backend::forward`].
    fn forward(&self, initialisation: &Initialisation) -> Result<Outputs, BackendError>;
}

struct Unprepared<'a, B: ?Sized> {
    backend: &'a B,
    network: &'a Network,
}

impl<B: Backend + ?Sized> Prepared for Unprepared<'_, B> {
    fn forward(&self, initialisation: &Initialisation) -> Result<Outputs, BackendError> {
        self.backend.forward(self.network, initialisation)
    }
}

/// The score of one network for two constants: two forward passes, the second only if the outputs of the first differ.
///
/// # Errors
/// If the backend can't run the network.
pub fn evaluate(backend: &dyn Backend, network: &Network, weights: Weights) -> Result<Score, BackendError> {
    let [first, second] = weights.pair();
    evaluate_between(backend, network, Initialisation::Constant(first), Initialisation::Constant(second))
}

/// The score of one network for any two initialisations: two constants, or two random draws.
///
/// # Errors
/// If the backend can't run the network, or not with these initialisations.
pub fn evaluate_between(
    backend: &dyn Backend,
    network: &Network,
    first: Initialisation,
    second: Initialisation,
) -> Result<Score, BackendError> {
    let network = backend.prepare(network)?;
    let first = network.forward(&first)?;
    if let Some(missing) = Formula::MinMaxMean.missing(&first) {
        return Ok(Err(missing));
    }
    let second = network.forward(&second)?;
    Ok(score(&first, &second))
}
