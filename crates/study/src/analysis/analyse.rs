use rayon::prelude::*;

use super::columns::{columns, sizes};
use super::{Correlation, ProxyColumn, Size, correlate};
use crate::checked::Study;
use crate::{Data, Scores};

/// Everything that is said about a study's scores.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The proxies, in the study's order.
    pub proxies: Vec<ProxyColumn>,
    /// The labels in the study's order, each in the order of the architectures; NaN where there is none.
    pub labels: Vec<Vec<f64>>,
    /// How large each architecture is.
    pub sizes: Vec<Option<Size>>,
    /// Every proxy against every label: label by label, in it the proxies over all their architectures, then over
    /// the common ones.
    pub correlations: Vec<Correlation>,
    /// Architectures that every proxy scores.
    pub common: usize,
}

/// Sets every proxy against every label. The result does not depend on the number of threads.
pub fn analyse(study: &Study, data: &Data, scores: &Scores) -> Analysis {
    let sizes = sizes(study, data);
    let proxies = columns(study, data, scores, &sizes);
    let labels: Vec<Vec<f64>> = data
        .labels
        .iter()
        .map(|label| data.architectures.iter().map(|key| label.get(key).unwrap_or(f64::NAN)).collect())
        .collect();
    let common: Vec<bool> = (0..data.architectures.len())
        .map(|row| proxies.iter().all(|proxy| !proxy.values[row].is_nan()))
        .collect();
    let mut asked: Vec<(usize, usize, Option<&[bool]>)> = Vec::new();
    for label in 0..labels.len() {
        asked.extend((0..proxies.len()).map(|proxy| (label, proxy, None)));
        if study.statistics.common_subset && proxies.len() > 1 {
            asked.extend((0..proxies.len()).map(|proxy| (label, proxy, Some(common.as_slice()))));
        }
    }
    let correlations = asked
        .into_par_iter()
        .map(|(label, proxy, among)| {
            let source = &study.labels[label];
            let proxy = &proxies[proxy];
            let score = (proxy.name.as_str(), proxy.values.as_slice());
            correlate(score, (&source.name, &labels[label]), source.direction, among)
        })
        .collect();
    Analysis { common: common.iter().filter(|row| **row).count(), proxies, labels, sizes, correlations }
}
