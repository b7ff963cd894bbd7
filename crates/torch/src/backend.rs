use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use batch::ImageBatch;
use batch::text::TextBatch;
use epsilon::{Backend, BackendError, Initialisation, Outputs, Precision};
use network::{Network, Shape};
use tch::{TchError, Tensor};

use crate::arithmetic::{check, kind};
use crate::error::{NAME, failed};
use crate::footprint::footprint;
use crate::gate::Gate;
use crate::parameters::Parameters;
use crate::{Device, Limits, SetupError, device, forward, recurrent, set_threads};

/// Runs the full network, with every channel or unit, through libtorch.
///
/// By default one network runs at a time, whatever the number of callers, and libtorch spreads each operation over its
/// own threads; [`with_limits`](Self::with_limits) allows several. Memory is bounded either way.
///
/// Outputs of a network depend only on the batch, the initialisation, the device and the number of threads per network.
#[derive(Debug)]
pub struct TorchBackend {
    precision: Precision,
    // A tensor may be sent between threads but not shared, so each caller takes its own handle.
    batch: Mutex<Batch>,
    samples: usize,
    steps: usize,
    device: tch::Device,
    limits: Limits,
    gate: Gate,
}

/// A batch on the device, which is never written to.
#[derive(Debug)]
enum Batch {
    /// `[samples, channels, height, width]`, and the shape of one image.
    Images(Tensor, Shape),
    /// Embedded tokens, `[steps, samples, width]`, and the size of their vocabulary.
    Text(Tensor, usize),
}

impl Batch {
    /// Another handle of the same batch.
    fn handle(&self) -> Self {
        match self {
            Self::Images(images, shape) => Self::Images(images.shallow_clone(), *shape),
            Self::Text(text, vocabulary) => Self::Text(text.shallow_clone(), *vocabulary),
        }
    }
}

impl TorchBackend {
    /// A backend for networks on images. The batch is copied to the device.
    ///
    /// # Errors
    /// If the device does not exist, its arithmetic is not IEEE down to the denormals (see [`SetupError`]), or it has too
    /// little memory for the batch.
    pub fn new(batch: &ImageBatch, precision: Precision, device: Device) -> Result<Self, SetupError> {
        let shape = batch.shape();
        let sizes = [batch.samples(), shape.channels, shape.height, shape.width];
        Self::open(batch.pixels(), &sizes, precision, device, |images| Batch::Images(images, shape))
    }

    /// A backend for recurrent networks. The embedded tokens are copied to the device.
    ///
    /// # Errors
    /// As [`TorchBackend::new`].
    pub fn for_text(batch: &TextBatch, precision: Precision, device: Device) -> Result<Self, SetupError> {
        let (tokens, width) = (batch.tokens(), batch.embedding().width());
        let sizes = [tokens.steps(), tokens.samples(), width];
        let mut vectors = Vec::with_capacity(tokens.steps() * tokens.samples() * width);
        for step in 0..tokens.steps() {
            for sample in 0..tokens.samples() {
                vectors.extend_from_slice(batch.vector(step, sample));
            }
        }
        let vocabulary = tokens.vocabulary();
        Self::open(&vectors, &sizes, precision, device, |text| Batch::Text(text, vocabulary))
    }

    fn open(
        values: &[f32],
        sizes: &[usize],
        precision: Precision,
        device: Device,
        batch: impl FnOnce(Tensor) -> Batch,
    ) -> Result<Self, SetupError> {
        let opened = device::open(device)?;
        check(precision, device, opened)?;
        let (steps, samples) =
            if let [steps, samples, _] = *sizes { (steps, samples) } else { (1, sizes[0]) };
        let sizes: Vec<i64> = sizes.iter().map(|&size| size as i64).collect();
        let tensor =
            Tensor::f_from_slice(values)?.f_reshape(sizes)?.f_to_kind(kind(precision))?.f_to(opened)?;
        let limits = Limits::default();
        let gate = Gate::new(limits.networks, limits.bytes);
        Ok(Self { precision, batch: Mutex::new(batch(tensor)), samples, steps, device: opened, limits, gate })
    }

    /// The same backend with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        // Two networks on one GPU would share its memory and gain nothing.
        let networks = if self.device == tch::Device::Cpu { limits.networks } else { NonZeroUsize::MIN };
        Self { limits, gate: Gate::new(networks, limits.bytes), ..self }
    }

    fn batch(&self) -> Batch {
        // The batch is never written to, so it is valid even if a thread panicked while holding the lock.
        self.batch.lock().unwrap_or_else(PoisonError::into_inner).handle()
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
        let _pass = self.gate.enter(footprint(network, self.samples, self.steps, self.precision));
        if let Some(threads) = self.limits.threads {
            // libtorch stores the number per calling thread.
            set_threads(threads);
        }
        let batch = self.batch();
        let mut parameters = Parameters::new(*initialisation, (kind(self.precision), self.device));
        tch::no_grad(|| {
            let unit = match (network, &batch) {
                (Network::Image(graph), Batch::Images(images, shape)) => {
                    forward::forward(graph, images, *shape, &mut parameters)?
                }
                (Network::Recurrent(network), Batch::Text(text, vocabulary)) => {
                    let rows = network.config().vocabulary;
                    if rows < *vocabulary {
                        return Err(BackendError::Shape {
                            network: format!("a vocabulary of {rows} tokens"),
                            batch: format!("a vocabulary of {vocabulary} tokens"),
                        });
                    }
                    recurrent::forward(network, text, &mut parameters)?
                }
                (network, batch) => return Err(mismatch(network, batch)),
            };
            to_outputs(&unit, self.precision).map_err(|error| failed(&error))
        })
    }
}

fn mismatch(network: &Network, batch: &Batch) -> BackendError {
    let batch = match batch {
        Batch::Images(_, shape) => format!("images of shape {shape}"),
        Batch::Text(..) => "text".to_owned(),
    };
    match network {
        Network::Image(_) => BackendError::Shape { network: "images".to_owned(), batch },
        Network::Recurrent(_) => BackendError::Shape { network: "text".to_owned(), batch },
    }
}

/// A flat tensor's values.
fn to_outputs(values: &Tensor, precision: Precision) -> Result<Outputs, TchError> {
    let values = values.f_to(tch::Device::Cpu)?;
    Ok(match precision {
        Precision::F32 => Outputs::F32(Vec::try_from(&values)?),
        Precision::F64 => Outputs::F64(Vec::try_from(&values)?),
    })
}
