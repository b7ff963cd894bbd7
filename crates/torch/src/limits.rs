use std::num::NonZeroUsize;

/// How much of the machine a backend may use.
///
/// None of it changes an output but [`threads`](Self::threads), and that only in the last bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many networks may run at a time; other callers wait. By default, one. On a GPU it is always one.
    pub networks: NonZeroUsize,
    /// How many threads libtorch uses for one network. `None`, the default, leaves libtorch's own choice, a thread
    /// for each core (see [`set_threads`](crate::set_threads)).
    ///
    /// The threads share the sums of an operation between them, so their number may change the last bits of an
    /// output. With one thread a network, outputs are the same bytes however many networks run beside it.
    pub threads: Option<NonZeroUsize>,
    /// About how many bytes the networks that run at a time may take together. A network that takes more runs alone.
    /// By default, [`memory_limit`](batch::memory_limit) when the backend was made, or 4 GiB where that is wrongly set.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { networks: NonZeroUsize::MIN, threads: None, bytes: batch::memory_limit().unwrap_or(4 << 30) }
    }
}

impl Limits {
    /// So many networks at a time, each on one thread: the outputs do not depend on how many.
    #[must_use]
    pub fn one_thread_each(networks: NonZeroUsize) -> Self {
        Self { networks, threads: Some(NonZeroUsize::MIN), ..Self::default() }
    }
}
