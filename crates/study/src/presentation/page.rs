use report::{CorrelationRow, CoverageRow, Page, findings};

use super::rows::{correlation_rows, correlations, reasons, scored};
use super::{figures, further_findings, tables, warnings};
use crate::analyse::Analysis;
use config::{Proxy, ProxyKind, Study};
use data::Data;

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
        findings: study
            .labels
            .iter()
            .zip(&rows)
            .flat_map(|(label, rows)| said(study, analysis, &label.name, rows))
            .collect(),
        correlations: study
            .labels
            .iter()
            .zip(&rows)
            .map(|(label, rows)| {
                let caption = format!("Rank correlation with {} ({})", label.name, label.direction);
                correlations(caption, rows, &analysis.correlations, &label.name)
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
        figures: figures(study, data, analysis).into(),
        tables: tables(&analysis.correlations, &analysis.details),
        commands: vec!["epsilon run config.yaml".to_owned()],
        config_yaml: config,
        environment,
    }
}

/// Up to this many proxies are spoken of one by one; of more, only epsilon's settings: the table has the rest.
const SPOKEN_OF: usize = 6;

fn said(study: &Study, analysis: &Analysis, label: &str, rows: &[CorrelationRow]) -> Vec<String> {
    let few = study.proxies.len() <= SPOKEN_OF;
    let epsilon = |proxy: &&Proxy| matches!(proxy.kind, ProxyKind::Epsilon(_));
    let speaks_of = |name: &str| few || study.proxies.iter().filter(epsilon).any(|proxy| proxy.name == name);
    let rows: Vec<CorrelationRow> = study
        .proxies
        .iter()
        .zip(rows)
        .filter(|(proxy, _)| speaks_of(&proxy.name))
        .map(|(_, row)| row.clone())
        .collect();
    let mut sentences = findings(&rows);
    sentences.extend(further_findings(&analysis.correlations, &analysis.details, label, speaks_of));
    sentences
}
