use rankstats::{SeedNoise, Ties, seed_noise, spearman, ties};

use super::{LabelValues, ProxyColumn};

/// The ties within a proxy or label.
#[derive(Clone, Debug, PartialEq)]
pub struct TieRow {
    /// The column's name.
    pub column: String,
    /// Whether it is a label.
    pub is_label: bool,
    /// The counts, over the values that exist.
    pub ties: Ties,
}

/// How well the rankings of a label's training seeds agree.
#[derive(Clone, Debug, PartialEq)]
pub struct NoiseRow {
    /// The label's name.
    pub label: String,
    /// The statistics.
    pub noise: SeedNoise,
}

/// Correlations between the proxies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProxyCorrelations {
    /// The proxies' names.
    pub names: Vec<String>,
    /// Spearman's rho of each pair, over the architectures that both score.
    pub rho: Vec<Vec<f64>>,
    /// The number of those architectures.
    pub n: Vec<Vec<usize>>,
}

pub(super) fn tie_rows(proxies: &[ProxyColumn], labels: &[LabelValues]) -> Vec<TieRow> {
    let row = |name: &str, is_label: bool, values: &[f64]| {
        let known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        Some(TieRow { column: name.to_owned(), is_label, ties: ties(&known)? })
    };
    let proxies = proxies.iter().filter_map(|column| row(&column.name, false, &column.values));
    proxies.chain(labels.iter().filter_map(|label| row(&label.name, true, &label.values))).collect()
}

pub(super) fn noise_rows(labels: &[LabelValues]) -> Vec<NoiseRow> {
    labels
        .iter()
        .filter(|label| label.seeds.len() > 1)
        .map(|label| {
            let seeds: Vec<&[f64]> = label.seeds.iter().map(Vec::as_slice).collect();
            NoiseRow { label: label.name.clone(), noise: seed_noise(&seeds) }
        })
        .collect()
}

pub(super) fn between(proxies: &[ProxyColumn]) -> ProxyCorrelations {
    let names: Vec<String> = proxies.iter().map(|column| column.name.clone()).collect();
    let count = names.len();
    let mut found =
        ProxyCorrelations { names, rho: vec![vec![f64::NAN; count]; count], n: vec![vec![0; count]; count] };
    for row in 0..count {
        for column in 0..=row {
            let pairs = proxies[row].values.iter().zip(&proxies[column].values);
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.filter(|(x, y)| !x.is_nan() && !y.is_nan()).unzip();
            let rho = spearman(&x, &y);
            for (row, column) in [(row, column), (column, row)] {
                (found.rho[row][column], found.n[row][column]) = (rho, x.len());
            }
        }
    }
    found
}
