use std::collections::HashMap;

use epsilon::{Device, Precision, Scheme, Weights};

use super::batch::FieldProblem;
use super::label::{NO_DATASET, NO_KEY};
use super::names::epsilon_names;
use super::{
    Aggregate, BatchSpec, ColumnPlace, ColumnSource, EpsilonSetting, Input, LabelSource, Proxy, ProxyKind,
    Start, Statistics, Study,
};
use crate::backends::{BUILD_WITH_TORCH, BackendKind};
use crate::config::{
    ArchitecturesConfig, BatchConfig, ColumnConfig, Config, ConfigError, EpsilonConfig, ProxyConfig, Source,
    SpaceConfig, Step, suggest,
};
use crate::seed;
use crate::spaces::{self, SpaceEntry, SpaceOptions};
use crate::suite_zero::SuiteZero;

use Step::{Element, Field};

/// Image sides that networks can take: the smaller ones are halved twice.
const IMAGE_SIZES: std::ops::RangeInclusive<usize> = 4..=512;
/// No data set has more classes and no text more words.
const MOST_CLASSES: usize = 1 << 20;

impl Config {
    /// Checks every setting; no file but the config is touched.
    ///
    /// # Errors
    /// At the first setting that is wrong; the error names line and field and says what would be right.
    pub fn check(self, source: &Source) -> Result<Study, ConfigError> {
        Checker { source, config: &self }.study()
    }
}

/// Checks a config, or what configs of other commands have in common with it.
pub(crate) struct Checker<'a> {
    pub(crate) source: &'a Source,
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
        input: Input,
        classes: usize,
        proxies: Vec<Proxy>,
    ) -> Result<Study, ConfigError> {
        let config = self.config;
        let labels = self.labels()?;
        let statistics = self.statistics(&proxies)?;
        let resolved = Config {
            study: config.study.clone(),
            seed: config.seed,
            space: SpaceConfig {
                name: entry.name.to_owned(),
                image_size: input.image_size(),
                classes: Some(classes),
                recipes: config.space.recipes.clone(),
                bad_records: config.space.bad_records.clone(),
                architectures: config.space.architectures.clone(),
            },
            batch: None,
            proxies: proxies.iter().map(resolved_proxy).collect(),
            labels: labels.iter().map(LabelSource::resolved).collect(),
            statistics: statistics.resolved(),
        };
        Ok(Study {
            name: config.study.clone(),
            seed: config.seed,
            space: (entry.open)(SpaceOptions {
                input,
                recipes: config.space.recipes.clone(),
                skip: config.space.bad_records.as_deref() == Some("skip"),
            }),
            recipes: config.space.recipes.clone(),
            input,
            classes,
            architectures: config.space.architectures.clone(),
            proxies,
            labels,
            statistics,
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

    fn space(&self) -> Result<(&'static SpaceEntry, Input, usize), ConfigError> {
        let space = &self.config.space;
        let error = |field, problem| self.source.error(&[Field("space"), Field(field)], problem);
        let entry = spaces::find(&space.name).ok_or_else(|| {
            error("name", suggest::unknown("a search space", &space.name, &spaces::names()))
        })?;
        let input = match (entry.input, space.image_size) {
            (Input::Images { size }, given) => {
                let size = given.unwrap_or(size);
                if !IMAGE_SIZES.contains(&size) {
                    let (low, high) = IMAGE_SIZES.into_inner();
                    return Err(error("image_size", format!("{size} is out of range: {low} to {high}")));
                }
                Input::Images { size }
            }
            (Input::Text, None) => Input::Text,
            (Input::Text, Some(_)) => {
                let problem = format!("the networks of {} read text: leave it out", entry.name);
                return Err(error("image_size", problem));
            }
        };
        let classes = space.classes.unwrap_or(entry.classes);
        if !(1..=MOST_CLASSES).contains(&classes) {
            return Err(error("classes", format!("{classes} is out of range: 1 to {MOST_CLASSES}")));
        }
        self.recipes(entry)?;
        if space.architectures == ArchitecturesConfig::Sample(0) {
            return Err(error("architectures", "a sample of 0 is nothing to score".to_owned()));
        }
        Ok((entry, input, classes))
    }

    /// A space whose architectures are in a file needs it, and others take none.
    fn recipes(&self, entry: &SpaceEntry) -> Result<(), ConfigError> {
        let space = &self.config.space;
        let error = |field, problem| Err(self.source.error(&[Field("space"), Field(field)], problem));
        if let Some(policy) = space.bad_records.as_deref()
            && !["stop", "skip"].contains(&policy)
        {
            return error("bad_records", suggest::unknown("a policy", policy, &["stop", "skip"]));
        }
        match (&space.recipes, &space.architectures) {
            (Some(_), _) if !entry.from_file => {
                error("recipes", format!("{} has an enumeration of its own: leave it out", entry.name))
            }
            (None, _) if space.bad_records.is_some() => error(
                "bad_records",
                "it is about the file of recipes: give space.recipes, or leave it out".to_owned(),
            ),
            // Commands without a config file name the architectures themselves.
            (None, ArchitecturesConfig::All | ArchitecturesConfig::Sample(_))
                if entry.from_file && !self.source.name.is_empty() =>
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

    fn proxies(&self, entry: &SpaceEntry, input: Input) -> Result<Vec<Proxy>, ConfigError> {
        if self.config.proxies.is_empty() {
            let problem = "the list is empty: give at least one, such as `- epsilon: {weights: [1e-7, 1]}`";
            return Err(self.source.error(&[Field("proxies")], problem));
        }
        let mut kinds = Vec::new();
        for (position, proxy) in self.config.proxies.iter().enumerate() {
            kinds.push(match proxy {
                ProxyConfig::Params => ProxyKind::Params,
                ProxyConfig::Flops => ProxyKind::Flops,
                ProxyConfig::Epsilon(config) => {
                    ProxyKind::Epsilon(self.epsilon(position, config, entry, input)?)
                }
                ProxyConfig::Column(column) => ProxyKind::Column(self.column(position, column)?),
            });
        }
        let settings: Vec<&EpsilonSetting> = kinds
            .iter()
            .filter_map(|kind| if let ProxyKind::Epsilon(setting) = kind { Some(setting) } else { None })
            .collect();
        let mut epsilon_names = epsilon_names(&settings).into_iter();
        let names: Vec<String> = self
            .config
            .proxies
            .iter()
            .map(|proxy| match proxy {
                ProxyConfig::Params => "params".to_owned(),
                ProxyConfig::Flops => "flops".to_owned(),
                ProxyConfig::Epsilon(config) => {
                    let made = epsilon_names.next().unwrap_or_default();
                    config.name.clone().unwrap_or(made)
                }
                ProxyConfig::Column(config) => config.name.clone().unwrap_or_else(|| config.column.clone()),
            })
            .collect();
        self.different("proxies", "proxy", &names)?;
        Ok(names.into_iter().zip(kinds).map(|(name, kind)| Proxy { name, kind }).collect())
    }

    fn epsilon(
        &self,
        position: usize,
        config: &EpsilonConfig,
        entry: &SpaceEntry,
        input: Input,
    ) -> Result<EpsilonSetting, ConfigError> {
        let here = [Field("proxies"), Element(position), Field("epsilon")];
        let error = |field: &str, problem: String| {
            self.source.error(&[here[0], here[1], here[2], Field(field)], problem)
        };
        let precision = match config.precision.as_deref() {
            None | Some("f32") => Precision::F32,
            Some("f64") => Precision::F64,
            Some(other) => {
                return Err(error("precision", suggest::unknown("a precision", other, &["f32", "f64"])));
            }
        };
        let backend = BackendKind::parse(config.backend.as_deref(), config.device.as_deref())
            .map_err(|(field, problem)| error(field, problem))?;
        let start = start(config, backend, entry, self.config.seed)
            .map_err(|(field, problem)| error(field, problem))?;
        let batch = match (&config.batch, &self.config.batch) {
            (Some(batch), _) => {
                self.batch(batch, &[here[0], here[1], here[2], Field("batch")], entry, input)?
            }
            (None, Some(batch)) => self.batch(batch, &[Field("batch")], entry, input)?,
            (None, None) => {
                let kind = if input == Input::Text { "tokens" } else { "grey" };
                let problem =
                    format!("epsilon needs samples: add `batch: {{kind: {kind}}}` here or to the study");
                return Err(self.source.error(&here, problem));
            }
        };
        Ok(EpsilonSetting { start, precision, backend, batch })
    }

    pub(crate) fn batch(
        &self,
        batch: &BatchConfig,
        at: &[Step<'_>],
        entry: &SpaceEntry,
        input: Input,
    ) -> Result<BatchSpec, ConfigError> {
        let error = |(field, problem): FieldProblem| {
            let path: Vec<Step<'_>> = at.iter().copied().chain([Field(field)]).collect();
            self.source.error(&path, problem)
        };
        let spec = BatchSpec::check(batch, seed::derive(self.config.seed, "batch")).map_err(error)?;
        let (kind, space) = (spec.source.kind(), entry.name);
        let problem = match (input, spec.source.is_text(), spec.source.side()) {
            (Input::Images { .. }, true, _) => {
                format!("{kind} is no batch of images, which the networks of {space} read: use one like grey")
            }
            (Input::Text, false, _) => {
                format!(
                    "a {kind} batch holds images, but the networks of {space} read text: use text or tokens"
                )
            }
            (Input::Images { size }, false, Some(side)) if side != size => format!(
                "{kind} images are {side}x{side}, but the space's networks take {size}x{size}: set \
                 space.image_size to {side}"
            ),
            _ => return Ok(spec),
        };
        Err(error(("kind", problem)))
    }

    fn column(&self, position: usize, config: &ColumnConfig) -> Result<ColumnSource, ConfigError> {
        let error = |field: &str, problem: &str| {
            let path = [Field("proxies"), Element(position), Field("column"), Field(field)];
            Err(self.source.error(&path, problem))
        };
        let place = if SuiteZero::is_named(&config.file) {
            if config.key.is_some() {
                return error("key", NO_KEY);
            }
            ColumnPlace::Dataset(config.dataset.clone())
        } else {
            if config.dataset.is_some() {
                return error("dataset", NO_DATASET);
            }
            ColumnPlace::Key(config.key.clone().unwrap_or_else(|| "arch".to_owned()))
        };
        match Aggregate::check(config.aggregate.as_deref()) {
            Ok(aggregate) => Ok(ColumnSource {
                file: config.file.clone(),
                place,
                column: config.column.clone(),
                aggregate,
            }),
            Err(problem) => error("aggregate", &problem),
        }
    }

    fn labels(&self) -> Result<Vec<LabelSource>, ConfigError> {
        let mut labels = Vec::new();
        for (position, config) in self.config.labels.iter().enumerate() {
            labels.push(LabelSource::check(config).map_err(|(field, problem)| {
                self.source.error(&[Field("labels"), Element(position), Field(field)], problem)
            })?);
        }
        let names: Vec<String> = labels.iter().map(|label| label.name.clone()).collect();
        self.different("labels", "label", &names)?;
        Ok(labels)
    }

    fn statistics(&self, proxies: &[Proxy]) -> Result<Statistics, ConfigError> {
        let names: Vec<String> = proxies.iter().map(|proxy| proxy.name.clone()).collect();
        let functions = proxies.iter().any(|proxy| matches!(proxy.kind, ProxyKind::Epsilon(_)));
        Statistics::check(&self.config.statistics, &names, functions).map_err(|(fields, problem)| {
            let path: Vec<Step<'_>> =
                [Field("statistics")].into_iter().chain(fields.iter().copied().map(Field)).collect();
            self.source.error(&path, problem)
        })
    }

    /// Names stand in tables side by side: no two may be alike, and none empty.
    fn different(&self, list: &str, what: &str, names: &[String]) -> Result<(), ConfigError> {
        let mut seen = HashMap::new();
        for (position, name) in names.iter().enumerate() {
            let problem = if name.trim().is_empty() {
                format!("a {what} needs a name that is not empty")
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

/// What a score is taken between.
fn start(
    config: &EpsilonConfig,
    backend: BackendKind,
    entry: &SpaceEntry,
    seed: u64,
) -> Result<Start, FieldProblem> {
    let scheme = match config.initialisation.as_deref() {
        None | Some("constant") => None,
        Some(name) => Some(name.parse::<Scheme>().map_err(|_| {
            let known: Vec<&str> = ["constant"].into_iter().chain(Scheme::ALL.map(Scheme::name)).collect();
            ("initialisation", suggest::unknown("an initialisation", name, &known))
        })?),
    };
    let Some(scheme) = scheme else {
        if config.seeds.is_some() {
            return Err(("seeds", "constant weights need no seeds: leave them out".to_owned()));
        }
        let pair = config.weights.as_deref().unwrap_or(&entry.weights);
        let &[first, second] = pair else {
            let problem = format!("{} weights: the score needs two, such as [1e-7, 1]", pair.len());
            return Err(("weights", problem));
        };
        let weights = Weights::new(first, second).map_err(|problem| ("weights", problem.to_string()))?;
        return Ok(Start::Constants(weights));
    };
    if !backend.knows_random() {
        let build = if cfg!(feature = "torch") {
            String::new()
        } else {
            format!(" in a program with libtorch ({BUILD_WITH_TORCH})")
        };
        let problem = format!(
            "the {backend} backend knows constant weights only ({scheme} gives every channel other ones, so nothing \
             collapses): set `backend: torch`{build}"
        );
        return Err(("initialisation", problem));
    }
    if config.weights.is_some() {
        return Err(("weights", format!("{scheme} weights are drawn: leave the constants out")));
    }
    let seeds = match config.seeds.as_deref() {
        None => [seed::derive(seed, "first initialisation"), seed::derive(seed, "second initialisation")],
        Some(&[first, second]) if first != second => [first, second],
        Some(&[first, _]) => {
            let problem = format!("both seeds are {first}: both passes would have the same weights");
            return Err(("seeds", problem));
        }
        Some(seeds) => {
            return Err(("seeds", format!("{} seeds: the score needs two, such as [1, 2]", seeds.len())));
        }
    };
    Ok(Start::Random { scheme, seeds })
}

fn resolved_proxy(proxy: &Proxy) -> ProxyConfig {
    match &proxy.kind {
        ProxyKind::Params => ProxyConfig::Params,
        ProxyKind::Flops => ProxyConfig::Flops,
        ProxyKind::Epsilon(setting) => ProxyConfig::Epsilon(EpsilonConfig {
            name: Some(proxy.name.clone()),
            weights: setting.start.weights().map(|weights| weights.pair().to_vec()),
            initialisation: match setting.start {
                Start::Constants(_) => None,
                Start::Random { scheme, .. } => Some(scheme.to_string()),
            },
            seeds: match setting.start {
                Start::Constants(_) => None,
                Start::Random { seeds, .. } => Some(seeds.to_vec()),
            },
            precision: Some(setting.precision.to_string()),
            backend: Some(setting.backend.name().to_owned()),
            device: match setting.backend.device() {
                Device::Cpu => None,
                device @ Device::Cuda(_) => Some(device.to_string()),
            },
            batch: Some(setting.batch.resolved()),
        }),
        ProxyKind::Column(column) => {
            let (key, dataset) = match &column.place {
                ColumnPlace::Key(key) => (Some(key.clone()), None),
                ColumnPlace::Dataset(dataset) => (None, dataset.clone()),
            };
            ProxyConfig::Column(ColumnConfig {
                column: column.column.clone(),
                file: column.file.clone(),
                dataset,
                key,
                aggregate: column.aggregate.map(|aggregate| aggregate.to_string()),
                name: Some(proxy.name.clone()),
            })
        }
    }
}
