use std::collections::HashMap;

use analysis::Statistics;
use batch::InputKind;
use network::Property;

use super::{BadRecords, Label, Proxy, Study};
use crate::spaces::{self, SpaceEntry, SpaceOptions};
use crate::{Config, ConfigError, ConfigText, PathStep, SpaceConfig, StatisticsConfig, suggest};

use PathStep::{Element, Field};

/// Image sides that networks can take, as far as their space does not restrict it further: the smaller ones are halved
/// twice.
const IMAGE_SIZES: std::ops::RangeInclusive<usize> = 4..=512;
/// Bytes of a proxy's or a label's name: a file is named after one of each, and systems take 255 bytes.
const LONGEST_NAME: usize = 100;
/// No data set has more classes and no text more words.
const MOST_CLASSES: usize = 1 << 20;

impl Config {
    /// Checks every setting; no file but the config is touched.
    ///
    /// # Errors
    /// At the first setting that is wrong; the error names line and field and says what would be right.
    pub fn check(self, source: &ConfigText) -> Result<Study, ConfigError> {
        Checker { source, config: &self }.study()
    }
}

/// Checks a config, or what configs of other commands have in common with it.
pub(crate) struct Checker<'a> {
    pub(crate) source: &'a ConfigText,
    pub(crate) config: &'a Config,
}

impl Checker<'_> {
    fn study(&self) -> Result<Study, ConfigError> {
        self.study_name()?;
        let (entry, input, classes) = self.space()?;
        let proxies = self.proxies(entry, input)?;
        self.assemble(entry, input, classes, proxies)
    }

    /// The study without any proxies, for configs that have none.
    pub(crate) fn base(&self) -> Result<(Study, &'static SpaceEntry), ConfigError> {
        self.study_name()?;
        let (entry, input, classes) = self.space()?;
        Ok((self.assemble(entry, input, classes, Vec::new())?, entry))
    }

    fn assemble(
        &self,
        entry: &SpaceEntry,
        input: InputKind,
        classes: usize,
        proxies: Vec<Proxy>,
    ) -> Result<Study, ConfigError> {
        let config = self.config;
        let labels = self.labels()?;
        self.stratify(input, &labels)?;
        let statistics = self.statistics(&proxies)?;
        let zero_scores = config.statistics.zero_scores.unwrap_or_default();
        let figures = super::figures::check(&config.figures)
            .map_err(|(field, problem)| self.source.error(&[Field("figures"), Field(field)], problem))?;
        let resolved = Config {
            study: config.study.clone(),
            seed: config.seed,
            space: SpaceConfig {
                name: entry.name.to_owned(),
                image_size: input.image_size(),
                classes: Some(classes),
                recipes: config.space.recipes.clone(),
                bad_records: config.space.bad_records,
                architectures: config.space.architectures.clone(),
            },
            batch: None,
            proxies: proxies.iter().map(Proxy::resolved).collect(),
            labels: labels.iter().map(Label::resolved).collect(),
            statistics: StatisticsConfig::resolved(&statistics, zero_scores),
            figures: super::figures::resolved(&figures),
        };
        Ok(Study {
            name: config.study.clone(),
            seed: config.seed,
            space: (entry.open)(SpaceOptions {
                input,
                recipes: config.space.recipes.clone(),
                skip: config.space.bad_records == Some(BadRecords::Skip),
            }),
            recipes: config.space.recipes.clone(),
            input,
            classes,
            architectures: config.space.architectures.clone(),
            proxies,
            labels,
            statistics,
            zero_scores,
            figures,
            resolved,
        })
    }

    fn study_name(&self) -> Result<(), ConfigError> {
        let name = &self.config.study;
        let sound = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        if !name.is_empty() && name.len() <= 100 && !name.starts_with('.') && name.chars().all(sound) {
            return Ok(());
        }
        let problem = format!(
            "`{name}` can't name a folder: use up to 100 letters, digits, `-`, `_` and `.`, not beginning with `.`"
        );
        Err(self.source.error(&[Field("study")], problem))
    }

    fn space(&self) -> Result<(&'static SpaceEntry, InputKind, usize), ConfigError> {
        let space = &self.config.space;
        let error = |field, problem| self.source.error(&[Field("space"), Field(field)], problem);
        let entry = spaces::find(&space.name).ok_or_else(|| {
            error("name", suggest::unknown("a search space", &space.name, &spaces::names()))
        })?;
        let input = match (entry.input, space.image_size) {
            (InputKind::Images { size }, given) => {
                let size = given.unwrap_or(size);
                if !IMAGE_SIZES.contains(&size) {
                    let (low, high) = IMAGE_SIZES.into_inner();
                    return Err(error("image_size", format!("{size} is out of range: {low} to {high}")));
                }
                if size % entry.side != 0 {
                    let problem = format!(
                        "{size} is not a multiple of {}, so the networks of {} can't halve such images as often as they \
                         do: use {} or {}",
                        entry.side,
                        entry.name,
                        size / entry.side * entry.side,
                        size.next_multiple_of(entry.side)
                    );
                    return Err(error("image_size", problem));
                }
                InputKind::Images { size }
            }
            (InputKind::Text, None) => InputKind::Text,
            (InputKind::Text, Some(_)) => {
                let problem = format!("the networks of {} read text: leave it out", entry.name);
                return Err(error("image_size", problem));
            }
        };
        let classes = space.classes.unwrap_or(entry.classes);
        if !(1..=MOST_CLASSES).contains(&classes) {
            return Err(error("classes", format!("{classes} is out of range: 1 to {MOST_CLASSES}")));
        }
        self.recipes(entry)?;
        if space.architectures.sample == Some(0) {
            return Err(error("architectures", "a sample of 0 is nothing to score".to_owned()));
        }
        if space.architectures.are_labelled() && self.config.labels.is_empty() {
            let problem = "there is no label to have: give `labels`, or leave `of: labelled` out";
            return Err(error("architectures", problem.to_owned()));
        }
        if let (Some(wanted), Some(available)) = (space.architectures.sample, entry.size)
            && wanted > available
            && space.architectures.file().is_none()
        {
            let problem = format!("{} has {available} architectures, fewer than {wanted}", entry.name);
            let path = [Field("space"), Field("architectures"), Field("sample")];
            return Err(self.source.error(&path, problem));
        }
        Ok((entry, input, classes))
    }

    /// A sample is stratified by a number of the graph, or by a label where all of them are known.
    fn stratify(&self, input: InputKind, labels: &[Label]) -> Result<(), ConfigError> {
        let which = &self.config.space.architectures;
        let Some(name) = &which.stratify else { return Ok(()) };
        let graph =
            Property::ALL.into_iter().filter(|property| input != InputKind::Text || !property.is_of_images());
        let mut known: Vec<&str> = graph.map(Property::name).collect();
        let error = |problem| {
            Err(self.source.error(&[Field("space"), Field("architectures"), Field("stratify")], problem))
        };
        if which.are_labelled() {
            if known.contains(&name.as_str()) && labels.iter().any(|label| label.name == *name) {
                return error(format!(
                    "`{name}` is a number of the graph and a label: give the label another `name`"
                ));
            }
            known.extend(labels.iter().map(|label| label.name.as_str()));
        }
        if known.contains(&name.as_str()) {
            return Ok(());
        }
        error(suggest::unknown("a number that splits a sample into strata", name, &known))
    }

    /// A space whose architectures are in a file needs it, and others take none.
    fn recipes(&self, entry: &SpaceEntry) -> Result<(), ConfigError> {
        let space = &self.config.space;
        let error = |field, problem| Err(self.source.error(&[Field("space"), Field(field)], problem));
        match (&space.recipes, &space.architectures) {
            (Some(_), _) if entry.size.is_some() => {
                error("recipes", format!("{} has an enumeration of its own: leave it out", entry.name))
            }
            (None, _) if space.bad_records.is_some() => error(
                "bad_records",
                "it is about the file of recipes: give space.recipes, or leave it out".to_owned(),
            ),
            // Commands without a config file name the architectures themselves.
            (None, architectures)
                if entry.size.is_none() && architectures.file().is_none() && !self.source.name.is_empty() =>
            {
                let problem = format!(
                    "{} has no list of all its architectures: give space.recipes, a file with a recipe a line or \
                     training logs, or `architectures: {{file: FILE}}`",
                    entry.name
                );
                error("name", problem)
            }
            _ => Ok(()),
        }
    }

    fn labels(&self) -> Result<Vec<Label>, ConfigError> {
        let mut labels = Vec::new();
        for (position, config) in self.config.labels.iter().enumerate() {
            labels.push(Label::check(config).map_err(|(field, problem)| {
                self.source.error(&[Field("labels"), Element(position), Field(field)], problem)
            })?);
        }
        let names: Vec<String> = labels.iter().map(|label| label.name.clone()).collect();
        self.different("labels", "label", &names)?;
        let shown: Vec<String> = labels.iter().map(|label| label.shown().to_owned()).collect();
        self.different("labels", "label", &shown)?;
        Ok(labels)
    }

    fn statistics(&self, proxies: &[Proxy]) -> Result<Statistics, ConfigError> {
        let names: Vec<String> = proxies.iter().map(|proxy| proxy.name.clone()).collect();
        let functions = proxies.iter().any(|proxy| proxy.kind.epsilon().is_some());
        self.config.statistics.check(&names, functions).map_err(|(fields, problem)| {
            let path: Vec<PathStep<'_>> =
                [Field("statistics")].into_iter().chain(fields.iter().copied().map(Field)).collect();
            self.source.error(&path, problem)
        })
    }

    /// Names stand in tables side by side, and files are named after them: no two may be alike, and none empty or longer
    /// than files can be named.
    pub(super) fn different(&self, list: &str, what: &str, names: &[String]) -> Result<(), ConfigError> {
        let mut seen = HashMap::new();
        for (position, name) in names.iter().enumerate() {
            let problem = if name.trim().is_empty() {
                format!("a {what} needs a name that is not empty")
            } else if name.len() > LONGEST_NAME {
                let start: String = name.chars().take(20).collect();
                format!(
                    "the name `{start}...` has {} bytes, more than {LONGEST_NAME}: files are named after it, so give \
                     this {what} a shorter `name`",
                    name.len()
                )
            } else if let Some(first) = seen.insert(name, position) {
                format!(
                    "this {what} is called `{name}` like {list}[{first}]: give one of them another `name`"
                )
            } else {
                continue;
            };
            return Err(self.source.error(&[Field(list), Element(position)], problem));
        }
        Ok(())
    }
}
