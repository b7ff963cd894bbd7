use rayon::prelude::*;

use crate::checked::{ProxyKind, Study};
use crate::{Data, Scores};

/// One proxy's values, in the order of the architectures.
#[derive(Clone, Debug, PartialEq)]
pub struct ProxyColumn {
    /// The proxy's name.
    pub name: String,
    /// Its values; NaN where there is none.
    pub values: Vec<f64>,
    /// For each value: `scored`, or why there is none.
    pub status: Vec<&'static str>,
}

/// How large an architecture's trained network is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Trainable parameters.
    pub params: u64,
    /// Multiply-accumulate operations for one sample.
    pub flops: u64,
}

/// The size of every architecture; `None` where its network can't be built.
pub(super) fn sizes(study: &Study, data: &Data) -> Vec<Option<Size>> {
    data.architectures
        .par_iter()
        .map(|key| {
            let network = study.space.network(key, study.classes).ok()?;
            Some(Size { params: network.parameters(), flops: network.macs() })
        })
        .collect()
}

/// The columns of all proxies, in the study's order, with nothing else of the analysis.
pub(crate) fn proxy_columns(study: &Study, data: &Data, scores: &Scores) -> Vec<ProxyColumn> {
    columns(study, data, scores, &sizes(study, data))
}

/// The columns of all proxies, in the study's order.
pub(super) fn columns(
    study: &Study,
    data: &Data,
    scores: &Scores,
    sizes: &[Option<Size>],
) -> Vec<ProxyColumn> {
    let (mut setting, mut other) = (0, data.columns.iter());
    let mut columns = Vec::new();
    for proxy in &study.proxies {
        let (values, status) = match &proxy.kind {
            ProxyKind::Params => of_sizes(sizes, |size| size.params),
            ProxyKind::Flops => of_sizes(sizes, |size| size.flops),
            ProxyKind::Epsilon(_) => {
                let cells = scores.column(setting);
                setting += 1;
                cells.iter().map(|cell| study.statistics.zero_scores.read(*cell)).unzip()
            }
            ProxyKind::Column(_) => {
                let column = other.next();
                data.architectures
                    .iter()
                    .map(|key| match column.and_then(|column| column.get(key)) {
                        Some(value) => (value, "scored"),
                        None => (f64::NAN, "not_in_table"),
                    })
                    .unzip()
            }
        };
        columns.push(ProxyColumn { name: proxy.name.clone(), values, status });
    }
    columns
}

fn of_sizes(sizes: &[Option<Size>], of: impl Fn(&Size) -> u64) -> (Vec<f64>, Vec<&'static str>) {
    sizes
        .iter()
        .map(|size| size.as_ref().map_or((f64::NAN, "failed"), |size| (of(size) as f64, "scored")))
        .unzip()
}
