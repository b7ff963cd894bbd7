use rayon::prelude::*;

use analysis::{ProxyColumn, combine};
use config::{Combination, ProxyKind, Study, ZeroScores};
use data::Data;
use network::{Network, Property};
use sweep::{Outcome, Scores};

/// What an architecture's trained network has by its graph alone; nothing, where it can't be built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GraphNumbers {
    built: bool,
    numbers: [Option<u64>; Property::ALL.len()],
}

impl GraphNumbers {
    pub(crate) fn of(network: &Network) -> Self {
        Self { built: true, numbers: Property::ALL.map(|property| property.of(network)) }
    }

    /// One of the numbers; `None` where there is none.
    pub fn get(&self, property: Property) -> Option<u64> {
        self.numbers[property as usize]
    }

    /// The same as a score with its status.
    fn score(&self, property: Property) -> (f64, &'static str) {
        match self.get(property) {
            Some(number) => (number as f64, "scored"),
            None if self.built => (f64::NAN, "no_path"),
            None => (f64::NAN, "failed"),
        }
    }
}

/// The numbers of every architecture's graph.
pub(super) fn graph_numbers(study: &Study, data: &Data) -> Vec<GraphNumbers> {
    let networks = data.architectures.par_iter().map(|one| one.network(study.classes));
    networks.map(|network| network.map(|network| GraphNumbers::of(&network)).unwrap_or_default()).collect()
}

/// The columns of all proxies, in the study's order, with nothing else of the analysis.
pub(crate) fn proxy_columns(study: &Study, data: &Data, scores: &Scores) -> Vec<ProxyColumn> {
    columns(study, data, scores, &graph_numbers(study, data))
}

/// The columns of all proxies, in the study's order.
pub(super) fn columns(
    study: &Study,
    data: &Data,
    scores: &Scores,
    graphs: &[GraphNumbers],
) -> Vec<ProxyColumn> {
    let (mut setting, mut other) = (0, data.columns.iter());
    let mut columns = Vec::new();
    for proxy in &study.proxies {
        let (values, status) = match &proxy.kind {
            ProxyKind::Graph(property) => graphs.iter().map(|graph| graph.score(*property)).unzip(),
            ProxyKind::Epsilon(_) => {
                let cells = scores.column(setting);
                setting += 1;
                cells.iter().map(|cell| read_score(study.zero_scores, *cell)).unzip()
            }
            ProxyKind::Column(_) => {
                let column = other.next();
                data.architectures
                    .iter()
                    .map(|one| match column.and_then(|column| column.get(one.key())) {
                        Some(value) => (value, "scored"),
                        None => (f64::NAN, "not_in_table"),
                    })
                    .unzip()
            }
            // Filled in once their members are known.
            ProxyKind::Combine(_) => (Vec::new(), Vec::new()),
        };
        columns.push(ProxyColumn { name: proxy.name.clone(), values, status });
    }
    for (position, proxy) in study.proxies.iter().enumerate() {
        let ProxyKind::Combine(Combination { of, by }) = &proxy.kind else { continue };
        let members = columns.iter().filter(|column| of.contains(&column.name));
        let members: Vec<&[f64]> = members.map(|column| column.values.as_slice()).collect();
        let values = combine(&members, *by);
        let status = |value: &f64| if value.is_nan() { "member_missing" } else { "scored" };
        columns[position].status = values.iter().map(status).collect();
        columns[position].values = values;
    }
    columns
}

/// The status of a score that is missing since it is exactly zero.
const ZERO_SCORE: &str = "zero_score";

/// The score that statistics are taken of (NaN for none), and its status.
pub fn read_score(zeros: ZeroScores, outcome: Option<Outcome>) -> (f64, &'static str) {
    match outcome {
        None => (f64::NAN, "not_evaluated"),
        Some(Outcome::Scored(0.0)) if zeros == ZeroScores::Missing => (f64::NAN, ZERO_SCORE),
        Some(outcome) => (outcome.value(), outcome.status()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_a_score_or_none_and_all_else_stays() {
        let read = |zeros: ZeroScores, score| read_score(zeros, Some(Outcome::Scored(score)));
        for zero in [0.0, -0.0] {
            assert_eq!(read(ZeroScores::Keep, zero), (0.0, "scored"));
            let (value, status) = read(ZeroScores::Missing, zero);
            assert!(value.is_nan());
            assert_eq!(status, ZERO_SCORE);
        }
        for zeros in [ZeroScores::Keep, ZeroScores::Missing] {
            assert_eq!(read(zeros, f64::from_bits(1)), (f64::from_bits(1), "scored"));
            assert_eq!(read_score(zeros, Some(Outcome::Failed)).1, "failed");
            assert_eq!(read_score(zeros, None).1, "not_evaluated");
        }
    }
}
