use std::path::Path;

use serde_json::{Value, json};

use super::write_whole;
use crate::Error;
use crate::analysis::{Analysis, Correlation, missing_by_reason};
use crate::checked::Study;
use crate::store::Fingerprint;

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
    let summary = json!({
        "study": study.name,
        "space": study.space.name(),
        "fingerprint": fingerprint.checksum(),
        "architectures": analysis.sizes.len(),
        "scored_by_every_proxy": analysis.common,
        "proxies": proxies,
        "correlations": analysis.correlations.iter().map(Correlation::to_json).collect::<Vec<_>>(),
    });
    let text = format!("{summary:#}\n");
    write_whole(path, |path| Ok(fs_err::write(path, text)?))
}

impl Correlation {
    /// The correlation as an object: `score`, `label`, `n`, `n_total`, `spearman`, `kendall_tau_b`, `weighted_tau` and
    /// the rest. A statistic that does not exist is `null`.
    pub fn to_json(&self) -> Value {
        json!({
            "score": self.score,
            "label": self.label,
            "direction": self.direction.to_string(),
            "subset": self.subset.name(),
            "n": self.statistics.n,
            "n_total": self.n_total,
            "n_labelled": self.n_labelled,
            "n_scored": self.n_scored,
            "spearman": self.statistics.rho,
            "kendall_tau_b": self.statistics.tau,
            "weighted_tau": self.weighted_tau,
            "n_top10": self.statistics.n_top10,
            "spearman_top10": self.statistics.rho_top10,
            "kendall_tau_b_top10": self.statistics.tau_top10,
            "top10_overlap": self.statistics.top10_overlap,
            "top64_in_top5": self.statistics.top64_in_top5,
        })
    }
}
