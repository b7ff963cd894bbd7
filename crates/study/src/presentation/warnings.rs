use benchmark::Skipped;
use epsilon::Precision;
use report::{Warning, thousands};

use super::rows::{reasons, scored};
use super::titles::titled;
use crate::analyse::Analysis;
use analysis::{Correlation, LabelValues, ProxyColumn, Subset, TieRow};
use config::{Label, Proxy, ProxyKind, Study};
use data::Data;

/// Fewer architectures than this make every coefficient shaky: the standard error of a rho of zero is 0.1.
const FEW: u64 = 100;

/// What may mislead a reader of a study's numbers.
pub fn warnings(study: &Study, data: &Data, analysis: &Analysis) -> Vec<Warning> {
    let analysis = titled(study, analysis);
    let mut warnings: Vec<Warning> = data.skipped.iter().map(skipped).collect();
    warnings.extend(directions(study));
    // Counts of a graph tie by nature: only that all are the same is worth a word.
    let counts: Vec<&str> = study
        .proxies
        .iter()
        .filter(|proxy| matches!(proxy.kind, ProxyKind::Graph(_)))
        .map(Proxy::shown)
        .collect();
    let mut ties = analysis.details.ties.clone();
    ties.retain(|row| row.is_label || row.ties.is_constant() || !counts.contains(&row.column.as_str()));
    warnings.extend(of_columns(
        &analysis.proxies,
        &analysis.labels,
        &analysis.correlations,
        &ties,
        |proxy| in_single_precision(study, proxy),
    ));
    warnings
}

/// What may mislead a reader of correlations of these columns. `single` says which proxies were scored in single precision.
pub fn of_columns(
    proxies: &[ProxyColumn],
    labels: &[LabelValues],
    correlations: &[Correlation],
    tie_rows: &[TieRow],
    single: impl Fn(&str) -> bool,
) -> Vec<Warning> {
    let asked = proxies.first().map_or(0, |column| column.values.len()) as u64;
    let mut warnings = missing(proxies, asked, single);
    warnings.extend(ties(proxies, tie_rows));
    for label in labels {
        let missing = label.values.iter().filter(|value| value.is_nan()).count() as u64;
        if missing * 2 > asked {
            warnings.push(mostly_unlabelled(&label.name, asked - missing, asked));
        } else if missing > 0 {
            warnings.push(Warning::PartialLabel { label: label.name.clone(), missing, asked });
        }
        let constant = tie_rows.iter().find(|row| row.is_label && row.column == label.name);
        if constant.is_some_and(|row| row.ties.n > 1 && row.ties.is_constant()) {
            warnings.push(Warning::Other {
                cause: format!("all {} labels are the same, so nothing can rank them", label.name),
                advice: "choose another column".to_owned(),
            });
        }
    }
    for row in correlations.iter().filter(|row| row.subset == Subset::Own) {
        let scored = row.statistics.n as u64;
        if scored < FEW {
            warnings.push(Warning::FewArchitectures { proxy: row.score.clone(), scored, wanted: FEW });
        }
    }
    warnings
}

/// A label that fewer than half have: what is said is of a part that the label chose, not of what was asked for.
fn mostly_unlabelled(label: &str, labelled: u64, asked: u64) -> Warning {
    Warning::Other {
        cause: format!(
            "only {} of {} architectures have the label {label}",
            thousands(labelled),
            thousands(asked)
        ),
        advice: "all coefficients are of these few; check the key column of the label table, or have a study score what has \
                 labels: `architectures: {sample: N, of: labelled}` or `{file: TABLE, key: COLUMN}`"
            .to_owned(),
    }
}

/// Labels whose direction may not be what is meant.
pub fn directions(study: &Study) -> Vec<Warning> {
    let doubt = |label: &Label| {
        Some(Warning::DoubtfulDirection { label: label.name.clone(), word: label.doubt?.to_owned() })
    };
    study.labels.iter().filter_map(doubt).collect()
}

/// Records that were left out, or were never there.
pub fn skipped(skipped: &Skipped) -> Warning {
    let first = skipped.first.first().map(String::as_str).unwrap_or_default();
    if let Some(listed) = skipped.listed {
        return Warning::Other {
            cause: format!(
                "{} lists {} architectures, but has no results of {} of them, the first: {first}",
                skipped.path.display(),
                thousands(listed),
                thousands(skipped.count)
            ),
            advice: "their labels are missing; is the release unpacked in full?".to_owned(),
        };
    }
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
fn missing(proxies: &[ProxyColumn], asked: u64, single: impl Fn(&str) -> bool) -> Vec<Warning> {
    let mut groups: Vec<(Reasons, Vec<&str>)> = Vec::new();
    for column in proxies {
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
            let single_precision = proxies.iter().any(|name| single(name));
            Warning::MissingScores { proxy, missing, asked, reasons, single_precision }
        })
        .collect()
}

fn in_single_precision(study: &Study, name: &str) -> bool {
    study.proxies.iter().filter(|proxy| proxy.shown() == name).any(
        |proxy| matches!(&proxy.kind, ProxyKind::Epsilon(setting) if setting.precision == Precision::F32),
    )
}

/// One in so many scores must be tied to be worth a warning.
const WORTH: u64 = 100;

/// Proxies that tie alike share a warning.
fn ties(proxies: &[ProxyColumn], rows: &[TieRow]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut groups: Vec<(rankstats::Ties, Vec<&str>)> = Vec::new();
    for row in rows.iter().filter(|row| !row.is_label) {
        let (proxy, scored) = (row.column.as_str(), row.ties.n as u64);
        if scored > 1 && row.ties.is_constant() {
            let column = proxies.iter().find(|column| column.name == proxy);
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
