//! The backends that a config can name. A new one is added here, and opened in the crate `sweep`.

use std::fmt;

use batch::BatchSize;
use collapse::Collapsed;
use collapse::recurrent::CollapsedText;
use epsilon::{Device, Precision};

use crate::suggest;

/// What runs the networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BackendKind {
    /// The exact collapsed engine: one map instead of all equal channels.
    Collapse,
    /// The full network through libtorch, on a device. Only in a build with the feature `torch`.
    Torch(Device),
}

/// How a program with libtorch is built.
pub const BUILD_WITH_TORCH: &str = "run scripts/setup-libtorch.sh, then build with \
                                    `cargo build --release --features epsilon-cli/torch`";

impl BackendKind {
    /// Those of this build, the default first.
    pub const ALL: &'static [Self] =
        if cfg!(feature = "torch") { &[Self::Collapse, Self::Torch(Device::Cpu)] } else { &[Self::Collapse] };

    /// The name in a config.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Collapse => "collapse",
            Self::Torch(_) => "torch",
        }
    }

    /// The backend of this name, on the CPU; `None` where this build has none of it.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// The backend and device that a config names.
    ///
    /// # Errors
    /// The field that is wrong (`backend` or `device`), and what is wrong with it.
    pub fn parse(name: Option<&str>, device: Option<&str>) -> Result<Self, (&'static str, String)> {
        let kind = match name {
            None => Self::Collapse,
            Some("torch") if !cfg!(feature = "torch") => {
                let problem = format!("this program was built without libtorch: {BUILD_WITH_TORCH}");
                return Err(("backend", problem));
            }
            Some(name) => Self::from_name(name).ok_or_else(|| {
                let known: Vec<&str> = Self::ALL.iter().map(|kind| kind.name()).collect();
                ("backend", suggest::unknown("a backend of this build", name, &known))
            })?,
        };
        let Some(device) = device else { return Ok(kind) };
        let device: Device =
            device.parse().map_err(|error: epsilon::DeviceError| ("device", error.to_string()))?;
        match (kind, device) {
            (Self::Torch(_), device) => Ok(Self::Torch(device)),
            (kind, Device::Cpu) => Ok(kind),
            (kind, device) => {
                let problem =
                    format!("the {kind} backend runs on the CPU only: set `backend: torch` to use {device}");
                Err(("device", problem))
            }
        }
    }

    /// Where it runs.
    pub const fn device(self) -> Device {
        match self {
            Self::Torch(device) => device,
            Self::Collapse => Device::Cpu,
        }
    }

    /// Whether it can evaluate weights that are not all one constant.
    pub const fn knows_random(self) -> bool {
        matches!(self, Self::Torch(_))
    }

    /// About how many bytes it takes, beside the batch, to run networks on it with so many initialisations on so many
    /// threads. The torch backend holds a copy of the samples, and keeps what networks take within limits of its own.
    pub(crate) fn bytes(self, batch: BatchSize, precision: Precision, passes: u64, threads: u64) -> u64 {
        match (self, batch) {
            (Self::Torch(_), batch) => batch.bytes(),
            (Self::Collapse, BatchSize::Images { shape, samples }) => {
                Collapsed::bytes(shape, samples, precision, threads)
            }
            (Self::Collapse, batch @ BatchSize::Text { steps, samples, .. }) => {
                let engine = CollapsedText::bytes([steps, samples], precision, passes, threads);
                engine.saturating_add(batch.bytes())
            }
        }
    }
}

/// The name, and the device where that is a GPU.
impl fmt::Display for BackendKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Torch(device @ Device::Cuda(_)) => write!(f, "torch {device}"),
            kind => f.write_str(kind.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_backend_of_this_build_has_its_name() {
        for &kind in BackendKind::ALL {
            assert_eq!(BackendKind::parse(Some(kind.name()), None), Ok(kind));
            assert_eq!(BackendKind::parse(Some(kind.name()), Some("cpu")), Ok(kind));
        }
        assert_eq!(BackendKind::parse(None, None), Ok(BackendKind::Collapse));
    }

    #[test]
    fn a_gpu_is_for_torch_alone() {
        let (field, problem) = BackendKind::parse(None, Some("cuda:0")).unwrap_err();
        assert_eq!(field, "device");
        assert_eq!(problem, "the collapse backend runs on the CPU only: set `backend: torch` to use cuda:0");
        let (field, problem) = BackendKind::parse(None, Some("gpu")).unwrap_err();
        assert_eq!(field, "device");
        assert!(problem.contains("cpu or cuda:N"), "{problem}");
    }

    #[cfg(not(feature = "torch"))]
    #[test]
    fn torch_without_libtorch_says_how_to_get_it() {
        let (field, problem) = BackendKind::parse(Some("torch"), Some("cuda:0")).unwrap_err();
        assert_eq!(field, "backend");
        assert!(problem.contains("scripts/setup-libtorch.sh") && problem.contains("--features"), "{problem}");
    }

    #[cfg(feature = "torch")]
    #[test]
    fn torch_takes_its_device() {
        let parse = |device| BackendKind::parse(Some("torch"), Some(device)).unwrap();
        assert_eq!(parse("cuda:1"), BackendKind::Torch(Device::Cuda(1)));
        assert_eq!(parse("cuda:1").to_string(), "torch cuda:1");
        assert_eq!(parse("cpu").to_string(), "torch");
    }
}
