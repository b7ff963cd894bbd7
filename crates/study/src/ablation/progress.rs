use crate::sweep::{Observer, Work};

/// Shows the sweeps of all stages as one: it alone says how much there is to do.
pub(super) struct Joined<'a>(pub(super) &'a dyn Observer);

impl Observer for Joined<'_> {
    fn begin(&self, _work: Work) {}

    fn evaluated(&self, architectures: usize) {
        self.0.evaluated(architectures);
    }

    fn failed(&self, architecture: &str, proxy: &str, error: &str) {
        self.0.failed(architecture, proxy, error);
    }
}
