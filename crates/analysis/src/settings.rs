/// What to compute from scores and labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics {
    /// Whether to add correlations on the architectures that all proxies score.
    pub common_subset: bool,
    /// Confidence intervals of rho and tau-b.
    pub intervals: Intervals,
    /// The clusters that are drawn as one.
    pub clusters: Clusters,
    /// Tests between proxies.
    pub comparisons: Comparisons,
    /// How many best-scored architectures to consider.
    pub top_k: Vec<usize>,
    /// Number of bands of the label; 0 for none.
    pub bands: usize,
    /// Name of the graph property that splits architectures into strata, if any.
    pub strata: Option<String>,
    /// Names of the controls of partial correlations.
    pub partial: Vec<String>,
    /// Whether to add correlations with the missing scores ranked.
    pub missing_ranked: bool,
    /// Permutations for p-values; 0 for none.
    pub permutations: usize,
}

/// Confidence intervals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Intervals {
    /// How they are computed.
    pub method: IntervalMethod,
    /// Confidence level, between 0 and 1.
    pub level: f64,
    /// Number of resamples; `None` for one that depends on the number of architectures.
    pub resamples: Option<usize>,
    /// Seed of the resamples; `None` for one derived from the study's.
    pub seed: Option<u64>,
}

impl Intervals {
    /// Number of resamples for `n` architectures.
    pub fn resamples_for(&self, n: usize) -> usize {
        // With more than 50,000 architectures the interval is so narrow that 200 resamples suffice.
        self.resamples.unwrap_or(if n > 50_000 { 200 } else { 1_000 })
    }
}

/// How an interval is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IntervalMethod {
    /// Quantiles of the bootstrap.
    #[default]
    Percentile,
    /// The bootstrap, corrected for bias and acceleration.
    Bca,
    /// Fisher's z for rho, Fieller's formula for tau-b.
    Fisher,
    /// Bonett and Wright's formula for rho, Fieller's for tau-b.
    BonettWright,
    /// Fieller's formulas.
    Fieller,
    /// No intervals.
    None,
}

/// The clusters that resampling draws as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clusters {
    /// Architectures that compute the same function.
    Functions,
    /// Isomorphic architectures.
    Isomorphism,
    /// A column of a table.
    Column,
    /// Single architectures.
    None,
}

/// Tests between proxies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparisons {
    /// The tests.
    pub tests: Vec<ComparisonTest>,
    /// How p-values are corrected for multiple testing.
    pub correction: Correction,
    /// Compare with this proxy only.
    pub against: Option<String>,
}

impl Comparisons {
    /// Whether a test is asked for.
    pub fn has(&self, test: ComparisonTest) -> bool {
        self.tests.contains(&test)
    }
}

/// A test of the difference between two proxies' correlations with a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparisonTest {
    /// Williams' t.
    Williams,
    /// Steiger's Z.
    Steiger,
    /// Meng, Rosenthal and Rubin's z.
    Meng,
    /// Zou's interval of the difference.
    Zou,
    /// The paired bootstrap of the difference, for rho and tau-b.
    Bootstrap,
}

/// How p-values are corrected for multiple testing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Correction {
    /// Holm: controls the chance of any false finding.
    #[default]
    Holm,
    /// Benjamini and Hochberg: controls the expected fraction of false findings.
    BenjaminiHochberg,
    /// No correction.
    None,
}
