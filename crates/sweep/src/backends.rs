//! Opens the backend that a config names.

use batch::Batch;
use collapse::Collapsed;
use collapse::recurrent::CollapsedText;
#[cfg(not(feature = "torch"))]
use config::BUILD_WITH_TORCH;
use config::BackendKind;
use epsilon::{Backend, BackendError, Device, Precision};

/// A backend for a batch. On the CPU it uses as many threads at a time as the current rayon pool has, whichever threads
/// call it.
///
/// # Errors
/// If it can't run on such a batch, or this build or machine lacks what it needs.
pub fn open(
    kind: BackendKind,
    batch: &Batch,
    precision: Precision,
) -> Result<Box<dyn Backend>, BackendError> {
    Ok(match (kind, batch) {
        (BackendKind::Collapse, Batch::Images(images)) => Box::new(Collapsed::new(images, precision)),
        (BackendKind::Collapse, Batch::Text(text)) => Box::new(CollapsedText::new(text.clone(), precision)),
        (BackendKind::Torch(device), batch) => return open_torch(batch, precision, device),
    })
}

/// The version of an external library that affects the bits of scores; `None` if there is none.
pub(crate) const fn library(kind: BackendKind) -> Option<&'static str> {
    match kind {
        BackendKind::Torch(_) => LIBTORCH,
        BackendKind::Collapse => None,
    }
}

#[cfg(feature = "torch")]
const LIBTORCH: Option<&str> = Some(torch::LIBTORCH_VERSION);
#[cfg(not(feature = "torch"))]
const LIBTORCH: Option<&str> = None;

/// One thread per network, so that libtorch's threads and its callers never outnumber the cores, and scores are the same
/// bytes for any number of them.
#[cfg(feature = "torch")]
fn open_torch(batch: &Batch, precision: Precision, device: Device) -> Result<Box<dyn Backend>, BackendError> {
    use std::num::NonZeroUsize;
    use torch::{Limits, TorchBackend};

    let backend = match batch {
        Batch::Images(images) => TorchBackend::new(images, precision, device),
        Batch::Text(text) => TorchBackend::for_text(text, precision, device),
    };
    let backend =
        backend.map_err(|error| BackendError::Failed { backend: "torch", reason: error.to_string() })?;
    let threads = NonZeroUsize::new(rayon::current_num_threads()).unwrap_or(NonZeroUsize::MIN);
    Ok(Box::new(backend.with_limits(Limits::one_thread_each(threads))))
}

#[cfg(not(feature = "torch"))]
fn open_torch(_: &Batch, _: Precision, _: Device) -> Result<Box<dyn Backend>, BackendError> {
    let reason = format!("this program was built without libtorch: {BUILD_WITH_TORCH}");
    Err(BackendError::Unsupported { backend: "torch", reason })
}
