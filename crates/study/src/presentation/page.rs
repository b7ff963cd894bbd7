use report::{CorrelationRow, CoverageRow, Page, correlation_table, findings};

use super::rows::{correlation_rows, reasons, scored};
use super::{figures, further_findings, tables, warnings};
use crate::Data;
use crate::analysis::Analysis;
use crate::checked::Study;

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
            .flat_map(|(label, rows)| {
                let further = further_findings(&analysis.correlations, &analysis.details, &label.name);
                findings(rows).into_iter().chain(further)
            })
            .collect(),
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
        warnings: warnings(data, analysis),
        figures: figures(study, data, analysis),
        tables: tables(&analysis.correlations, &analysis.details),
        commands: vec!["epsilon run config.yaml".to_owned()],
        config_yaml: config,
        environment,
    }
}
