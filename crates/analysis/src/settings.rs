/// What is computed from scores and labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics {
    /// Also on the architectures that all proxies score.
    pub common_subset: bool,
    /// Confidence intervals of rho and tau-b.
    pub intervals: Intervals,
    /// What is drawn as one.
    pub clusters: Clusters,
    /// Tests between proxies.
    pub comparisons: Comparisons,
    /// How many best-scored architectures are looked at.
    pub top_k: Vec<usize>,
    /// Bands of the label; 0 for none.
    pub bands: usize,
    /// The number of the graph that splits architectures into strata, by name; `None` for none.
    pub strata: Option<String>,
    /// What partial correlations are given, by name.
    pub partial: Vec<String>,
    /// Also with the missing scores ranked.
    pub missing_ranked: bool,
    /// Permutations for p-values; 0 for none.
    pub permutations: usize,
}

/// Confidence intervals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Intervals {
    /// How they are made.
    pub method: IntervalMethod,
    /// Confidence level, between 0 and 1.
    pub level: f64,
    /// Resamples; `None` for a number that depends on how many architectures there are.
    pub resamples: Option<usize>,
    /// Seed of the resamples; `None` for one derived from the study's.
    pub seed: Option<u64>,
}

impl Intervals {
    /// Resamples for so many architectures.
    pub fn resamples_for(&self, n: usize) -> usize {
        // An interval over 50,000 architectures is so narrow that 200 resamples place its ends well enough.
        self.resamples.unwrap_or(if n > 50_000 { 200 } else { 1_000 })
    }
}

/// How an interval is made.
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

/// What is drawn as one in resampling.
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
    /// How p-values are corrected for their number.
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

/// How p-values are corrected for their number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Correction {
    /// Holm: the chance of one false finding or more.
    #[default]
    Holm,
    /// Benjamini and Hochberg: the expected part of false findings.
    BenjaminiHochberg,
    /// As they are.
    None,
}
