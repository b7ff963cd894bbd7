use analysis::{Clusters, number_clusters};
use config::Study;
use data::Data;
use epsilon::FunctionId;
use rayon::prelude::*;

/// The cluster of each architecture of a study, numbered from 0 in the order in which they appear; `None` where each
/// stands alone.
pub(super) fn clusters(
    study: &Study,
    data: &Data,
    functions: Option<&[Option<FunctionId>]>,
) -> Option<Vec<u64>> {
    match study.statistics.clusters {
        Clusters::None | Clusters::Column => None,
        Clusters::Functions => functions.map(|functions| number_clusters(functions.to_vec())),
        Clusters::Isomorphism => {
            let classes = data.architectures.par_iter().map(|one| Some(one.isomorphism_class()));
            Some(number_clusters(classes.collect()))
        }
    }
}
