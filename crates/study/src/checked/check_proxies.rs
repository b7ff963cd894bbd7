use epsilon::{Precision, Scheme, Weights};

use super::batch::FieldProblem;
use super::check::Checker;
use super::names::epsilon_names;
use super::{
    BatchBytes, BatchSpec, ColumnSource, EpsilonSetting, FileColumn, Input, Memory, Proxy, ProxyKind, Start,
};
use crate::backends::{BUILD_WITH_TORCH, BackendKind};
use crate::config::{BatchConfig, ColumnConfig, ConfigError, EpsilonConfig, ProxyConfig, Step, suggest};
use crate::seed;
use crate::spaces::SpaceEntry;

use Step::{Element, Field};

impl Checker<'_> {
    pub(super) fn proxies(&self, entry: &SpaceEntry, input: Input) -> Result<Vec<Proxy>, ConfigError> {
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
        self.memory(&kinds, input)?;
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

    /// All batches are in memory at the same time, and an engine for each batch, precision and backend.
    fn memory(&self, kinds: &[ProxyKind], input: Input) -> Result<(), ConfigError> {
        let mut memory = Memory::new().map_err(|error| self.source.error(&[], error.to_string()))?;
        let (mut batches, mut engines) = (Vec::new(), Vec::new());
        for (position, kind) in kinds.iter().enumerate() {
            let ProxyKind::Epsilon(EpsilonSetting { precision, backend, batch, .. }) = kind else { continue };
            let size = BatchBytes::of(batch, input);
            let mut found = Ok(());
            if !batches.contains(&batch) {
                batches.push(batch);
                found = memory.batch(size);
            }
            let engine = (batch, precision, backend);
            if found.is_ok() && !engines.contains(&engine) {
                engines.push(engine);
                let sharing = kinds.iter().filter(|other| {
                    matches!(other, ProxyKind::Epsilon(other) if (&other.batch, &other.precision, &other.backend) == engine)
                });
                found = memory.engine(*backend, size, *precision, 2 * sharing.count() as u64);
            }
            found.map_err(|problem| {
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
            })?;
        }
        Ok(())
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
        let start = start(config, precision, backend, entry, self.config.seed)
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
        let (key, dataset) = (config.key.as_ref(), config.dataset.as_ref());
        FileColumn::check(&config.file, &config.column, key, dataset, config.aggregate.as_deref())
            .map(|column| ColumnSource { file: config.file.clone(), column })
            .map_err(|(field, problem)| {
                let path = [Field("proxies"), Element(position), Field("column"), Field(field)];
                self.source.error(&path, problem)
            })
    }
}

/// What a score is taken between.
fn start(
    config: &EpsilonConfig,
    precision: Precision,
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
        let weights = Weights::new(first, second)
            .and_then(|weights| weights.check(precision).map(|()| weights))
            .map_err(|problem| ("weights", problem.to_string()))?;
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
