//! What a study takes in memory, found before anything is allocated.

use epsilon::{MemoryLimitError, Precision, memory_limit};
use network::Shape;

use super::{BatchSource, BatchSpec, Input};
use crate::backends::BackendKind;

/// What decides how large a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BatchBytes {
    Images { shape: Shape, samples: u64 },
    Text { steps: u64, samples: u64, vocabulary: u64, width: u64 },
}

impl BatchBytes {
    /// Of a batch for networks that read this. A text that was not read yet counts with the default vocabulary.
    pub(crate) fn of(spec: &BatchSpec, input: Input) -> Self {
        let samples = spec.size as u64;
        match (&spec.source, input) {
            (BatchSource::Text(_, settings) | BatchSource::Tokens(_, settings), _) => Self::Text {
                steps: settings.steps as u64,
                samples,
                vocabulary: settings.embedding.vocabulary as u64,
                width: settings.embedding.width as u64,
            },
            (_, input) => {
                Self::Images { shape: input.image_shape().unwrap_or(Shape::new(3, 32, 32)), samples }
            }
        }
    }

    /// Bytes of its samples.
    pub(crate) const fn bytes(self) -> u64 {
        let numbers = match self {
            Self::Images { shape, samples } => samples.saturating_mul(shape.elements() as u64),
            Self::Text { steps, samples, vocabulary, width } => {
                steps.saturating_mul(samples).saturating_add(vocabulary.saturating_mul(width))
            }
        };
        numbers.saturating_mul(4)
    }

    /// What would make it smaller.
    const fn advice(self) -> &'static str {
        match self {
            Self::Images { .. } => "the number of samples, the size of the images",
            Self::Text { .. } => "the number of samples, of steps or of tokens in the vocabulary",
        }
    }
}

/// Adds up what batches and engines that are there at the same time take.
pub(crate) struct Memory {
    limit: u64,
    threads: u64,
    taken: u64,
}

impl Memory {
    /// Nothing is taken yet.
    ///
    /// # Errors
    /// If the limit in the environment is no number.
    pub(crate) fn new() -> Result<Self, MemoryLimitError> {
        Ok(Self { limit: memory_limit()?, threads: rayon::current_num_threads() as u64, taken: 0 })
    }

    /// Takes a batch.
    ///
    /// # Errors
    /// If that is too much: what is, and what to lower.
    pub(crate) fn batch(&mut self, batch: BatchBytes) -> Result<(), String> {
        self.take(batch.bytes(), "the batch", batch)
    }

    /// Takes an engine for a batch and so many different initialisations.
    ///
    /// # Errors
    /// If that is too much: what is, and what to lower.
    pub(crate) fn engine(
        &mut self,
        backend: BackendKind,
        batch: BatchBytes,
        precision: Precision,
        passes: u64,
    ) -> Result<(), String> {
        let bytes = backend.bytes(batch, precision, passes, self.threads);
        self.take(bytes, "the batch, and networks on it,", batch)
    }

    /// Takes a table of numbers.
    ///
    /// # Errors
    /// If that is too much.
    pub(crate) fn scores(&mut self, settings: u64, architectures: u64) -> Result<(), String> {
        self.taken = self.taken.saturating_add(settings.saturating_mul(architectures).saturating_mul(16));
        if self.taken <= self.limit {
            return Ok(());
        }
        Err(format!(
            "the scores of {architectures} architectures in {settings} settings take about {}: vary less, or sample \
             the architectures ({})",
            megabytes(self.taken),
            self.settable()
        ))
    }

    fn take(&mut self, bytes: u64, what: &str, batch: BatchBytes) -> Result<(), String> {
        self.taken = self.taken.saturating_add(bytes);
        if self.taken <= self.limit {
            return Ok(());
        }
        let threads = if self.threads == 1 { "thread" } else { "threads" };
        Err(format!(
            "{what} would take about {} on {} {threads}: lower {}, or the number of threads ({})",
            megabytes(self.taken),
            self.threads,
            batch.advice(),
            self.settable()
        ))
    }

    fn settable(&self) -> String {
        format!("the limit is {}; EPSILON_MAX_MEMORY_MB sets another", megabytes(self.limit))
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", report::thousands(bytes.div_ceil(1 << 20)))
}
