use rankstats::{Mean, kendall, quantile, spearman};

use super::columns::Rows;
use super::{Control, LabelValues, ProxyColumn};

/// One proxy against one label within one stratum: the architectures with the same value of a graph property.
#[derive(Clone, Debug, PartialEq)]
pub struct StratumRow {
    /// The label's name.
    pub label: String,
    /// The proxy's name.
    pub proxy: String,
    /// Name of the graph property.
    pub by: String,
    /// Its value here.
    pub value: f64,
    /// Architectures of the stratum that have the label.
    pub n_labelled: usize,
    /// Those of them that also have a score.
    pub n: usize,
    /// Spearman's rho over these.
    pub rho: f64,
    /// Kendall's tau-b over these.
    pub tau: f64,
    /// The mean label of these.
    pub label_mean: f64,
    /// The median score of these.
    pub score_median: f64,
}

/// One row per stratum with labels, in ascending order; none if there is only one.
pub(super) fn strata_rows(label: &LabelValues, proxy: &ProxyColumn, by: &Control) -> Vec<StratumRow> {
    let labelled = |row: usize| !by.values[row].is_nan() && !label.values[row].is_nan();
    let mut values: Vec<f64> =
        (0..by.values.len()).filter(|&row| labelled(row)).map(|row| by.values[row]).collect();
    values.sort_by(f64::total_cmp);
    let strata: Vec<&[f64]> = values.chunk_by(|a, b| a == b).collect();
    if strata.len() < 2 {
        return Vec::new();
    }
    let row = |stratum: &&[f64]| {
        let inside: Vec<bool> = by.values.iter().map(|value| *value == stratum[0]).collect();
        let Rows { x, y, .. } = Rows::of(&proxy.values, &label.values, Some(&inside));
        let mut mean = Mean::default();
        for value in &y {
            mean.add(*value);
        }
        let mut ascending = x.clone();
        ascending.sort_by(f64::total_cmp);
        StratumRow {
            label: label.name.clone(),
            proxy: proxy.name.clone(),
            by: by.name.clone(),
            value: stratum[0],
            n_labelled: stratum.len(),
            n: x.len(),
            rho: spearman(&x, &y),
            tau: kendall(&x, &y).tau_b(),
            label_mean: mean.value(),
            score_median: quantile(&ascending, 0.5),
        }
    };
    strata.iter().map(row).collect()
}
