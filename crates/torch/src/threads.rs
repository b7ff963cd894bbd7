use std::num::NonZeroUsize;

/// Sets how many threads libtorch uses for one operation: for calls from this thread, and from threads that have not
/// called libtorch yet. By default, one per core.
///
/// The threads divide the sums of an operation among them, so their number may change the last bits of an output; with the
/// same number, outputs are the same bytes.
pub fn set_threads(count: NonZeroUsize) {
    tch::set_num_threads(i32::try_from(count.get()).unwrap_or(i32::MAX));
}

/// How many threads libtorch uses for an operation called from this thread.
pub fn threads() -> usize {
    usize::try_from(tch::get_num_threads()).unwrap_or(1)
}
