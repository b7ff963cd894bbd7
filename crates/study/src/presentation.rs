//! A study's analysis as the `report` crate takes it: rows, figures, warnings, the page.

use std::collections::HashMap;
use std::sync::Arc;

use report::plot::{Axis, Colour, Scale, Scatter};
use report::{CorrelationRow, CoverageRow, Figure, Page, Plot, Warning, correlation_table, findings};

use crate::analysis::{Analysis, ProxyColumn, Subset, missing_by_reason};
use crate::checked::{ProxyKind, Study};
use crate::{Data, SkippedRecords};

/// Fewer architectures than this make every coefficient shaky: the standard error of a rho of zero is 0.1.
const FEW: u64 = 100;

/// The correlation table's rows for one label, one a proxy, in the study's order.
pub fn correlation_rows(study: &Study, analysis: &Analysis, label: &str) -> Vec<CorrelationRow> {
    let of = |subset: Subset| {
        analysis.correlations.iter().filter(move |row| row.label == label && row.subset == subset)
    };
    of(Subset::Own)
        .map(|own| {
            let common = of(Subset::Common).find(|row| row.score == own.score);
            let (proxy, precision) = name_and_precision(study, &own.score);
            let column = analysis.proxies.iter().find(|column| column.name == own.score);
            CorrelationRow {
                proxy,
                label: label.to_owned(),
                precision,
                scored: own.statistics.n as u64,
                asked: own.n_total as u64,
                missing: column.map(reasons).unwrap_or_default(),
                spearman: own.statistics.rho,
                kendall_tau_b: own.statistics.tau,
                spearman_top10: own.statistics.rho_top10,
                kendall_top10: own.statistics.tau_top10,
                top10_overlap: own.statistics.top10_overlap / 100.0,
                top64_in_top5: own.statistics.top64_in_top5,
                weighted_tau: Some(own.weighted_tau),
                spearman_common: common.map(|row| row.statistics.rho),
                kendall_common: common.map(|row| row.statistics.tau),
                ..CorrelationRow::default()
            }
        })
        .collect()
}

/// The page of a finished study. `config` is the resolved one, `environment` what it ran on.
pub fn page(
    study: &Study,
    data: &Data,
    analysis: &Analysis,
    config: String,
    environment: Vec<(String, String)>,
) -> Page {
    let rows: Vec<Vec<CorrelationRow>> =
        study.labels.iter().map(|label| correlation_rows(study, analysis, &label.name)).collect();
    Page {
        title: format!("How well do training-free scores rank {}?", study.space.name()),
        study: study.name.clone(),
        findings: rows.iter().flat_map(|rows| findings(rows)).collect(),
        correlations: study
            .labels
            .iter()
            .zip(&rows)
            .map(|(label, rows)| {
                correlation_table(format!("Rank correlation with {} ({})", label.name, label.direction), rows)
            })
            .collect(),
        coverage: analysis
            .proxies
            .iter()
            .map(|column| CoverageRow {
                proxy: column.name.clone(),
                scored: scored(column),
                asked: column.values.len() as u64,
                reasons: reasons(column),
            })
            .collect(),
        warnings: warnings(study, data, analysis),
        figures: figures(study, data, analysis),
        tables: Vec::new(),
        commands: vec!["epsilon run config.yaml".to_owned()],
        config_yaml: config,
        environment,
    }
}

/// Scores against labels, coloured by size; and epsilon against size.
pub fn figures(study: &Study, data: &Data, analysis: &Analysis) -> Vec<Figure> {
    let names: Arc<[String]> = data.architectures.clone().into();
    let params: Vec<f64> =
        analysis.sizes.iter().map(|size| size.map_or(f64::NAN, |size| size.params as f64 / 1e6)).collect();
    let mut figures = Vec::new();
    let mut scatter =
        |stem: String, title: String, x: Axis, y: Axis, xs: &[f64], ys: &[f64], coloured: bool| {
            let colour = coloured.then(|| Colour {
                label: "parameters, millions".to_owned(),
                scale: Scale::suggest(params.iter().copied()),
                values: params.clone(),
            });
            let plot =
                Scatter { title, x, y, xs: xs.to_vec(), ys: ys.to_vec(), colour, names: names.clone() };
            figures.push(Figure { stem, caption: String::new(), plot: Plot::Scatter(plot) });
        };
    let axis = |label: &str, values: &[f64]| Axis {
        label: label.to_owned(),
        scale: Scale::suggest(values.iter().copied()),
    };
    for (proxy, column) in study.proxies.iter().zip(&analysis.proxies) {
        if matches!(proxy.kind, ProxyKind::Params | ProxyKind::Flops) {
            continue;
        }
        let name = &column.name;
        for (label, values) in study.labels.iter().zip(&analysis.labels) {
            scatter(
                format!("{name}-{}", label.name),
                format!("{name} against {}", label.name),
                axis(name, &column.values),
                Axis::linear(label.name.clone()),
                &column.values,
                values,
                true,
            );
        }
        scatter(
            format!("{name}-params"),
            format!("{name} against the number of parameters"),
            axis(name, &column.values),
            axis("parameters, millions", &params),
            &column.values,
            &params,
            false,
        );
    }
    figures
}

/// What may mislead a reader of the numbers.
pub fn warnings(study: &Study, data: &Data, analysis: &Analysis) -> Vec<Warning> {
    let asked = data.architectures.len() as u64;
    let mut warnings: Vec<Warning> = data.skipped.iter().map(SkippedRecords::warning).collect();
    for column in &analysis.proxies {
        let (proxy, scored) = (column.name.clone(), scored(column));
        if scored < asked {
            let (missing, reasons) = (asked - scored, reasons(column));
            warnings.push(Warning::MissingScores { proxy: proxy.clone(), missing, asked, reasons });
        }
        let (tied, largest_group) = ties(&column.values);
        if scored > 1 && largest_group == scored {
            let value = column.values.iter().copied().find(|value| !value.is_nan()).unwrap_or(f64::NAN);
            warnings.push(Warning::ConstantScore { proxy, value, scored });
        } else if tied > 0 {
            warnings.push(Warning::Ties { proxy, tied, largest_group, scored });
        }
    }
    for (label, values) in study.labels.iter().zip(&analysis.labels) {
        let missing = values.iter().filter(|value| value.is_nan()).count() as u64;
        if missing > 0 {
            warnings.push(Warning::PartialLabel { label: label.name.clone(), missing, asked });
        }
    }
    for row in analysis.correlations.iter().filter(|row| row.subset == Subset::Own) {
        let scored = row.statistics.n as u64;
        if scored < FEW {
            warnings.push(Warning::FewArchitectures { proxy: row.score.clone(), scored, wanted: FEW });
        }
    }
    warnings
}

/// A name that ends in its precision, in two parts, so that the report can set one precision against the other.
fn name_and_precision(study: &Study, name: &str) -> (String, String) {
    let found = study.proxies.iter().find(|proxy| proxy.name == name);
    if let Some(ProxyKind::Epsilon(setting)) = found.map(|proxy| &proxy.kind) {
        let precision = setting.precision.to_string();
        if let Some(stem) = name.strip_suffix(&format!("_{precision}")) {
            return (stem.to_owned(), precision);
        }
    }
    (name.to_owned(), String::new())
}

fn scored(column: &ProxyColumn) -> u64 {
    column.values.iter().filter(|value| !value.is_nan()).count() as u64
}

fn reasons(column: &ProxyColumn) -> Vec<(String, u64)> {
    missing_by_reason(column)
        .into_iter()
        .map(|(reason, count)| (reason.replace('_', " "), count as u64))
        .collect()
}

/// How many values another one equals, and the size of the largest group of equal ones.
fn ties(values: &[f64]) -> (u64, u64) {
    let mut counts: HashMap<u64, u64> = HashMap::new();
    for value in values.iter().filter(|value| !value.is_nan()) {
        *counts.entry(value.to_bits()).or_default() += 1;
    }
    // Sums and maxima do not depend on the order of the map.
    counts.into_values().fold((0, 0), |(tied, largest), count| {
        (if count > 1 { tied + count } else { tied }, largest.max(count))
    })
}
