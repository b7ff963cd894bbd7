use epsilon::{Formula, Precision, Scheme, Weights};

use super::{Row, Setting};
use crate::backends::{BUILD_WITH_TORCH, BackendKind};
use crate::checked::{BatchSpec, Checker, Input, NeededFile, Study};
use crate::config::{
    AblationConfig, ArchitecturesConfig, BatchConfig, Config, ConfigError, GridConfig, Source,
    StatisticsConfig, Step, WeightsGrid, suggest,
};
use crate::seed;
use crate::spaces::SpaceEntry;

use Step::{Element, Field};

/// More constants than this make more pairs than a table can show.
const MOST_CONSTANTS: usize = 64;
/// Settings are numbered in 16 bits where they are stored, and each takes a column of scores in memory.
const MOST_COMBINATIONS: usize = 20_000;
const MOST_REPEATS: usize = 1_000;

/// An ablation whose settings are sound. Made by [`AblationConfig::check`]; no data file was opened yet.
#[derive(Clone)]
pub struct Ablation {
    /// Space, architectures and labels; no proxies.
    pub study: Study,
    /// The different settings of the score.
    pub settings: Vec<Setting>,
    /// The rows of the table of results, in its order.
    pub rows: Vec<Row>,
    /// The config with every default filled in: running it gives the same ablation.
    pub resolved: AblationConfig,
}

impl Ablation {
    /// The files that it reads, each once.
    pub fn needed_files(&self) -> Vec<NeededFile> {
        let mut files = self.study.needed_files();
        for file in self.settings.iter().filter_map(|setting| setting.batch.source.needed_file()) {
            if !files.contains(&file) {
                files.push(file);
            }
        }
        files
    }
}

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
    fn combinations(&self) -> usize {
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
}

impl AblationConfig {
    /// Checks every setting and lays out the grid; no file but the config is touched.
    ///
    /// # Errors
    /// At the first setting that is wrong; the error names line and field and says what would be right.
    pub fn check(self, source: &Source) -> Result<Ablation, ConfigError> {
        let common = Config {
            study: self.study.clone(),
            seed: self.seed,
            space: self.space.clone(),
            batch: None,
            proxies: Vec::new(),
            labels: self.labels.clone(),
            statistics: StatisticsConfig::default(),
        };
        let checker = Checker { source, config: &common };
        let (study, entry) = checker.base()?;
        let grid = Grid { source, config: &self, checker: &checker, entry, input: study.input };
        let axes = grid.axes()?;
        let combinations = axes.combinations();
        if combinations > MOST_COMBINATIONS {
            let problem = format!("{combinations} combinations are too many: at most {MOST_COMBINATIONS}");
            return Err(source.error(&[Field("grid")], problem));
        }
        let (settings, rows) = super::expand::expand(&axes, self.seed);
        let resolved = AblationConfig {
            space: study.resolved.space.clone(),
            labels: study.resolved.labels.clone(),
            batch: None,
            backend: Some(axes.backend.name().to_owned()),
            device: Some(axes.backend.device().to_string()),
            grid: resolved_grid(&self, &axes),
            ..self
        };
        Ok(Ablation { study, settings, rows, resolved })
    }
}

struct Grid<'a> {
    source: &'a Source,
    config: &'a AblationConfig,
    checker: &'a Checker<'a>,
    entry: &'static SpaceEntry,
    input: Input,
}

impl Grid<'_> {
    fn axes(&self) -> Result<Axes, ConfigError> {
        let grid = &self.config.grid;
        let config = self.config;
        let backend = BackendKind::parse(config.backend.as_deref(), config.device.as_deref())
            .map_err(|(field, problem)| self.source.error(&[Field(field)], problem))?;
        let batch_size = self.batch_sizes()?;
        let input = self.inputs()?;
        let precision =
            self.named("precision", &grid.precision, "f32", "a precision", &["f32", "f64"], |name| {
                name.parse().ok()
            })?;
        let schemes: Vec<&str> = std::iter::once("constant").chain(Scheme::ALL.map(Scheme::name)).collect();
        let initialisation = self.named(
            "initialisation",
            &grid.initialisation,
            "constant",
            "an initialisation",
            &schemes,
            |name| {
                if name == "constant" { Some(None) } else { name.parse().ok().map(Some) }
            },
        )?;
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
        let names = Formula::ALL.map(Formula::name);
        let formula = self.named(
            "normalisation",
            &grid.normalisation,
            Formula::default().name(),
            "a normalisation",
            &names,
            Formula::from_name,
        )?;
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
            precision,
            initialisation,
            weights: self.weights()?,
            formula,
            sample: self.samples()?,
            repeats,
        })
    }

    fn error(&self, field: &str, position: usize, problem: impl Into<String>) -> ConfigError {
        self.source.error(&[Field("grid"), Field(field), Element(position)], problem)
    }

    /// A list of names, each of them known and none twice.
    fn named<T: PartialEq>(
        &self,
        field: &str,
        given: &[String],
        usual: &str,
        what: &str,
        known: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, ConfigError> {
        let usual = [usual.to_owned()];
        let given = if given.is_empty() { &usual[..] } else { given };
        let mut values = Vec::new();
        for (position, name) in given.iter().enumerate() {
            let value =
                read(name).ok_or_else(|| self.error(field, position, suggest::unknown(what, name, known)))?;
            if values.contains(&value) {
                return Err(self.error(field, position, format!("`{name}` stands twice")));
            }
            values.push(value);
        }
        Ok(values)
    }

    fn weights(&self) -> Result<Vec<Weights>, ConfigError> {
        let field = "weights";
        match &self.config.grid.weights {
            None => Weights::new(self.entry.weights[0], self.entry.weights[1])
                .map(|weights| vec![weights])
                .map_err(|problem| self.source.error(&[Field("grid")], problem.to_string())),
            Some(WeightsGrid::Pairs(pairs)) => {
                let mut weights: Vec<Weights> = Vec::new();
                for (position, pair) in pairs.iter().enumerate() {
                    let &[first, second] = pair.as_slice() else {
                        let problem = format!("{} weights: a pair is two, such as [1e-7, 1]", pair.len());
                        return Err(self.error(field, position, problem));
                    };
                    let pair = Weights::new(first, second)
                        .map_err(|problem| self.error(field, position, problem.to_string()))?;
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
            Some(WeightsGrid::Constants(constants)) => pairs(constants).map_err(|(position, problem)| {
                let path = [Field("grid"), Field(field), Field("constants"), Element(position.unwrap_or(0))];
                let length = if position.is_some() { 4 } else { 3 };
                self.source.error(&path[..length], problem)
            }),
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

    fn inputs(&self) -> Result<Vec<(String, BatchSpec)>, ConfigError> {
        let grid = &self.config.grid;
        let given: Vec<(Vec<Step<'_>>, &BatchConfig)> = match (&self.config.batch, grid.input.as_slice()) {
            (Some(_), [_, ..]) => {
                let problem = "the grid has inputs of its own: leave one of `batch` and `grid.input` out";
                return Err(self.source.error(&[Field("batch")], problem));
            }
            (Some(batch), []) => vec![(vec![Field("batch")], batch)],
            (None, []) => {
                let problem = "the score needs samples: add `batch: {kind: grey}`, or `input` to the grid";
                return Err(self.source.error(&[], problem));
            }
            (None, inputs) => inputs
                .iter()
                .enumerate()
                .map(|(position, batch)| (vec![Field("grid"), Field("input"), Element(position)], batch))
                .collect(),
        };
        let mut inputs: Vec<(String, BatchSpec)> = Vec::new();
        let mut embedded_inputs: Vec<(String, BatchSpec)> = Vec::new();
        for (path, batch) in given {
            let error = |field: &'static str, problem: String| {
                let path: Vec<Step<'_>> = path.iter().copied().chain([Field(field)]).collect();
                self.source.error(&path, problem)
            };
            if batch.size.is_some() && !grid.batch_size.is_empty() {
                let problem = "the grid varies the size: leave it out here".to_owned();
                return Err(error("size", problem));
            }
            if batch.seed.is_some() && self.config.repeats.is_some() {
                let problem =
                    "every repeat has a seed of its own, derived from the study's: leave it out here";
                return Err(error("seed", problem.to_owned()));
            }
            let spec = self.checker.batch(batch, &path, self.entry, self.input)?;
            // Sizes from the grid are checked as if they stood in the batch.
            for (position, size) in grid.batch_size.iter().enumerate() {
                let sized = BatchConfig { size: Some(*size), ..batch.clone() };
                BatchSpec::check(&sized, 0)
                    .map_err(|(_, problem)| self.error("batch_size", position, problem))?;
            }
            let kind = spec.source.kind();
            let same = inputs.iter().filter(|(_, other)| other.source.kind() == kind).count();
            if inputs.iter().any(|(_, other)| *other == spec) {
                return Err(self.source.error(&path, format!("this {kind} batch stands twice")));
            }
            let name = if same == 0 { kind.to_owned() } else { format!("{kind} {}", same + 1) };
            for (position, embedding) in grid.embedding.iter().enumerate() {
                let at = [Field("grid"), Field("embedding"), Element(position)];
                if batch.embedding.is_some() {
                    return Err(error("embedding", "the grid varies it: leave it out here".to_owned()));
                }
                if embedding.seed.is_some() && self.config.repeats.is_some() {
                    let problem =
                        "every repeat has a seed of its own, derived from the study's: leave `seed` out";
                    return Err(self.source.error(&at, problem));
                }
                let embedded = BatchConfig { embedding: Some(embedding.clone()), ..batch.clone() };
                let spec = BatchSpec::check(&embedded, seed::derive(self.config.seed, "batch"))
                    .map_err(|(_, problem)| self.source.error(&at, problem))?;
                if embedded_inputs.iter().any(|(_, other)| *other == spec) {
                    return Err(self.source.error(&at, "this embedding stands twice"));
                }
                embedded_inputs.push((name.clone(), spec));
            }
            inputs.push((name, spec));
        }
        Ok(if grid.embedding.is_empty() { inputs } else { embedded_inputs })
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
            if let ArchitecturesConfig::Sample(scored) = self.config.space.architectures
                && *sample > scored
            {
                let problem = format!(
                    "{sample} can't be drawn from the {scored} that are scored: raise space.architectures.sample"
                );
                return Err(self.error("sample", position, problem));
            }
        }
        Ok(if samples.is_empty() { vec![None] } else { samples.iter().copied().map(Some).collect() })
    }
}

/// All pairs of constants, the smaller one first, in ascending order. An error names the position of what is wrong.
pub(crate) fn pairs(constants: &[f64]) -> Result<Vec<Weights>, (Option<usize>, String)> {
    if !(2..=MOST_CONSTANTS).contains(&constants.len()) {
        return Err((None, format!("{} constants: give 2 to {MOST_CONSTANTS}", constants.len())));
    }
    for (position, constant) in constants.iter().enumerate() {
        if constants[..position].contains(constant) {
            return Err((Some(position), format!("{constant:?} stands twice")));
        }
        // A partner that is sound shows what is wrong with this one.
        let partner = if *constant == 1.0 { 2.0 } else { 1.0 };
        Weights::new(*constant, partner).map_err(|problem| (Some(position), problem.to_string()))?;
    }
    let mut sorted = constants.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut weights = Vec::new();
    for (position, first) in sorted.iter().enumerate() {
        for second in &sorted[position + 1..] {
            weights.push(Weights::new(*first, *second).map_err(|problem| (None, problem.to_string()))?);
        }
    }
    Ok(weights)
}

fn resolved_grid(config: &AblationConfig, axes: &Axes) -> GridConfig {
    let weights = config.grid.weights.clone().unwrap_or_else(|| {
        WeightsGrid::Pairs(axes.weights.iter().map(|weights| weights.pair().to_vec()).collect())
    });
    let mut input: Vec<BatchConfig> = Vec::new();
    for (_, spec) in &axes.input {
        let mut batch = spec.resolved();
        if !config.grid.batch_size.is_empty() {
            batch.size = None;
        }
        if axes.repeats.is_some() {
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
        precision: axes.precision.iter().map(ToString::to_string).collect(),
        initialisation: axes
            .initialisation
            .iter()
            .map(|scheme| scheme.map_or("constant", Scheme::name).to_owned())
            .collect(),
        normalisation: axes.formula.iter().map(ToString::to_string).collect(),
        embedding: config.grid.embedding.clone(),
        sample: config.grid.sample.clone(),
    }
}

/// The seed of one repeat's batch.
pub(super) fn batch_seed(study: u64, repeat: usize) -> u64 {
    seed::derive(study, &format!("batch, repeat {repeat}"))
}
