use analysis::{Clusters, Comparisons, Intervals, Statistics};

use network::Property;

use super::ZeroScores;
use crate::{ComparisonsConfig, IntervalsConfig, StatisticsConfig};

/// The largest number of resamples or permutations: a slip of the finger shouldn't take days.
const MOST_RESAMPLES: u64 = 1_000_000;
/// Numbers of the graph with few different values.
const STRATA: [Property; 3] = [Property::ShortestChain, Property::Depth, Property::Convolutions];
/// The path of the wrong field, and what is wrong with it.
pub type StatisticsProblem = (&'static [&'static str], String);

impl StatisticsConfig {
    /// Checks the settings for a study with these proxies. `functions` says whether it can tell which architectures
    /// compute the same function.
    ///
    /// # Errors
    /// At the first setting that is wrong.
    pub fn check(&self, proxies: &[String], functions: bool) -> Result<Statistics, StatisticsProblem> {
        let config = self;
        let fallback = if functions { Clusters::Functions } else { Clusters::Isomorphism };
        let clusters = config.clusters.unwrap_or(fallback);
        if clusters == Clusters::Functions && !functions {
            let problem = "only an epsilon proxy can tell which architectures compute the same function, and there is \
                           none: use isomorphism or none";
            return Err((&["clusters"], problem.to_owned()));
        }
        let top_k = config.top_k.clone().unwrap_or_else(|| vec![10, 64, 100]);
        if top_k.contains(&0) {
            return Err((&["top_k"], "the best 0 architectures are nothing to look at".to_owned()));
        }
        let bands = config.bands.unwrap_or(10);
        if bands > 1_000 {
            return Err((&["bands"], format!("{bands} is out of range: 0 to 1000")));
        }
        let strata = config.strata.as_deref().unwrap_or(Property::ShortestChain.name());
        let known = STRATA.map(Property::name);
        if strata != "none" && !known.contains(&strata) {
            let known: Vec<&str> = known.into_iter().chain(["none"]).collect();
            return Err((
                &["strata"],
                crate::typed::suggest::unknown("a number that splits into strata", strata, &known),
            ));
        }
        let partial = config.partial.clone().unwrap_or_else(|| {
            [Property::Params, Property::LiveParams].map(|property| property.name().to_owned()).to_vec()
        });
        for name in &partial {
            let sizes = Property::ALL.map(Property::name);
            if !sizes.contains(&name.as_str()) && !proxies.contains(name) {
                let others = proxies.iter().map(String::as_str).filter(|name| !sizes.contains(name));
                let known: Vec<&str> = sizes.into_iter().chain(others).collect();
                return Err((
                    &["partial"],
                    crate::typed::suggest::unknown("a number of the graph or a proxy", name, &known),
                ));
            }
        }
        if config.permutations > MOST_RESAMPLES {
            return Err((
                &["permutations"],
                format!("{} is out of range: 0 to {MOST_RESAMPLES}", config.permutations),
            ));
        }
        Ok(Statistics {
            common_subset: config.common_subset,
            intervals: config.intervals.check()?,
            clusters,
            comparisons: config.comparisons.check(proxies)?,
            top_k: top_k.into_iter().map(|k| k as usize).collect(),
            bands: bands as usize,
            strata: (strata != "none").then(|| strata.to_owned()),
            partial,
            missing_ranked: config.missing_ranked,
            permutations: config.permutations as usize,
        })
    }

    /// The settings as a config, with nothing left to a default but the number of resamples and their seed.
    pub(crate) fn resolved(checked: &Statistics, zero_scores: ZeroScores) -> Self {
        Self {
            common_subset: checked.common_subset,
            intervals: IntervalsConfig {
                method: Some(checked.intervals.method),
                level: Some(checked.intervals.level),
                resamples: checked.intervals.resamples.map(|count| count as u64),
                seed: checked.intervals.seed,
            },
            clusters: Some(checked.clusters),
            comparisons: ComparisonsConfig {
                tests: checked.comparisons.tests.clone(),
                correction: Some(checked.comparisons.correction),
                against: checked.comparisons.against.clone(),
            },
            top_k: Some(checked.top_k.iter().map(|k| *k as u64).collect()),
            bands: Some(checked.bands as u64),
            strata: Some(checked.strata.clone().unwrap_or_else(|| "none".to_owned())),
            partial: Some(checked.partial.clone()),
            zero_scores: Some(zero_scores),
            missing_ranked: checked.missing_ranked,
            permutations: checked.permutations as u64,
        }
    }
}

impl IntervalsConfig {
    fn check(&self) -> Result<Intervals, StatisticsProblem> {
        let config = self;
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
        Ok(Intervals { method: config.method.unwrap_or_default(), level, resamples, seed: config.seed })
    }
}

impl ComparisonsConfig {
    fn check(&self, proxies: &[String]) -> Result<Comparisons, StatisticsProblem> {
        let config = self;
        if let Some(name) = config.against.as_ref().filter(|name| !proxies.contains(name)) {
            let known: Vec<&str> = proxies.iter().map(String::as_str).collect();
            let problem = crate::typed::suggest::unknown("a proxy of the study", name, &known);
            return Err((&["comparisons", "against"], problem));
        }
        Ok(Comparisons {
            tests: config.tests.clone(),
            correction: config.correction.unwrap_or_default(),
            against: config.against.clone(),
        })
    }
}
