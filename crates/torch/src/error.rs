use epsilon::BackendError;
use tch::TchError;

/// The name of this backend in messages and tables.
pub(crate) const NAME: &str = "torch";

/// Why the backend can't be created.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// This libtorch has no CUDA, or there is no GPU that it can use.
    #[error(
        "cuda:{index} was asked for, but {}: use the device cpu, or build with LIBTORCH pointing at a libtorch \
         with CUDA on a machine with a GPU",
        if *.built { "no GPU is usable" } else { "this libtorch is built without CUDA" }
    )]
    NoCuda {
        /// The GPU asked for.
        index: usize,
        /// Whether libtorch is built with CUDA.
        built: bool,
    },
    /// There are fewer GPUs.
    #[error("cuda:{index} was asked for, but the GPUs are numbered 0 to {}", count - 1)]
    NoSuchGpu {
        /// The GPU asked for.
        index: usize,
        /// How many there are; at least one.
        count: usize,
    },
    /// Denormal numbers are flushed to zero.
    #[error(
        "{device} flushes denormal numbers to zero, which changes which architectures have a score: unset what \
         turns flushing on (torch.set_flush_denormal, a fast-math library loaded before)"
    )]
    Flushes {
        /// The device.
        device: String,
    },
    /// Factors are truncated before they are multiplied, as with TF32 and bfloat16.
    #[error(
        "{device} multiplies with fewer bits than {precision} has: unset TORCH_ALLOW_TF32_CUBLAS_OVERRIDE, \
         NVIDIA_TF32_OVERRIDE and ONEDNN_DEFAULT_FPMATH_MODE"
    )]
    Shortens {
        /// The device.
        device: String,
        /// The precision asked for.
        precision: epsilon::Precision,
    },
    /// libtorch failed.
    #[error("libtorch failed while the backend was made: {reason}")]
    Library {
        /// Its message.
        reason: String,
    },
}

impl From<TchError> for SetupError {
    fn from(error: TchError) -> Self {
        Self::Library { reason: reason(&error) }
    }
}

/// libtorch's message, without the C++ stack trace after the first line.
fn reason(error: &TchError) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}

/// A libtorch error as a backend error.
pub(crate) fn failed(error: &TchError) -> BackendError {
    BackendError::Failed { backend: NAME, reason: reason(error) }
}

/// Something that this backend can't run.
pub(crate) fn unsupported(reason: impl Into<String>) -> BackendError {
    BackendError::Unsupported { backend: NAME, reason: reason.into() }
}
