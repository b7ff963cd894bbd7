use crate::sweep::{Observer, Work};

/// Shows the sweeps of all stages as one: it alone says how much there is to do.
pub(super) struct Joined<'a> {
    pub(super) observer: &'a dyn Observer,
    /// What a function of this stage costs.
    pub(super) cost: u64,
}

impl Observer for Joined<'_> {
    fn begin(&self, _work: Work) {}

    fn evaluated(&self, _cost: u64) {
        self.observer.evaluated(self.cost);
    }

    fn failed(&self, architecture: &str, proxy: &str, error: &str) {
        self.observer.failed(architecture, proxy, error);
    }
}
