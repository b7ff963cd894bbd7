use super::GraphNumbers;
use super::clusters::clusters;
use super::columns::{columns, graph_numbers};
use analysis::{
    Clusters, Columns, Control, Correlation, Details, Examined, LabelValues, ProxyColumn, examine,
};
use config::{Study, seed};
use data::Data;
use epsilon::FunctionId;
use network::Property;
use sweep::Scores;

/// Everything that is said about a study's scores.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The proxies, in the study's order.
    pub proxies: Vec<ProxyColumn>,
    /// The labels in the study's order, each in the order of the architectures; NaN where there is none.
    pub labels: Vec<LabelValues>,
    /// What each architecture has by its graph alone.
    pub graphs: Vec<GraphNumbers>,
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
/// `functions` says which architectures compute the same function, as [`Sweep::functions`](sweep::Sweep::functions) does.
pub fn analyse(
    study: &Study,
    data: &Data,
    scores: &Scores,
    functions: Option<&[Option<FunctionId>]>,
) -> Analysis {
    let graphs = graph_numbers(study, data);
    let proxies = columns(study, data, scores, &graphs);
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
    let params: Vec<f64> = column_of(&graphs, Property::Params);
    // Clusters are of use to what is drawn against a label only.
    let clusters = if labels.is_empty() { None } else { clusters(study, data, functions) };
    let kind = match study.statistics.clusters {
        Clusters::Functions => "functions",
        _ => "isomorphism",
    };
    let strata = study.statistics.strata.as_ref().map(|name| column(name, &proxies, &graphs));
    let input = Columns {
        proxies: &proxies,
        labels: &labels,
        controls: &controls(study, &proxies, &graphs),
        strata: strata.as_ref(),
        clusters: clusters.as_deref(),
        size: Some(&params),
        seed: seed::derive(study.seed, "statistics"),
    };
    let Examined { correlations, details, common } = examine(&input, &study.statistics, kind);
    Analysis { proxies, labels, graphs, correlations, common, details }
}

fn aligned(data: &Data, column: &benchmark::LabelColumn) -> Vec<f64> {
    data.architectures.iter().map(|one| column.get(one.key()).unwrap_or(f64::NAN)).collect()
}

fn column_of(graphs: &[GraphNumbers], property: Property) -> Vec<f64> {
    graphs.iter().map(|graph| graph.get(property).map_or(f64::NAN, |number| number as f64)).collect()
}

fn controls(study: &Study, proxies: &[ProxyColumn], graphs: &[GraphNumbers]) -> Vec<Control> {
    study.statistics.partial.iter().map(|name| column(name, proxies, graphs)).collect()
}

/// A proxy's values, or a number of the graph.
fn column(name: &str, proxies: &[ProxyColumn], graphs: &[GraphNumbers]) -> Control {
    let values = match proxies.iter().find(|proxy| proxy.name == name) {
        Some(proxy) => proxy.values.clone(),
        // The check lets nothing else through.
        None => column_of(graphs, Property::from_name(name).unwrap_or(Property::Params)),
    };
    Control { name: name.to_owned(), values }
}
