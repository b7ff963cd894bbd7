use std::path::Path;

use sweep::Shard;

/// How a task is run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The config's file, which results must not replace. By default, there is none.
    pub config: Option<&'a Path>,
    /// The run's folder. By default, a new one under `results/<study>/`, or the latest there to be resumed; for a shard,
    /// `results/<study>/<count>-shards`.
    pub out: Option<&'a Path>,
    /// Continue a run instead of beginning one. Where there is none to continue, one is begun.
    pub resume: bool,
    /// Score only this shard, into a folder of its own below the run's, and leave the rest to
    /// [`merge`](crate::merge::merge). By default, everything is scored.
    pub shard: Option<Shard>,
    /// Compute all scores anew. By default, those that earlier runs under `results/` have of the same settings are taken.
    pub fresh: bool,
}
