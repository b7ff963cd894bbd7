use analysis::{Clusters, ComparisonTest, Correction, IntervalMethod};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Words, named};
use crate::{Named, ZeroScores};

/// What is computed from scores and labels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "statistics", extend("examples" = [{"clusters": "functions", "top_k": [10, 64]}]))]
pub struct StatisticsConfig {
    /// Whether every statistic is also taken on the architectures that all proxies score.
    pub common_subset: bool,
    /// Confidence intervals of rho and tau-b.
    pub intervals: IntervalsConfig,
    /// What is drawn as one in resampling, since it is one piece of evidence: `functions` (architectures that compute
    /// the same function), `isomorphism` (isomorphic ones) or `none`. By default, `functions` where the study has an
    /// epsilon proxy, and `isomorphism` where it has none.
    #[serde(with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<Clusters>>")]
    pub clusters: Option<Clusters>,
    /// Tests between proxies, on the architectures that all of them score.
    pub comparisons: ComparisonsConfig,
    /// How many best-scored architectures are looked at, each a row of the top-k table.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(inner(range(min = 1)), extend("default" = [10, 64, 100]))]
    pub top_k: Option<Vec<u64>>,
    /// Into how many bands of equal size the label is cut, to correlate in each; 0 for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(max = 1_000), extend("default" = 10))]
    pub bands: Option<u64>,
    /// The number of the graph that splits architectures into strata, each with its own correlation: `shortest_chain` (the
    /// fewest weighted layers on a path), `depth`, `convolutions`, or `none`. Recurrent networks have no
    /// such numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["shortest_chain", "depth", "convolutions", "none", null], "default" = "shortest_chain"))]
    pub strata: Option<String>,
    /// What partial correlations are given: numbers of the graph such as `params`, `flops` or `live_params`, or proxies of the
    /// study by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = ["params", "live_params"]))]
    pub partial: Option<Vec<String>>,
    /// Whether an epsilon that is exactly zero counts: `missing` (as in the published tables, it is no score) or `keep`
    /// (it is the lowest).
    #[serde(with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<ZeroScores>>", extend("default" = "missing"))]
    pub zero_scores: Option<ZeroScores>,
    /// Whether rho and tau are also taken with the missing scores ranked worst, in the middle and best.
    pub missing_ranked: bool,
    /// Permutations for the p-value of rho and tau being no chance; 0 for none.
    #[schemars(range(max = 1_000_000))]
    pub permutations: u64,
}

/// Confidence intervals.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "intervals", extend("examples" = [{"method": "bca", "resamples": 2000}]))]
pub struct IntervalsConfig {
    /// `percentile` or `bca` (bootstraps), `fisher`, `bonett-wright` or `fieller` (formulas), or `none`.
    #[serde(with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<IntervalMethod>>", extend("default" = "percentile"))]
    pub method: Option<IntervalMethod>,
    /// Confidence level, as a fraction.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("exclusiveMinimum" = 0, "exclusiveMaximum" = 1, "default" = 0.95))]
    pub level: Option<f64>,
    /// Resamples of a bootstrap. By default, 1,000, and 200 above 50,000 architectures.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 2, max = 1_000_000), extend("examples" = [2000]))]
    pub resamples: Option<u64>,
    /// Seed of the resamples. By default, derived from the study's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = [0]))]
    pub seed: Option<u64>,
}

/// Tests between proxies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "comparisons", extend("examples" = [{"tests": ["bootstrap"], "against": "epsilon_f32"}]))]
pub struct ComparisonsConfig {
    /// Any of `williams`, `steiger`, `meng`, `zou` (formulas for rho) and `bootstrap` (paired, rho and tau-b); an
    /// empty list for none.
    #[serde(with = "named::list")]
    #[schemars(with = "Vec<Words<ComparisonTest>>")]
    pub tests: Vec<ComparisonTest>,
    /// How p-values of a table are corrected for their number: `holm`, `bh` (Benjamini-Hochberg) or `none`.
    #[serde(with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<Correction>>", extend("default" = "holm"))]
    pub correction: Option<Correction>,
    /// Compare only with this proxy. By default, every proxy with every other.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["epsilon_f32"]))]
    pub against: Option<String>,
}

impl Default for ComparisonsConfig {
    fn default() -> Self {
        let tests = ComparisonTest::all().into_iter().map(|(_, test)| test).collect();
        Self { tests, correction: None, against: None }
    }
}

impl Default for StatisticsConfig {
    fn default() -> Self {
        Self {
            common_subset: true,
            intervals: IntervalsConfig::default(),
            clusters: None,
            comparisons: ComparisonsConfig::default(),
            top_k: None,
            bands: None,
            strata: None,
            partial: None,
            zero_scores: None,
            missing_ranked: true,
            permutations: 0,
        }
    }
}
