use std::num::NonZeroUsize;

/// How much of the machine a backend may use.
///
/// Only [`threads`](Self::threads) can change an output, and only in the last bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many networks may run at a time; other callers wait. By default, one. On a GPU it is always one.
    pub networks: NonZeroUsize,
    /// How many threads libtorch uses for one network. `None`, the default, is libtorch's own choice, one per core (see
    /// [`set_threads`](crate::set_threads)).
    ///
    /// The threads divide the sums of an operation among them, so their number may change the last bits of an output.
    /// With one thread per network, outputs are the same bytes however many networks run at a time.
    pub threads: Option<NonZeroUsize>,
    /// Roughly how many bytes all running networks together may take. A network that takes more runs alone. By default,
    /// [`memory_limit`](batch::memory_limit) when the backend was created, or 4 GiB if that is not valid.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { networks: NonZeroUsize::MIN, threads: None, bytes: batch::memory_limit().unwrap_or(4 << 30) }
    }
}

impl Limits {
    /// This many networks at a time, each on one thread; outputs do not depend on the number.
    #[must_use]
    pub fn one_thread_each(networks: NonZeroUsize) -> Self {
        Self { networks, threads: Some(NonZeroUsize::MIN), ..Self::default() }
    }
}
