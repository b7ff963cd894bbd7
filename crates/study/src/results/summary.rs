use std::path::Path;

use serde_json::{Value, json};

use super::records::{comparison, correlation, missing, noise, tie};
use crate::Error;
use crate::analyse::Analysis;
use crate::run_folder::write_text;
use analysis::missing_by_reason;
use config::Study;
use sweep::store::Fingerprint;

/// Writes `summary.json`: coverage by reason and all correlations.
pub(crate) fn write_summary(
    path: &Path,
    study: &Study,
    fingerprint: &Fingerprint,
    analysis: &Analysis,
) -> Result<(), Error> {
    let proxies: Vec<Value> = analysis
        .proxies
        .iter()
        .map(|proxy| {
            let missing: serde_json::Map<String, Value> = missing_by_reason(proxy)
                .into_iter()
                .map(|(reason, count)| (reason.to_owned(), json!(count)))
                .collect();
            let scored = proxy.values.iter().filter(|value| !value.is_nan()).count();
            json!({"name": proxy.name, "n_total": proxy.values.len(), "n_scored": scored, "missing": missing})
        })
        .collect();
    let details = &analysis.details;
    let summary = json!({
        "study": study.name,
        "space": study.space.name(),
        "fingerprint": fingerprint.checksum(),
        "architectures": analysis.graphs.len(),
        "scored_by_every_proxy": analysis.common,
        "proxies": proxies,
        "clusters": details.clusters.as_ref().map(|clusters| json!({
            "kind": clusters.kind,
            "count": clusters.count,
            "largest": clusters.largest,
        })),
        "correlations": analysis.correlations.iter().map(correlation).collect::<Vec<_>>(),
        "missing_scores": details.missing.iter().map(missing).collect::<Vec<_>>(),
        "comparisons": details.comparisons.iter().map(comparison).collect::<Vec<_>>(),
        "label_noise": details.noise.iter().map(noise).collect::<Vec<_>>(),
        "ties": details.ties.iter().map(tie).collect::<Vec<_>>(),
    });
    Ok(write_text(path, &format!("{summary:#}\n"))?)
}
