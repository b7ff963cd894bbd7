/// How much there is to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Architectures of the study.
    pub architectures: usize,
    /// Settings of epsilon.
    pub settings: usize,
    /// Different functions among the architectures, summed over groups of settings that share their passes.
    pub functions: usize,
    /// Of these, how many are still to be evaluated.
    pub left: usize,
    /// How much work those are, in units that compare with each other only: large batches take longer than small ones.
    pub cost: u64,
}

/// What wants to know how a sweep goes. Called from all threads.
pub trait Observer: Sync {
    /// So many architectures are about to be grouped by the function they compute, which takes a while for large spaces.
    fn grouping(&self, _architectures: usize) {}

    /// The sweep begins.
    fn begin(&self, _work: Work) {}

    /// One more function was evaluated, which was so much of [`Work::cost`].
    fn evaluated(&self, _cost: u64) {}

    /// The sweep is over, whether complete or stopped: all that it computed is stored.
    fn swept(&self) {}

    /// An architecture failed in a setting.
    fn failed(&self, _architecture: &str, _proxy: &str, _error: &str) {}
}

/// Wants to know nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quiet;

impl Observer for Quiet {}
