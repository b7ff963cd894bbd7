use rankstats::{MissingRanked, Missingness, missing_ranked, missingness};

use super::{LabelValues, ProxyColumn};

/// How many architectures have no score, by reason: most frequent first, ties by name.
pub fn missing_by_reason(column: &ProxyColumn) -> Vec<(&'static str, usize)> {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for &status in column.status.iter().filter(|status| **status != "scored") {
        match counts.iter_mut().find(|(other, _)| *other == status) {
            Some((_, count)) => *count += 1,
            None => counts.push((status, 1)),
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counts
}

/// The effect of a proxy's missing scores, among the architectures with the label.
#[derive(Clone, Debug, PartialEq)]
pub struct MissingRow {
    /// The label's name.
    pub label: String,
    /// The proxy's name.
    pub proxy: String,
    /// Architectures that have the label.
    pub n_labelled: usize,
    /// Rho and tau-b over the scored ones, and over all with the missing ranked worst, in the middle and best.
    pub ranked: MissingRanked,
    /// Having a score against the label.
    pub against_label: Missingness,
    /// Having a score against the size, over all architectures whose size is known.
    pub against_size: Option<Missingness>,
}

/// One row per proxy that lacks scores.
pub(super) fn missing_rows(
    label: &LabelValues,
    proxies: &[ProxyColumn],
    size: Option<&[f64]>,
) -> Vec<MissingRow> {
    let against = |column: &ProxyColumn, other: &[f64]| -> (Vec<f64>, Vec<f64>) {
        column.values.iter().zip(other).filter(|(_, other)| !other.is_nan()).map(|(a, b)| (*a, *b)).unzip()
    };
    proxies
        .iter()
        .filter_map(|column| {
            let (scores, labels) = against(column, &label.values);
            if !scores.iter().any(|score| score.is_nan()) {
                return None;
            }
            Some(MissingRow {
                label: label.name.clone(),
                proxy: column.name.clone(),
                n_labelled: labels.len(),
                ranked: missing_ranked(&scores, &labels),
                against_label: missingness(&scores, &labels),
                against_size: size.map(|size| {
                    let (scores, sizes) = against(column, size);
                    missingness(&scores, &sizes)
                }),
            })
        })
        .collect()
}
