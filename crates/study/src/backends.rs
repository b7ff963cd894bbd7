//! The backends that a config can name. A new one is added here and nowhere else.

use std::fmt;

use collapse::Collapsed;
use epsilon::{Backend, BackendError, ImageBatch, Precision, mock::MockBackend};

/// What runs the networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BackendKind {
    /// The exact collapsed engine: one map instead of all equal channels.
    Collapse,
    /// Numbers that depend on a network's size alone, at no cost: for trying out everything but the score.
    Mock,
}

impl BackendKind {
    /// All of them, the default first.
    pub const ALL: [Self; 2] = [Self::Collapse, Self::Mock];

    /// The name in a config.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Collapse => "collapse",
            Self::Mock => "mock",
        }
    }

    /// The backend of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// A backend for a batch.
    ///
    /// # Errors
    /// If it can't run on such a batch.
    pub fn open(self, batch: &ImageBatch, precision: Precision) -> Result<Box<dyn Backend>, BackendError> {
        match self {
            Self::Collapse => Ok(Box::new(Collapsed::new(batch, precision))),
            Self::Mock => Ok(Box::new(MockBackend::default())),
        }
    }
}

impl fmt::Display for BackendKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
