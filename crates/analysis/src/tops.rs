use rankstats::{Band, TopK, bands, top_k};

use super::columns::Rows;
use super::{LabelValues, ProxyColumn};

/// The fraction of architectures that counts as relevant: the best 5 % by label.
const RELEVANT: f64 = 0.05;

/// The best-scored of a proxy against the best by label.
#[derive(Clone, Debug, PartialEq)]
pub struct TopRow {
    /// The label's name.
    pub label: String,
    /// The proxy's name.
    pub proxy: String,
    /// The statistics; "relevant" are the best 5 % by label.
    pub top: TopK,
}

/// The correlation within one band of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct BandRow {
    /// The label's name.
    pub label: String,
    /// The proxy's name.
    pub proxy: String,
    /// Its number, from 1 for the smallest labels.
    pub number: usize,
    /// The statistics.
    pub band: Band,
}

pub(super) fn top_rows(label: &LabelValues, proxy: &ProxyColumn, rows: &Rows, ks: &[usize]) -> Vec<TopRow> {
    let n = rows.x.len();
    let relevant = (n as f64 * RELEVANT).ceil() as usize;
    ks.iter()
        .filter(|&&k| k <= n)
        .map(|&k| TopRow {
            label: label.name.clone(),
            proxy: proxy.name.clone(),
            top: top_k(&rows.x, &rows.y, label.direction, k, relevant),
        })
        .collect()
}

pub(super) fn band_rows(label: &LabelValues, proxy: &ProxyColumn, rows: &Rows, count: usize) -> Vec<BandRow> {
    (1..)
        .zip(bands(&rows.x, &rows.y, count))
        .map(|(number, band)| BandRow { label: label.name.clone(), proxy: proxy.name.clone(), number, band })
        .collect()
}
