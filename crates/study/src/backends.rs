//! The backends that a config can name. A new one is added here and nowhere else.

use std::fmt;

use collapse::Collapsed;
use collapse::recurrent::CollapsedText;
use epsilon::{Backend, BackendError, Precision, mock::MockBackend};

use crate::Batch;

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
    pub fn open(self, batch: &Batch, precision: Precision) -> Result<Box<dyn Backend>, BackendError> {
        Ok(match (self, batch) {
            (Self::Collapse, Batch::Images(images)) => Box::new(Collapsed::new(images, precision)),
            (Self::Collapse, Batch::Text(text)) => Box::new(CollapsedText::new(text.clone(), precision)),
            (Self::Mock, _) => Box::new(MockBackend::default()),
        })
    }
}

impl fmt::Display for BackendKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
