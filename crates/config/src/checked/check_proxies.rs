use batch::{BatchSpec, InputKind};
use epsilon::{Formula, Initialisations, Precision, Weights};
use network::Property;

use super::check::Checker;
use super::names::epsilon_names;
use super::{ColumnSource, Combination, EpsilonSetting, FileColumn, Memory, Proxy, ProxyKind};
use crate::spaces::SpaceEntry;
use crate::typed::FieldProblem;
use crate::{
    BUILD_WITH_TORCH, BackendKind, BatchConfig, ColumnConfig, CombineConfig, ConfigError, EpsilonConfig,
    PathStep, ProxyConfig, seed, suggest,
};

use PathStep::{Element, Field};

impl Checker<'_> {
    pub(super) fn proxies(&self, entry: &SpaceEntry, input: InputKind) -> Result<Vec<Proxy>, ConfigError> {
        if self.config.proxies.is_empty() {
            let problem = "the list is empty: give at least one, such as `- epsilon: {weights: [1e-7, 1]}`";
            return Err(self.source.error(&[Field("proxies")], problem));
        }
        let mut kinds = Vec::new();
        for (position, proxy) in self.config.proxies.iter().enumerate() {
            kinds.push(match proxy {
                ProxyConfig::Graph(property) => {
                    ProxyKind::Graph(self.property(position, *property, entry, input)?)
                }
                ProxyConfig::Epsilon(config) => {
                    ProxyKind::Epsilon(self.epsilon(position, config, entry, input)?)
                }
                ProxyConfig::Column(column) => ProxyKind::Column(self.column(position, column)?),
                ProxyConfig::Combine(config) => ProxyKind::Combine(self.combination(position, config)?),
            });
        }
        self.memory(&kinds, input)?;
        let settings: Vec<&EpsilonSetting> = kinds.iter().filter_map(ProxyKind::epsilon).collect();
        let mut epsilon_names = epsilon_names(&settings).into_iter();
        let names: Vec<String> = self
            .config
            .proxies
            .iter()
            .map(|proxy| match proxy {
                ProxyConfig::Graph(property) => property.name().to_owned(),
                ProxyConfig::Combine(config) => config.name.clone().unwrap_or_else(|| config.of.join("+")),
                ProxyConfig::Epsilon(config) => {
                    let made = epsilon_names.next().unwrap_or_default();
                    config.name.clone().unwrap_or(made)
                }
                ProxyConfig::Column(config) => config.name.clone().unwrap_or_else(|| config.column.clone()),
            })
            .collect();
        self.different("proxies", "proxy", &names)?;
        self.members(&kinds, &names)?;
        let title = |config: &ProxyConfig| match config {
            ProxyConfig::Graph(_) | ProxyConfig::Combine(_) => None,
            ProxyConfig::Epsilon(config) => config.title.clone(),
            ProxyConfig::Column(config) => config.title.clone(),
        };
        let titles = self.config.proxies.iter().map(title);
        let proxies = names.into_iter().zip(titles).zip(kinds);
        let proxies: Vec<Proxy> = proxies.map(|((name, title), kind)| Proxy { name, title, kind }).collect();
        let shown: Vec<String> = proxies.iter().map(|proxy| proxy.shown().to_owned()).collect();
        self.different("proxies", "proxy", &shown)?;
        Ok(proxies)
    }

    fn memory(&self, kinds: &[ProxyKind], input: InputKind) -> Result<(), ConfigError> {
        let memory = Memory::new().map_err(|error| self.source.error(&[], error.to_string()))?;
        let (positions, settings): (Vec<usize>, Vec<&EpsilonSetting>) =
            (0..).zip(kinds).filter_map(|(position, kind)| Some((position, kind.epsilon()?))).unzip();
        memory.settings(&settings, input).map_err(|(setting, problem)| {
            let position = positions[setting];
            let own = [Field("proxies"), Element(position), Field("epsilon"), Field("batch")];
            let given = match &self.config.proxies[position] {
                ProxyConfig::Epsilon(EpsilonConfig { batch: Some(given), .. }) => Some(given),
                _ => None,
            };
            let (path, given) = match given {
                Some(given) => (&own[..], Some(given)),
                None => (&own[3..], self.config.batch.as_ref()),
            };
            let size = given.and_then(|batch| batch.size).map(|_| Field("size"));
            self.source.error(&[path, size.as_slice()].concat(), problem)
        })
    }

    fn epsilon(
        &self,
        position: usize,
        config: &EpsilonConfig,
        entry: &SpaceEntry,
        input: InputKind,
    ) -> Result<EpsilonSetting, ConfigError> {
        let here = [Field("proxies"), Element(position), Field("epsilon")];
        let error = |field: &str, problem: String| {
            self.source.error(&[here[0], here[1], here[2], Field(field)], problem)
        };
        let precision = config.precision.unwrap_or_default();
        let backend = config
            .backend
            .unwrap_or_default()
            .on(config.device)
            .map_err(|problem| error("device", problem))?;
        let initialisations = initialisations(config, precision, backend, entry, self.config.seed)
            .map_err(|(field, problem)| error(field, problem))?;
        let batch = match (&config.batch, &self.config.batch) {
            (Some(batch), _) => {
                self.batch(batch, &[here[0], here[1], here[2], Field("batch")], entry, input)?
            }
            (None, Some(batch)) => self.batch(batch, &[Field("batch")], entry, input)?,
            (None, None) => {
                let kind = if input == InputKind::Text { "tokens" } else { "grey" };
                let problem =
                    format!("epsilon needs samples: add `batch: {{kind: {kind}}}` here or to the study");
                return Err(self.source.error(&here, problem));
            }
        };
        Ok(EpsilonSetting { initialisations, formula: Formula::default(), precision, backend, batch })
    }

    pub(crate) fn batch(
        &self,
        batch: &BatchConfig,
        at: &[PathStep<'_>],
        entry: &SpaceEntry,
        input: InputKind,
    ) -> Result<BatchSpec, ConfigError> {
        let error = |(field, problem): FieldProblem| {
            let path: Vec<PathStep<'_>> = at.iter().copied().chain([Field(field)]).collect();
            self.source.error(&path, problem)
        };
        let spec = batch.check(seed::derive(self.config.seed, "batch")).map_err(error)?;
        let (kind, space) = (spec.source.kind(), entry.name);
        let problem = match (input, spec.source.is_text(), spec.source.side()) {
            (InputKind::Images { .. }, true, _) => {
                format!("{kind} is no batch of images, which the networks of {space} read: use one like grey")
            }
            (InputKind::Text, false, _) => {
                format!(
                    "a {kind} batch holds images, but the networks of {space} read text: use text or tokens"
                )
            }
            (InputKind::Images { size }, false, Some(side)) if side != size => format!(
                "{kind} images are {side}x{side}, but the space's networks take {size}x{size}: set \
                 space.image_size to {side}"
            ),
            _ => return Ok(spec),
        };
        Err(error(("kind", problem)))
    }

    fn column(&self, position: usize, config: &ColumnConfig) -> Result<ColumnSource, ConfigError> {
        let (key, dataset) = (config.key.as_ref(), config.dataset.as_ref());
        FileColumn::check(&config.file, &config.column, key, dataset, config.aggregate)
            .map(|column| ColumnSource { file: config.file.clone(), column })
            .map_err(|(field, problem)| {
                let path = [Field("proxies"), Element(position), Field("column"), Field(field)];
                self.source.error(&path, problem)
            })
    }
}

impl Checker<'_> {
    fn property(
        &self,
        position: usize,
        property: Property,
        entry: &SpaceEntry,
        input: InputKind,
    ) -> Result<Property, ConfigError> {
        if property.is_of_images() && input == InputKind::Text {
            let problem = format!(
                "{property} is of networks on images, but those of {} read text: leave it out",
                entry.name
            );
            return Err(self.source.error(&[Field("proxies"), Element(position)], problem));
        }
        Ok(property)
    }

    fn combination(&self, position: usize, config: &CombineConfig) -> Result<Combination, ConfigError> {
        let error = |field, problem: String| {
            let path = [Field("proxies"), Element(position), Field("combine"), Field(field)];
            self.source.error(&path, problem)
        };
        if config.of.len() < 2 {
            return Err(error("of", "name two proxies or more".to_owned()));
        }
        if let Some(twice) =
            (1..config.of.len()).find(|&place| config.of[..place].contains(&config.of[place]))
        {
            return Err(error("of", format!("`{}` stands twice", config.of[twice])));
        }
        Ok(Combination { of: config.of.clone(), by: config.by.unwrap_or_default() })
    }

    /// Members of combinations are proxies of the study that are none themselves.
    fn members(&self, kinds: &[ProxyKind], names: &[String]) -> Result<(), ConfigError> {
        let plain: Vec<&str> = kinds
            .iter()
            .zip(names)
            .filter(|(kind, _)| !matches!(kind, ProxyKind::Combine(_)))
            .map(|(_, name)| name.as_str())
            .collect();
        for (position, kind) in kinds.iter().enumerate() {
            let ProxyKind::Combine(combination) = kind else { continue };
            for (place, name) in combination.of.iter().enumerate() {
                if !plain.contains(&name.as_str()) {
                    let path =
                        [Field("proxies"), Element(position), Field("combine"), Field("of"), Element(place)];
                    let problem =
                        suggest::unknown("a proxy of the study that is no combination itself", name, &plain);
                    return Err(self.source.error(&path, problem));
                }
            }
        }
        Ok(())
    }
}

/// What a score is taken between.
fn initialisations(
    config: &EpsilonConfig,
    precision: Precision,
    backend: BackendKind,
    entry: &SpaceEntry,
    seed: u64,
) -> Result<Initialisations, FieldProblem> {
    let Some(scheme) = config.initialisation else {
        if config.seeds.is_some() {
            return Err(("seeds", "constant weights need no seeds: leave them out".to_owned()));
        }
        let pair = config.weights.as_deref().unwrap_or(&entry.weights);
        let &[first, second] = pair else {
            let problem = format!("{} weights: the score needs two, such as [1e-7, 1]", pair.len());
            return Err(("weights", problem));
        };
        let weights = Weights::new(first, second)
            .and_then(|weights| weights.check(precision).map(|()| weights))
            .map_err(|problem| ("weights", problem.to_string()))?;
        return Ok(Initialisations::Constants(weights));
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
    Ok(Initialisations::Random { scheme, seeds })
}
