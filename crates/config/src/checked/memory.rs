//! What a study takes in memory, found before anything is allocated.

use batch::{BatchSize, InputKind, MemoryLimitError, memory_limit};
use epsilon::Initialisations;

use super::EpsilonSetting;

/// How much memory a study may take.
pub(crate) struct Memory {
    limit: u64,
    threads: u64,
}

impl Memory {
    /// The limit of this machine.
    ///
    /// # Errors
    /// If the limit in the environment is no number.
    pub(crate) fn new() -> Result<Self, MemoryLimitError> {
        Ok(Self { limit: memory_limit()?, threads: rayon::current_num_threads() as u64 })
    }

    /// Checks these settings for networks that read this. One batch is in memory at a time, and on it one engine: that of
    /// all settings that share batch, precision and backend.
    ///
    /// # Errors
    /// Where that is too much: the position of the first such setting; what is, and what to lower.
    pub(crate) fn settings(
        &self,
        settings: &[&EpsilonSetting],
        input: InputKind,
    ) -> Result<(), (usize, String)> {
        for (position, setting) in settings.iter().enumerate() {
            let shares = |other: &&&EpsilonSetting| {
                other.batch == setting.batch
                    && other.precision == setting.precision
                    && other.backend == setting.backend
            };
            if settings[..position].iter().any(|other| shares(&other)) {
                continue;
            }
            let size = BatchSize::of(&setting.batch, input);
            let pairs: Vec<_> = settings.iter().filter(shares).map(|other| other.initialisations).collect();
            let passes = Initialisations::distinct(pairs) as u64;
            let engine = setting.backend.bytes(size, setting.precision, passes, self.threads);
            self.fits(size.bytes(), "the batch", size)
                .and_then(|()| {
                    let bytes = size.bytes().saturating_add(engine);
                    self.fits(bytes, "the batch, and networks on it,", size)
                })
                .map_err(|problem| (position, problem))?;
        }
        Ok(())
    }

    /// Checks a table of scores.
    ///
    /// # Errors
    /// If that is too much.
    pub(crate) fn scores(&self, settings: u64, architectures: u64) -> Result<(), String> {
        let bytes = settings.saturating_mul(architectures).saturating_mul(16);
        if bytes <= self.limit {
            return Ok(());
        }
        Err(format!(
            "the scores of {architectures} architectures in {settings} settings take about {}: vary less, or sample \
             the architectures ({})",
            megabytes(bytes),
            self.settable()
        ))
    }

    fn fits(&self, bytes: u64, what: &str, batch: BatchSize) -> Result<(), String> {
        if bytes <= self.limit {
            return Ok(());
        }
        let threads = if self.threads == 1 { "thread" } else { "threads" };
        Err(format!(
            "{what} would take about {} on {} {threads}: lower {}, or the number of threads ({})",
            megabytes(bytes),
            self.threads,
            advice(batch),
            self.settable()
        ))
    }

    fn settable(&self) -> String {
        format!("the limit is {}; EPSILON_MAX_MEMORY_MB sets another", megabytes(self.limit))
    }
}

/// What would make it smaller.
const fn advice(batch: BatchSize) -> &'static str {
    match batch {
        BatchSize::Images { .. } => "the number of samples, the size of the images",
        BatchSize::Text { .. } => "the number of samples, of steps or of tokens in the vocabulary",
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1 << 20))
}
