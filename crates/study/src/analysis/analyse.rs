use super::clusters::clusters;
use super::columns::{columns, sizes};
use super::{Control, Correlation, Details, Examined, Input, LabelValues, ProxyColumn, Size, examine};
use crate::checked::{Clusters, Study};
use crate::seed;
use crate::{Data, Error, Scores};

/// Everything that is said about a study's scores.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The proxies, in the study's order.
    pub proxies: Vec<ProxyColumn>,
    /// The labels in the study's order, each in the order of the architectures; NaN where there is none.
    pub labels: Vec<LabelValues>,
    /// How large each architecture is.
    pub sizes: Vec<Option<Size>>,
    /// Every proxy against every label: label by label, in it the proxies over all their architectures, then over
    /// the common ones.
    pub correlations: Vec<Correlation>,
    /// Architectures that every proxy scores.
    pub common: usize,
    /// What is said beyond the table of correlations.
    pub details: Details,
}

/// Sets every proxy against every label. The result does not depend on the number of threads.
///
/// `functions` says which architectures compute the same function, as [`Sweep::clusters`](crate::sweep::Sweep::clusters)
/// does; without it the architectures are grouped anew where the study asks for that.
///
/// # Errors
/// If a backend can't be opened to tell which architectures compute the same function.
pub fn analyse(
    study: &Study,
    data: &Data,
    scores: &Scores,
    functions: Option<Vec<u64>>,
) -> Result<Analysis, Error> {
    let sizes = sizes(study, data);
    let proxies = columns(study, data, scores, &sizes);
    let labels: Vec<LabelValues> = study
        .labels
        .iter()
        .zip(&data.labels)
        .enumerate()
        .map(|(position, (source, column))| LabelValues {
            name: source.name.clone(),
            direction: source.direction,
            values: aligned(data, column),
            seeds: data.seeds.get(position).into_iter().flatten().map(|seed| aligned(data, seed)).collect(),
        })
        .collect();
    let params: Vec<f64> = of_sizes(&sizes, |size| size.params);
    // Clusters are of use to what is drawn against a label only.
    let clusters = if labels.is_empty() { None } else { clusters(study, data, functions)? };
    let kind = match study.statistics.clusters {
        Clusters::Functions => "functions",
        _ => "isomorphism",
    };
    let input = Input {
        proxies: &proxies,
        labels: &labels,
        controls: &controls(study, &proxies, &sizes),
        clusters: clusters.as_deref(),
        size: Some(&params),
        seed: seed::derive(study.seed, "statistics"),
    };
    let Examined { correlations, details, common } = examine(&input, &study.statistics, kind);
    Ok(Analysis { proxies, labels, sizes, correlations, common, details })
}

fn aligned(data: &Data, column: &benchmark::LabelColumn) -> Vec<f64> {
    data.architectures.iter().map(|key| column.get(key).unwrap_or(f64::NAN)).collect()
}

fn of_sizes(sizes: &[Option<Size>], of: impl Fn(&Size) -> u64) -> Vec<f64> {
    sizes.iter().map(|size| size.as_ref().map_or(f64::NAN, |size| of(size) as f64)).collect()
}

fn controls(study: &Study, proxies: &[ProxyColumn], sizes: &[Option<Size>]) -> Vec<Control> {
    let values = |name: &str| match proxies.iter().find(|proxy| proxy.name == name) {
        Some(proxy) => proxy.values.clone(),
        None if name == "flops" => of_sizes(sizes, |size| size.flops),
        None => of_sizes(sizes, |size| size.params),
    };
    let names = study.statistics.partial.iter();
    names.map(|name| Control { name: name.clone(), values: values(name) }).collect()
}
