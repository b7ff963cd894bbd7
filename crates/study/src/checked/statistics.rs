use super::ZeroScores;
use super::names::{name_of, one_of};
use crate::config::{ComparisonsConfig, IntervalsConfig, StatisticsConfig};

/// What is computed from scores and labels, checked.
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
    /// What partial correlations are given, by name.
    pub partial: Vec<String>,
    /// What becomes of scores that are exactly zero.
    pub zero_scores: ZeroScores,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalMethod {
    /// Quantiles of the bootstrap.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// Holm: the chance of one false finding or more.
    Holm,
    /// Benjamini and Hochberg: the expected part of false findings.
    BenjaminiHochberg,
    /// As they are.
    None,
}

/// The largest number of resamples or permutations: a slip of the finger shouldn't take days.
const MOST_RESAMPLES: u64 = 1_000_000;
/// The methods of intervals as a config names them.
pub const METHODS: [(&str, IntervalMethod); 6] = [
    ("percentile", IntervalMethod::Percentile),
    ("bca", IntervalMethod::Bca),
    ("fisher", IntervalMethod::Fisher),
    ("bonett-wright", IntervalMethod::BonettWright),
    ("fieller", IntervalMethod::Fieller),
    ("none", IntervalMethod::None),
];
const CLUSTERS: [(&str, Clusters); 3] =
    [("functions", Clusters::Functions), ("isomorphism", Clusters::Isomorphism), ("none", Clusters::None)];
/// The tests as a config names them.
pub const TESTS: [(&str, ComparisonTest); 5] = [
    ("williams", ComparisonTest::Williams),
    ("steiger", ComparisonTest::Steiger),
    ("meng", ComparisonTest::Meng),
    ("zou", ComparisonTest::Zou),
    ("bootstrap", ComparisonTest::Bootstrap),
];
/// The corrections as a config names them.
pub const CORRECTIONS: [(&str, Correction); 3] =
    [("holm", Correction::Holm), ("bh", Correction::BenjaminiHochberg), ("none", Correction::None)];

/// The path of the wrong field, and what is wrong with it.
pub type StatisticsProblem = (&'static [&'static str], String);

impl Statistics {
    /// Checks the settings for a study with these proxies. `functions` says whether it can tell which architectures
    /// compute the same function.
    ///
    /// # Errors
    /// At the first setting that is wrong.
    pub fn check(
        config: &StatisticsConfig,
        proxies: &[String],
        functions: bool,
    ) -> Result<Self, StatisticsProblem> {
        let clusters = match config.clusters.as_deref() {
            None if functions => Clusters::Functions,
            None => Clusters::Isomorphism,
            Some(name) => {
                one_of("a kind of cluster", name, &CLUSTERS).map_err(|problem| (CLUSTER_PATH, problem))?
            }
        };
        if clusters == Clusters::Functions && !functions {
            let problem = "only an epsilon proxy can tell which architectures compute the same function, and there is \
                           none: use isomorphism or none";
            return Err((CLUSTER_PATH, problem.to_owned()));
        }
        let top_k = config.top_k.clone().unwrap_or_else(|| vec![10, 64, 100]);
        if top_k.contains(&0) {
            return Err((&["top_k"], "the best 0 architectures are nothing to look at".to_owned()));
        }
        let bands = config.bands.unwrap_or(10);
        if bands > 1_000 {
            return Err((&["bands"], format!("{bands} is out of range: 0 to 1000")));
        }
        let partial = config.partial.clone().unwrap_or_else(|| vec!["params".to_owned()]);
        for name in &partial {
            if !["params", "flops"].contains(&name.as_str()) && !proxies.contains(name) {
                let sizes = ["params", "flops"];
                let others = proxies.iter().map(String::as_str).filter(|name| !sizes.contains(name));
                let known: Vec<&str> = sizes.into_iter().chain(others).collect();
                return Err((&["partial"], crate::config::suggest::unknown("a size or proxy", name, &known)));
            }
        }
        let zero_scores = ZeroScores::parse(config.zero_scores.as_deref())
            .map_err(|problem| (&["zero_scores"] as &[_], problem))?;
        if config.permutations > MOST_RESAMPLES {
            return Err((
                &["permutations"],
                format!("{} is out of range: 0 to {MOST_RESAMPLES}", config.permutations),
            ));
        }
        Ok(Self {
            common_subset: config.common_subset,
            intervals: Intervals::check(&config.intervals)?,
            clusters,
            comparisons: Comparisons::check(&config.comparisons, proxies)?,
            top_k: top_k.into_iter().map(|k| k as usize).collect(),
            bands: bands as usize,
            partial,
            zero_scores,
            missing_ranked: config.missing_ranked,
            permutations: config.permutations as usize,
        })
    }

    /// The settings as a config, with nothing left to a default but the number of resamples and their seed.
    pub(crate) fn resolved(&self) -> StatisticsConfig {
        StatisticsConfig {
            common_subset: self.common_subset,
            intervals: IntervalsConfig {
                method: Some(name_of(&METHODS, &self.intervals.method)),
                level: Some(self.intervals.level),
                resamples: self.intervals.resamples.map(|count| count as u64),
                seed: self.intervals.seed,
            },
            clusters: Some(name_of(&CLUSTERS, &self.clusters)),
            comparisons: ComparisonsConfig {
                tests: Some(self.comparisons.tests.iter().map(|test| name_of(&TESTS, test)).collect()),
                correction: Some(name_of(&CORRECTIONS, &self.comparisons.correction)),
                against: self.comparisons.against.clone(),
            },
            top_k: Some(self.top_k.iter().map(|k| *k as u64).collect()),
            bands: Some(self.bands as u64),
            partial: Some(self.partial.clone()),
            zero_scores: Some(self.zero_scores.name()),
            missing_ranked: self.missing_ranked,
            permutations: self.permutations as u64,
        }
    }
}

const CLUSTER_PATH: &[&str] = &["clusters"];

impl Intervals {
    fn check(config: &IntervalsConfig) -> Result<Self, StatisticsProblem> {
        let method = match config.method.as_deref() {
            None => IntervalMethod::Percentile,
            Some(name) => one_of("a method for intervals", name, &METHODS)
                .map_err(|problem| (&["intervals", "method"] as &[_], problem))?,
        };
        let level = config.level.unwrap_or(0.95);
        if !(level > 0.0 && level < 1.0) {
            let problem = format!("{level} is not between 0 and 1: give a fraction such as 0.95");
            return Err((&["intervals", "level"], problem));
        }
        let resamples = config.resamples;
        if resamples.is_some_and(|count| !(2..=MOST_RESAMPLES).contains(&count)) {
            let problem = format!("{} is out of range: 2 to {MOST_RESAMPLES}", resamples.unwrap_or_default());
            return Err((&["intervals", "resamples"], problem));
        }
        let resamples = resamples.map(|count| count as usize);
        Ok(Self { method, level, resamples, seed: config.seed })
    }
}

impl Comparisons {
    fn check(config: &ComparisonsConfig, proxies: &[String]) -> Result<Self, StatisticsProblem> {
        let tests = match &config.tests {
            None => TESTS.iter().map(|(_, test)| *test).collect(),
            Some(names) => names
                .iter()
                .map(|name| one_of("a test", name, &TESTS))
                .collect::<Result<Vec<_>, _>>()
                .map_err(|problem| (&["comparisons", "tests"] as &[_], problem))?,
        };
        let correction = match config.correction.as_deref() {
            None => Correction::Holm,
            Some(name) => one_of("a correction", name, &CORRECTIONS)
                .map_err(|problem| (&["comparisons", "correction"] as &[_], problem))?,
        };
        if let Some(name) = config.against.as_ref().filter(|name| !proxies.contains(name)) {
            let known: Vec<&str> = proxies.iter().map(String::as_str).collect();
            let problem = crate::config::suggest::unknown("a proxy of the study", name, &known);
            return Err((&["comparisons", "against"], problem));
        }
        Ok(Self { tests, correction, against: config.against.clone() })
    }
}
