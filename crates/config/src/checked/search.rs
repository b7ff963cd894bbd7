use std::fmt;

use super::Checker;
use crate::{
    Config, ConfigError, ConfigText, Named, PathStep, SearchConfig, SearchSettings, StatisticsConfig, Study,
    named,
};

use PathStep::{Element, Field};

/// How a space is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// What is drawn is trained.
    Random,
    /// Ageing evolution.
    Evolution,
}

named!(Method, "a method of search", "random" => Random, "evolution" => Evolution);

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word())
    }
}

/// A search whose settings are sound. Made by [`SearchConfig::check`]; no data file was opened yet.
#[derive(Clone)]
pub struct Search {
    /// Space, architectures, proxies and labels.
    pub study: Study,
    /// How is searched: each method once, the numbers within sound bounds.
    pub settings: SearchSettings,
    /// The config with every default filled in: running it gives the same search.
    pub resolved: SearchConfig,
}

impl SearchConfig {
    /// Checks every setting; no file but the config is touched.
    ///
    /// # Errors
    /// At the first setting that is wrong; the error names line and field and says what would be right.
    pub fn check(self, source: &ConfigText) -> Result<Search, ConfigError> {
        let common = Config {
            study: self.study.clone(),
            seed: self.seed,
            space: self.space.clone(),
            batch: self.batch.clone(),
            proxies: self.proxies.clone(),
            labels: self.labels.clone(),
            statistics: StatisticsConfig::default(),
            figures: self.figures.clone(),
        };
        let (base, entry) = Checker { source, config: &common }.base()?;
        let study = if self.proxies.is_empty() { base } else { common.check(source)? };
        if self.labels.is_empty() {
            let problem = "a search needs a label: what training an architecture tells";
            return Err(source.error(&[Field("labels")], problem));
        }
        check(source, &self.search, entry.count(&self.space.architectures))?;
        let resolved = SearchConfig {
            space: study.resolved.space.clone(),
            batch: None,
            proxies: study.resolved.proxies.clone(),
            labels: study.resolved.labels.clone(),
            figures: study.resolved.figures.clone(),
            ..self.clone()
        };
        Ok(Search { study, settings: self.search, resolved })
    }
}

/// `most` is how many architectures may have labels, where that is known.
fn check(source: &ConfigText, settings: &SearchSettings, most: Option<usize>) -> Result<(), ConfigError> {
    let error = |field: &str, problem: String| source.error(&[Field("search"), Field(field)], problem);
    for (field, value, range) in [
        ("runs", settings.runs, 2..=1_000_000),
        ("budget", settings.budget, 1..=1_000_000),
        ("pool", settings.pool, 1..=10_000_000),
        ("population", settings.population, 2..=1_000_000),
        ("tournament", settings.tournament, 1..=1_000_000),
    ] {
        if !range.contains(&value) {
            let (low, high) = range.into_inner();
            return Err(error(field, format!("{value} is out of range: {low} to {high}")));
        }
    }
    // Every run's curve is kept until the quartiles are taken.
    if settings.runs.saturating_mul(settings.budget) > 1 << 28 {
        let problem = format!("{} runs of {} are too many numbers", settings.runs, settings.budget);
        return Err(error("runs", problem));
    }
    for (position, method) in settings.methods.iter().enumerate() {
        if settings.methods[..position].contains(method) {
            let path = [Field("search"), Field("methods"), Element(position)];
            return Err(source.error(&path, format!("`{method}` stands twice")));
        }
    }
    for (position, size) in settings.best_of.iter().enumerate() {
        if *size == 0 || settings.best_of[..position].contains(size) {
            let problem =
                if *size == 0 { "the best of none".to_owned() } else { format!("{size} stands twice") };
            return Err(source.error(&[Field("search"), Field("best_of"), Element(position)], problem));
        }
        if let Some(most) = most.filter(|most| size > most) {
            let problem = format!("the best of {size} can't be drawn from the {most} architectures searched");
            return Err(source.error(&[Field("search"), Field("best_of"), Element(position)], problem));
        }
    }
    Ok(())
}
