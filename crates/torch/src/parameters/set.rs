use epsilon::{Initialisation, Scheme};
use tch::{Device, Kind, TchError, Tensor};

use super::draw::Draw;

/// Makes the weights of one layer at a time on the device; a network's weights are never all in memory.
#[derive(Debug)]
pub(crate) struct Parameters {
    source: Source,
    options: (Kind, Device),
}

#[derive(Debug)]
enum Source {
    Constant(f64),
    Random { scheme: Scheme, draw: Box<Draw> },
}

impl Parameters {
    pub(crate) fn new(initialisation: Initialisation, options: (Kind, Device)) -> Self {
        let source = match initialisation {
            Initialisation::Constant(weight) => Source::Constant(weight),
            Initialisation::Random { scheme, seed } => {
                Source::Random { scheme, draw: Box::new(Draw::new(seed)) }
            }
        };
        Self { source, options }
    }

    /// Sets the node of the next weights. Each node has its own random stream, so its weights do not depend on the draws
    /// for others.
    pub(crate) fn at_node(&mut self, index: usize) {
        if let Source::Random { draw, .. } = &mut self.source {
            draw.at_node(index as u64);
        }
    }

    /// The weight of a convolution, `[outputs, inputs, kernel, kernel]`.
    pub(crate) fn convolution(&mut self, outputs: i64, inputs: i64, kernel: i64) -> Result<Tensor, TchError> {
        let sizes = [outputs, inputs, kernel, kernel];
        match &mut self.source {
            Source::Constant(weight) => filled(&sizes, *weight, self.options),
            Source::Random { scheme, draw } => {
                let weight = draw.matrix(*scheme, outputs, inputs, kernel * kernel)?;
                self.placed(&weight, &sizes)
            }
        }
    }

    /// The weight of a linear layer, `[outputs, inputs]`.
    pub(crate) fn linear(&mut self, outputs: i64, inputs: i64) -> Result<Tensor, TchError> {
        match &mut self.source {
            Source::Constant(weight) => filled(&[outputs, inputs], *weight, self.options),
            Source::Random { draw, .. } => {
                let weight = draw.normal(outputs * inputs, Scheme::LINEAR_DEVIATION)?;
                self.placed(&weight, &[outputs, inputs])
            }
        }
    }

    /// The weight of a batch norm, `[channels]`.
    pub(crate) fn gamma(&self, channels: i64) -> Result<Tensor, TchError> {
        let weight = match self.source {
            Source::Constant(weight) => weight,
            Source::Random { .. } => 1.0,
        };
        filled(&[channels], weight, self.options)
    }

    /// A matrix of a recurrent layer, `[outputs, inputs]`.
    pub(crate) fn recurrent(&mut self, outputs: i64, inputs: i64) -> Result<Tensor, TchError> {
        match &mut self.source {
            Source::Constant(weight) => filled(&[outputs, inputs], *weight, self.options),
            Source::Random { scheme, draw } => {
                let weight = draw.matrix(*scheme, outputs, inputs, 1)?;
                self.placed(&weight, &[outputs, inputs])
            }
        }
    }

    /// A bias of a recurrent layer or its initial hidden state, `[units]`: the constant, or zero if weights are random.
    pub(crate) fn bias_or_state(&self, units: i64) -> Result<Tensor, TchError> {
        let value = match self.source {
            Source::Constant(weight) => weight,
            Source::Random { .. } => 0.0,
        };
        filled(&[units], value, self.options)
    }

    /// The number 1, `[1]`.
    pub(crate) fn one(&self) -> Result<Tensor, TchError> {
        filled(&[1], 1.0, self.options)
    }

    /// Random numbers are drawn in double precision on the CPU, so that they are the same for both precisions and all
    /// devices.
    fn placed(&self, weight: &Tensor, sizes: &[i64]) -> Result<Tensor, TchError> {
        let (kind, device) = self.options;
        weight.f_reshape(sizes)?.f_to_kind(kind)?.f_to(device)
    }
}

/// A tensor of equal numbers.
fn filled(sizes: &[i64], value: f64, options: (Kind, Device)) -> Result<Tensor, TchError> {
    // Not `f_full`: when libtorch fails, the bindings panic in freeing a scalar argument, so the call that can run out of
    // memory must not have one.
    Tensor::f_empty(sizes, options)?.f_fill_(value)
}
