use benchmark::Direction;
use report::{CorrelationRow, Difference, Table, correlation_table, thousands};

use super::titles::titled;
use crate::analyse::Analysis;
use analysis::{Comparison, Correlation, ProxyColumn, Subset, missing_by_reason};
use config::{Label, Proxy, ProxyKind, Study};

/// The tables of correlations, one a label, by the titles that the config gives.
pub fn correlation_tables(study: &Study, analysis: &Analysis) -> Vec<Table> {
    let analysis = titled(study, analysis);
    let table = |label: &Label| {
        let rows = correlation_rows(study, &analysis, label.shown());
        let caption = format!("Rank correlation with {} ({})", label.shown(), label.direction);
        correlations(caption, &rows, &analysis.correlations, label.shown())
    };
    study.labels.iter().map(table).collect()
}

/// The correlation table's rows for one label, one a proxy, in the study's order.
pub(super) fn correlation_rows(study: &Study, analysis: &Analysis, label: &str) -> Vec<CorrelationRow> {
    let against = study.statistics.comparisons.against.as_ref();
    let against = study.proxies.iter().find(|proxy| Some(&proxy.name) == against).map(Proxy::shown);
    let of = |subset: Subset| {
        analysis.correlations.iter().filter(move |row| row.label == label && row.subset == subset)
    };
    of(Subset::Own)
        .map(|own| {
            let common = of(Subset::Common).find(|row| row.score == own.score);
            let (proxy, precision) = name_and_precision(study, &own.score);
            let column = analysis.proxies.iter().find(|column| column.name == own.score);
            let missing = column.map(reasons).unwrap_or_default();
            let difference =
                against.and_then(|against| difference(&analysis.details.comparisons, own, against));
            CorrelationRow { proxy, precision, missing, difference, ..correlation_row(own, common) }
        })
        .collect()
}

/// The table of correlations with one label. A note says how many architectures have the label, where not all have it.
pub fn correlations(caption: String, rows: &[CorrelationRow], of: &[Correlation], label: &str) -> Table {
    let mut table = correlation_table(caption, rows);
    let first = of.iter().find(|row| row.label == label).filter(|row| row.n_labelled < row.n_total);
    table.notes.extend(first.map(|row| {
        let (labelled, asked) = (thousands(row.n_labelled as u64), thousands(row.n_total as u64));
        format!("{labelled} of the {asked} architectures have the label {label}.")
    }));
    let common = of.iter().find(|row| row.label == label && row.subset == Subset::Common);
    let differences = if rows.iter().any(|row| row.difference.is_some()) { " and differences" } else { "" };
    table.notes.extend(common.map(|row| {
        let n = thousands(row.statistics.n as u64);
        format!(
            "Common columns{differences} are over the {n} architectures that every proxy of this table scores."
        )
    }));
    table
}

/// The row of one proxy over its own architectures, with what it reaches on the common ones.
pub fn correlation_row(own: &Correlation, common: Option<&Correlation>) -> CorrelationRow {
    let bounds = |interval: rankstats::Interval| (interval.lower, interval.upper);
    CorrelationRow {
        proxy: own.score.clone(),
        label: own.label.clone(),
        precision: String::new(),
        minimized: own.direction == Direction::Minimize,
        scored: own.statistics.n as u64,
        // An architecture without the label is as little covered as one without a score.
        asked: own.n_total as u64,
        missing: Vec::new(),
        spearman: own.statistics.rho,
        kendall_tau_b: own.statistics.tau,
        spearman_top10: own.statistics.rho_top10,
        kendall_top10: own.statistics.tau_top10,
        top10_overlap: own.statistics.top10_overlap / 100.0,
        top64_in_top5: own.statistics.top64_in_top5,
        spearman_interval: own.intervals.map(|intervals| bounds(intervals.spearman)),
        kendall_interval: own.intervals.map(|intervals| bounds(intervals.kendall)),
        weighted_tau: Some(own.weighted_tau),
        spearman_common: common.map(|row| row.statistics.rho),
        kendall_common: common.map(|row| row.statistics.tau),
        difference: None,
    }
}

/// How much larger the proxy's rho is than that of `against`, where the two were compared.
pub fn difference(comparisons: &[Comparison], own: &Correlation, against: &str) -> Option<Difference> {
    let is = |row: &&Comparison, first: &str, second: &str| {
        row.label == own.label && row.first == first && row.second == second
    };
    let (row, sign) = match comparisons.iter().find(|row| is(row, &own.score, against)) {
        Some(row) => (row, 1.0),
        None => (comparisons.iter().find(|row| is(row, against, &own.score))?, -1.0),
    };
    // Zou's takes rows as independent: where clusters are drawn, it is too narrow.
    let interval = row.rho_difference.map(|test| test.interval).or(row.zou);
    let interval = interval.map(|interval| {
        if sign > 0.0 { (interval.lower, interval.upper) } else { (-interval.upper, -interval.lower) }
    });
    Some(Difference { from: against.to_owned(), value: sign * (row.rho[0] - row.rho[1]), interval })
}

/// A name that ends in its precision, in two parts, so that the report can set one precision against the other.
fn name_and_precision(study: &Study, name: &str) -> (String, String) {
    let found = study.proxies.iter().find(|proxy| proxy.shown() == name);
    if let Some(ProxyKind::Epsilon(setting)) = found.map(|proxy| &proxy.kind) {
        let precision = setting.precision.to_string();
        if let Some(stem) = name.strip_suffix(&format!("_{precision}")) {
            return (stem.to_owned(), precision);
        }
    }
    (name.to_owned(), String::new())
}

pub(super) fn scored(column: &ProxyColumn) -> u64 {
    column.values.iter().filter(|value| !value.is_nan()).count() as u64
}

pub(super) fn reasons(column: &ProxyColumn) -> Vec<(String, u64)> {
    missing_by_reason(column)
        .into_iter()
        .map(|(reason, count)| (reason.replace('_', " "), count as u64))
        .collect()
}
