use benchmark::Skipped;
use epsilon::Precision;
use report::{Warning, thousands};

use super::rows::{reasons, scored};
use crate::Data;
use crate::analysis::{Analysis, Subset};
use crate::checked::{ProxyKind, Study};

/// Fewer architectures than this make every coefficient shaky: the standard error of a rho of zero is 0.1.
const FEW: u64 = 100;

/// What may mislead a reader of the numbers.
pub fn warnings(study: &Study, data: &Data, analysis: &Analysis) -> Vec<Warning> {
    let asked = data.architectures.len() as u64;
    let mut warnings: Vec<Warning> = data.skipped.iter().map(skipped).collect();
    warnings.extend(missing(study, analysis, asked));
    warnings.extend(ties(analysis));
    for label in &analysis.labels {
        let missing = label.values.iter().filter(|value| value.is_nan()).count() as u64;
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

/// Records that were left out.
pub fn skipped(skipped: &Skipped) -> Warning {
    let first = skipped.first.first().map(String::as_str).unwrap_or_default();
    let records = if skipped.count == 1 { "record was" } else { "records were" };
    Warning::Other {
        cause: format!(
            "{} damaged {records} skipped in {}, the first: {first}",
            skipped.count,
            skipped.path.display()
        ),
        advice:
            "what they say is missing; fetch the file again, or let `bad_records: stop` end the run at the \
                 first one"
                .to_owned(),
    }
}

/// Why scores are missing, and how many.
type Reasons = Vec<(String, u64)>;

/// Proxies that miss as many scores for the same reasons share a warning.
fn missing(study: &Study, analysis: &Analysis, asked: u64) -> Vec<Warning> {
    let mut groups: Vec<(Reasons, Vec<&str>)> = Vec::new();
    for column in &analysis.proxies {
        let reasons = reasons(column);
        match groups.iter_mut().find(|(other, _)| *other == reasons) {
            _ if scored(column) == asked => {}
            Some((_, proxies)) => proxies.push(&column.name),
            None => groups.push((reasons, vec![&column.name])),
        }
    }
    groups
        .into_iter()
        .map(|(reasons, proxies)| {
            let proxy = proxies.join(", ");
            let missing = reasons.iter().map(|(_, count)| count).sum();
            if reasons.iter().all(|(reason, _)| reason == "not in table") {
                return Warning::Other {
                    cause: format!(
                        "{} of {} architectures have no {proxy} score in the files",
                        thousands(missing),
                        thousands(asked)
                    ),
                    advice: "quote the coverage with every coefficient, and compare proxies on their common \
                             architectures only"
                        .to_owned(),
                };
            }
            let single_precision = proxies.iter().any(|name| in_single_precision(study, name));
            Warning::MissingScores { proxy, missing, asked, reasons, single_precision }
        })
        .collect()
}

fn in_single_precision(study: &Study, name: &str) -> bool {
    study.proxies.iter().filter(|proxy| proxy.name == name).any(
        |proxy| matches!(&proxy.kind, ProxyKind::Epsilon(setting) if setting.precision == Precision::F32),
    )
}

/// One in so many scores must be tied to be worth a warning.
const WORTH: u64 = 100;

/// Proxies that tie alike share a warning.
fn ties(analysis: &Analysis) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut groups: Vec<(rankstats::Ties, Vec<&str>)> = Vec::new();
    for row in analysis.details.ties.iter().filter(|row| !row.is_label) {
        let (proxy, scored) = (row.column.as_str(), row.ties.n as u64);
        if scored > 1 && row.ties.is_constant() {
            let column = analysis.proxies.iter().find(|column| column.name == proxy);
            let value = column.and_then(|column| column.values.iter().copied().find(|value| !value.is_nan()));
            let value = value.unwrap_or(f64::NAN);
            warnings.push(Warning::ConstantScore { proxy: proxy.to_owned(), value, scored });
        } else if row.ties.tied as u64 * WORTH >= scored.max(1) {
            match groups.iter_mut().find(|(ties, _)| *ties == row.ties) {
                Some((_, proxies)) => proxies.push(proxy),
                None => groups.push((row.ties, vec![proxy])),
            }
        }
    }
    warnings.extend(groups.into_iter().map(|(ties, proxies)| Warning::Ties {
        proxy: proxies.join(", "),
        tied: ties.tied as u64,
        largest_group: ties.largest as u64,
        scored: ties.n as u64,
    }));
    warnings
}
