use batch::{BatchSpec, InputKind};
use epsilon::{Formula, Precision, Scheme, Weights};

use super::pairs::{checked, pairs};
use crate::checked::Checker;
use crate::spaces::SpaceEntry;
use crate::{
    AblationConfig, BUILD_WITH_TORCH, BackendKind, BatchConfig, ConfigError, ConfigText, GridConfig, Named,
    PathStep, WeightsGrid,
};

use PathStep::{Element, Field};

const MOST_REPEATS: usize = 1_000;

/// The values of every dimension, checked.
pub(super) struct Axes {
    pub(super) backend: BackendKind,
    /// Name and batch.
    pub(super) input: Vec<(String, BatchSpec)>,
    /// `None`: each batch's own size.
    pub(super) batch_size: Vec<Option<usize>>,
    pub(super) precision: Vec<Precision>,
    /// `None`: constant.
    pub(super) initialisation: Vec<Option<Scheme>>,
    pub(super) weights: Vec<Weights>,
    pub(super) formula: Vec<Formula>,
    /// `None`: all architectures.
    pub(super) sample: Vec<Option<usize>>,
    /// `None`: once, with the batch as it is given.
    pub(super) repeats: Option<usize>,
}

impl Axes {
    pub(super) fn combinations(&self) -> usize {
        [
            self.input.len(),
            self.batch_size.len(),
            self.precision.len(),
            self.initialisation.len(),
            self.weights.len(),
            self.formula.len(),
            self.sample.len(),
            self.repeats.unwrap_or(1),
        ]
        .into_iter()
        .fold(1, usize::saturating_mul)
    }

    /// With every default filled in, as a config has it.
    pub(super) fn resolved(&self, config: &AblationConfig) -> GridConfig {
        let weights = config.grid.weights.clone().unwrap_or_else(|| {
            WeightsGrid::Pairs(self.weights.iter().map(|weights| weights.pair().to_vec()).collect())
        });
        let mut input: Vec<BatchConfig> = Vec::new();
        for (_, spec) in &self.input {
            let mut batch = BatchConfig::resolved(spec);
            if !config.grid.batch_size.is_empty() {
                batch.size = None;
            }
            if self.repeats.is_some() {
                batch.seed = None;
                if let Some(embedding) = &mut batch.embedding {
                    embedding.seed = None;
                }
            }
            if !config.grid.embedding.is_empty() {
                batch.embedding = None;
            }
            // Each input stands once for all embeddings.
            if !input.contains(&batch) {
                input.push(batch);
            }
        }
        GridConfig {
            weights: Some(weights),
            input,
            batch_size: config.grid.batch_size.clone(),
            precision: self.precision.clone(),
            initialisation: self.initialisation.clone(),
            normalisation: self.formula.clone(),
            embedding: config.grid.embedding.clone(),
            sample: config.grid.sample.clone(),
        }
    }
}

/// Reads the values of every dimension from a config.
pub(super) struct Grid<'a> {
    pub(super) source: &'a ConfigText,
    pub(super) config: &'a AblationConfig,
    pub(super) checker: &'a Checker<'a>,
    pub(super) entry: &'static SpaceEntry,
    pub(super) input: InputKind,
}

impl Grid<'_> {
    pub(super) fn axes(&self) -> Result<Axes, ConfigError> {
        let grid = &self.config.grid;
        let config = self.config;
        let backend = config.backend.unwrap_or_default().on(config.device);
        let backend = backend.map_err(|problem| self.source.error(&[Field("device")], problem))?;
        let batch_size = self.batch_sizes()?;
        let input = self.inputs()?;
        let precision = self.listed("precision", &grid.precision)?;
        let initialisation = self.listed("initialisation", &grid.initialisation)?;
        if let Some(position) = initialisation.iter().position(Option::is_some)
            && !backend.knows_random()
        {
            let problem = format!(
                "the {backend} backend knows constant weights only: set `backend: torch` in a program with libtorch \
                 ({BUILD_WITH_TORCH})"
            );
            return Err(self
                .source
                .error(&[Field("grid"), Field("initialisation"), Element(position)], problem));
        }
        let formula = self.listed("normalisation", &grid.normalisation)?;
        let repeats = self.config.repeats;
        if let Some(repeats) = repeats
            && !(1..=MOST_REPEATS).contains(&repeats)
        {
            let problem = format!("{repeats} is out of range: 1 to {MOST_REPEATS}");
            return Err(self.source.error(&[Field("repeats")], problem));
        }
        Ok(Axes {
            backend,
            input,
            batch_size,
            initialisation,
            weights: self.weights(&precision)?,
            precision,
            formula,
            sample: self.samples()?,
            repeats,
        })
    }

    pub(super) fn error(&self, field: &str, position: usize, problem: impl Into<String>) -> ConfigError {
        self.source.error(&[Field("grid"), Field(field), Element(position)], problem)
    }

    /// The values of a list, none of them twice; the default where there are none.
    fn listed<T: Named + Default>(&self, field: &str, given: &[T]) -> Result<Vec<T>, ConfigError> {
        for (position, value) in given.iter().enumerate() {
            if given[..position].contains(value) {
                return Err(self.error(field, position, format!("`{}` stands twice", value.word())));
            }
        }
        Ok(if given.is_empty() { vec![T::default()] } else { given.to_vec() })
    }

    fn weights(&self, precisions: &[Precision]) -> Result<Vec<Weights>, ConfigError> {
        let field = "weights";
        match &self.config.grid.weights {
            None => checked(self.entry.weights[0], self.entry.weights[1], precisions)
                .map(|weights| vec![weights])
                .map_err(|problem| self.source.error(&[Field("grid")], problem)),
            Some(WeightsGrid::Pairs(pairs)) => {
                let mut weights: Vec<Weights> = Vec::new();
                for (position, pair) in pairs.iter().enumerate() {
                    let &[first, second] = pair.as_slice() else {
                        let problem = format!("{} weights: a pair is two, such as [1e-7, 1]", pair.len());
                        return Err(self.error(field, position, problem));
                    };
                    let pair = checked(first, second, precisions)
                        .map_err(|problem| self.error(field, position, problem))?;
                    if weights.contains(&pair) {
                        return Err(self.error(field, position, format!("the pair {pair} stands twice")));
                    }
                    weights.push(pair);
                }
                if weights.is_empty() {
                    let problem = "the list is empty: give pairs such as [1e-7, 1], or leave it out";
                    return Err(self.source.error(&[Field("grid"), Field(field)], problem));
                }
                Ok(weights)
            }
            Some(WeightsGrid::Constants(constants)) => {
                pairs(constants, precisions).map_err(|(position, problem)| {
                    let path =
                        [Field("grid"), Field(field), Field("constants"), Element(position.unwrap_or(0))];
                    let length = if position.is_some() { 4 } else { 3 };
                    self.source.error(&path[..length], problem)
                })
            }
        }
    }

    fn batch_sizes(&self) -> Result<Vec<Option<usize>>, ConfigError> {
        let sizes = &self.config.grid.batch_size;
        for (position, size) in sizes.iter().enumerate() {
            if sizes[..position].contains(size) {
                return Err(self.error("batch_size", position, format!("{size} stands twice")));
            }
        }
        Ok(if sizes.is_empty() { vec![None] } else { sizes.iter().copied().map(Some).collect() })
    }

    fn samples(&self) -> Result<Vec<Option<usize>>, ConfigError> {
        let samples = &self.config.grid.sample;
        for (position, sample) in samples.iter().enumerate() {
            if *sample < 2 {
                return Err(self.error(
                    "sample",
                    position,
                    format!("{sample} architectures have no ranking"),
                ));
            }
            if samples[..position].contains(sample) {
                return Err(self.error("sample", position, format!("{sample} stands twice")));
            }
            if let Some(scored) = self.entry.count(&self.config.space.architectures)
                && *sample > scored
            {
                let problem = format!("{sample} can't be drawn from the {scored} that are scored");
                return Err(self.error("sample", position, problem));
            }
        }
        Ok(if samples.is_empty() { vec![None] } else { samples.iter().copied().map(Some).collect() })
    }
}
