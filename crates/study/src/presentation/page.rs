use report::{CorrelationRow, CoverageRow, Page, findings};

use super::rows::{correlation_rows, correlation_tables, reasons, scored};
use super::titles::titled;
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
    let shown = titled(study, analysis);
    Page {
        title: format!("How well do training-free scores rank {}?", study.space.name()),
        study: study.name.clone(),
        findings: study.labels.iter().flat_map(|label| said(study, &shown, label.shown())).collect(),
        correlations: correlation_tables(study, analysis),
        coverage: shown
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
        figures_first: false,
        figures: figures(study, data, &shown).into(),
        tables: tables(&shown.correlations, &shown.details),
        commands: vec!["epsilon run config.yaml".to_owned()],
        config_yaml: config,
        environment,
    }
}

/// Up to this many proxies are spoken of one by one, the user's own first, then the best. Of more, and where `against`
/// names one, the user's own alone: the table has the rest.
const SPOKEN_OF: usize = 6;

fn said(study: &Study, analysis: &Analysis, label: &str) -> Vec<String> {
    let against = study.statistics.comparisons.against.as_deref();
    let own = |proxy: &Proxy| match against {
        Some(against) => proxy.name == against,
        None => matches!(proxy.kind, ProxyKind::Epsilon(_)),
    };
    let few = against.is_none() && study.proxies.len() <= SPOKEN_OF;
    let rows = correlation_rows(study, analysis, label);
    let of = |wanted: &dyn Fn(&Proxy) -> bool| {
        let rows = study.proxies.iter().zip(&rows).filter(|(proxy, _)| wanted(proxy));
        rows.map(|(_, row)| row.clone()).collect::<Vec<CorrelationRow>>()
    };
    let mut others = if few { of(&|proxy| !own(proxy)) } else { Vec::new() };
    others.sort_by(|a, b| b.goodness().total_cmp(&a.goodness()));
    let mut sentences = findings(&[of(&own), others].concat());
    let names = |wanted: &dyn Fn(&Proxy) -> bool| -> Vec<&str> {
        study.proxies.iter().filter(|proxy| wanted(proxy)).map(Proxy::shown).collect()
    };
    let (own, spoken) = (names(&own), names(&|proxy| few || own(proxy)));
    sentences.extend(further_findings(&analysis.correlations, &analysis.details, label, &own, &spoken));
    sentences
}
