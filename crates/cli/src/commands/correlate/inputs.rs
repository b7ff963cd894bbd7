//! Columns and settings of `epsilon correlate`.

use benchmark::Direction;
use study::Outcome;
use study::analysis::{Control, Input, LabelValues, ProxyColumn, number};
use study::checked::{Clusters, Statistics, ZeroScores};
use study::config::{ComparisonsConfig, IntervalsConfig, StatisticsConfig};
use table::Table;

use crate::arguments::{CorrelateArguments, DirectionArgument};
use crate::exit::UsageError;

/// Checks the options.
pub fn settings(arguments: &CorrelateArguments) -> Result<Statistics, UsageError> {
    for (position, score) in arguments.score.iter().enumerate() {
        if arguments.score[..position].contains(score) {
            return Err(UsageError(format!("--score names the column `{score}` twice")));
        }
    }
    let config = StatisticsConfig {
        common_subset: true,
        intervals: IntervalsConfig {
            method: Some(arguments.interval.clone()),
            level: Some(arguments.level),
            resamples: arguments.resamples,
            seed: Some(arguments.seed),
        },
        clusters: Some("none".to_owned()),
        comparisons: ComparisonsConfig {
            tests: arguments
                .tests
                .clone()
                .map(|tests| tests.into_iter().filter(|test| test != "none").collect()),
            correction: Some(arguments.correction.clone()),
            against: arguments.against.clone(),
        },
        top_k: arguments.top_k.clone(),
        bands: Some(arguments.bands),
        // Controls are columns of the table here, and stand in the input.
        partial: Some(Vec::new()),
        zero_scores: Some(arguments.zero_scores.clone()),
        missing_ranked: true,
        permutations: arguments.permutations,
    };
    let checked = Statistics::check(&config, &arguments.score, false);
    let mut checked = checked.map_err(|(path, problem)| {
        let option = match path {
            ["intervals", "method"] => "interval",
            ["intervals" | "comparisons", field] => field,
            path => path.first().copied().unwrap_or_default(),
        };
        UsageError(format!("--{}: {problem}", option.replace('_', "-")))
    })?;
    if arguments.cluster.is_some() {
        checked.clusters = Clusters::Column;
    }
    Ok(checked)
}

/// The columns that were asked for.
pub struct Columns {
    proxies: Vec<ProxyColumn>,
    labels: Vec<LabelValues>,
    controls: Vec<Control>,
    clusters: Option<Vec<u64>>,
}

impl Columns {
    /// As the analysis takes them.
    pub fn input(&self, seed: u64) -> Input<'_> {
        Input {
            proxies: &self.proxies,
            labels: &self.labels,
            controls: &self.controls,
            clusters: self.clusters.as_deref(),
            size: None,
            seed,
        }
    }
}

/// Reads the columns.
pub fn columns(arguments: &CorrelateArguments, table: &Table, zeros: ZeroScores) -> anyhow::Result<Columns> {
    let values = finite(table.numbers(&arguments.label)?);
    if values.iter().all(|label| label.is_nan()) {
        let source = benchmark::LabelError::Empty { label: arguments.label.clone(), rows: table.height() };
        return Err(study::DataError::Label { path: arguments.file.clone(), source }.into());
    }
    let numbers = |names: &[String]| -> Result<Vec<Vec<f64>>, table::TableError> {
        names.iter().map(|name| Ok(finite(table.numbers(name)?))).collect()
    };
    let label = LabelValues {
        name: arguments.label.clone(),
        direction: match arguments.direction {
            DirectionArgument::Maximize => Direction::Maximize,
            DirectionArgument::Minimize => Direction::Minimize,
        },
        values,
        seeds: numbers(&arguments.seeds)?,
    };
    let proxies = arguments.score.iter().zip(numbers(&arguments.score)?).map(|(name, values)| {
        let outcomes = values.into_iter().map(|value| match value {
            value if value.is_nan() => (value, "missing"),
            value => zeros.read(Some(Outcome::Scored(value))),
        });
        let (values, status) = outcomes.unzip();
        ProxyColumn { name: name.clone(), values, status }
    });
    let controls = arguments.partial.iter().zip(numbers(&arguments.partial)?);
    let clusters = arguments.cluster.as_ref().map(|name| table.text(name)).transpose()?;
    Ok(Columns {
        proxies: proxies.collect(),
        labels: vec![label],
        controls: controls.map(|(name, values)| Control { name: name.clone(), values }).collect(),
        // An empty cell is a cluster of its own.
        clusters: clusters.map(|names| {
            number(names.into_iter().map(|name| Some(name).filter(|name| !name.is_empty())).collect())
        }),
    })
}

/// A number that is not finite is none, as in a study.
fn finite(values: Vec<f64>) -> Vec<f64> {
    values.into_iter().map(|value| if value.is_finite() { value } else { f64::NAN }).collect()
}
