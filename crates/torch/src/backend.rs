use std::sync::{Mutex, MutexGuard, PoisonError};

use epsilon::{Backend, BackendError, ImageBatch, Initialisation, Outputs, Precision};
use network::{Network, Shape};
use tch::{TchError, Tensor};

use crate::arithmetic::{check, kind};
use crate::error::{NAME, failed, unsupported};
use crate::forward::forward;
use crate::parameters::Parameters;
use crate::{Device, SetupError};

/// Runs the full network, every channel of it, through libtorch.
///
/// One network runs at a time, whatever the number of callers: libtorch spreads each operation over its own
/// threads (see [`set_threads`](crate::set_threads)), and memory stays bounded by that of one network.
///
/// Outputs for a network depend on nothing but the batch, the initialisation, the device and the number of
/// threads.
#[derive(Debug)]
pub struct TorchBackend {
    precision: Precision,
    shape: Shape,
    // A tensor may be sent between threads but not shared; holding the lock is also what makes callers take
    // turns.
    images: Mutex<Tensor>,
    device: tch::Device,
}

impl TorchBackend {
    /// A backend for this batch, which is copied to the device.
    ///
    /// # Errors
    /// If the device is not there, its arithmetic is not IEEE down to the denormals (see [`SetupError`]), or it
    /// has too little memory for the batch.
    pub fn new(batch: &ImageBatch, precision: Precision, device: Device) -> Result<Self, SetupError> {
        let opened = device.open()?;
        check(precision, device, opened)?;
        let shape = batch.shape();
        let sizes = [batch.samples(), shape.channels, shape.height, shape.width].map(|size| size as i64);
        let images = Tensor::f_from_slice(batch.pixels())?
            .f_reshape(sizes)?
            .f_to_kind(kind(precision))?
            .f_to(opened)?;
        Ok(Self { precision, shape, images: Mutex::new(images), device: opened })
    }

    fn images(&self) -> MutexGuard<'_, Tensor> {
        // The batch is never written to, so a panic elsewhere can't have left it half done.
        self.images.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Backend for TorchBackend {
    fn name(&self) -> &'static str {
        NAME
    }

    fn precision(&self) -> Precision {
        self.precision
    }

    fn forward(&self, network: &Network, initialisation: &Initialisation) -> Result<Outputs, BackendError> {
        let Network::Image(graph) = network else {
            return Err(unsupported("it was made for images, and this network takes something else"));
        };
        let images = self.images();
        let mut parameters = Parameters::new(*initialisation, (kind(self.precision), self.device))?;
        tch::no_grad(|| {
            let output = forward(graph, &images, self.shape, &mut parameters)?;
            unit_0(&output, self.precision).map_err(|error| failed(&error))
        })
    }
}

/// The first channel of every sample, flattened.
fn unit_0(output: &Tensor, precision: Precision) -> Result<Outputs, TchError> {
    let unit = output.f_select(1, 0)?.f_reshape([-1])?.f_to(tch::Device::Cpu)?;
    Ok(match precision {
        Precision::F32 => Outputs::F32(Vec::try_from(&unit)?),
        Precision::F64 => Outputs::F64(Vec::try_from(&unit)?),
    })
}
