//! The backends that a config can name. A new one is added here, and opened in the crate `sweep`.

use std::fmt;

use batch::BatchSize;
use collapse::Collapsed;
use collapse::recurrent::CollapsedText;
use epsilon::{Device, Precision};
use schemars::{Schema, json_schema};

use crate::{Named, find};

/// What runs the networks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BackendKind {
    /// The exact collapsed engine: one map instead of all equal channels. The default.
    #[default]
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

    /// This backend on a device; by default, on the CPU.
    ///
    /// # Errors
    /// If it knows no such device.
    pub fn on(self, device: Option<Device>) -> Result<Self, String> {
        match (self, device.unwrap_or_default()) {
            (Self::Torch(_), device) => Ok(Self::Torch(device)),
            (kind, Device::Cpu) => Ok(kind),
            (kind, device) => {
                Err(format!("the {kind} backend runs on the CPU only: set `backend: torch` to use {device}"))
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

impl Named for BackendKind {
    const WHAT: &'static str = "a backend of this build";

    fn all() -> Vec<(&'static str, Self)> {
        Self::ALL.iter().map(|kind| (kind.name(), *kind)).collect()
    }

    fn read(word: &str) -> Result<Self, String> {
        if word == "torch" && !cfg!(feature = "torch") {
            return Err(format!("this program was built without libtorch: {BUILD_WITH_TORCH}"));
        }
        find(word)
    }

    /// The same for every build, so that a config is for all of them.
    fn schema() -> Schema {
        json_schema!({"type": "string", "enum": ["collapse", "torch"]})
    }

    fn word(self) -> String {
        self.name().to_owned()
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
            assert_eq!(BackendKind::read(kind.name()), Ok(kind));
            assert_eq!(kind.on(Some(Device::Cpu)), Ok(kind));
            assert_eq!(kind.on(None), Ok(kind));
        }
    }

    #[test]
    fn a_gpu_is_for_torch_alone() {
        let problem = BackendKind::Collapse.on(Some(Device::Cuda(0))).unwrap_err();
        assert_eq!(problem, "the collapse backend runs on the CPU only: set `backend: torch` to use cuda:0");
        let on = BackendKind::Torch(Device::Cpu).on(Some(Device::Cuda(1))).unwrap();
        assert_eq!(on, BackendKind::Torch(Device::Cuda(1)));
        assert_eq!((on.to_string(), on.word()), ("torch cuda:1".to_owned(), "torch".to_owned()));
    }

    #[cfg(not(feature = "torch"))]
    #[test]
    fn torch_without_libtorch_says_how_to_get_it() {
        let problem = BackendKind::read("torch").unwrap_err();
        assert!(problem.contains("scripts/setup-libtorch.sh") && problem.contains("--features"), "{problem}");
    }
}
