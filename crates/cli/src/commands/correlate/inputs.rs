//! Columns and settings of `epsilon correlate`.

use std::path::{Path, PathBuf};

use analysis::{
    Clusters, Control, Correlation, Examined, LabelValues, ProxyColumn, Statistics, TieRow, number_clusters,
};
use config::{ComparisonsConfig, IntervalsConfig, StatisticsConfig};
use report::Warning;
use study::analyse::read_score;
use study::presentation::column_warnings;
use study::results::{ARCHITECTURES, CLUSTERS};
use sweep::Outcome;
use table::Table;

use crate::arguments::CorrelateArguments;
use crate::exit::UsageError;
use crate::output::tell;

/// The columns that an option names: each value is a column of the table as it is, or else a list with commas.
pub fn named(given: &[String], table: &Table) -> Vec<String> {
    let names = given.iter().flat_map(|given| {
        if table.has(given) { vec![given.clone()] } else { given.split(',').map(str::to_owned).collect() }
    });
    names.collect()
}

/// The table to read: of a run's folder, and in place of its `scores.csv`, which has a row an architecture and proxy and no label, it is
/// the one with a row an architecture.
pub fn table_of(file: &Path) -> Result<PathBuf, UsageError> {
    let name = file.file_stem().unwrap_or_default();
    let folder = if file.is_dir() {
        file
    } else {
        let parent = file.parent().unwrap_or(Path::new(""));
        if name != "scores" || !parent.join(".epsilon-run").is_file() {
            return Ok(file.to_owned());
        }
        parent
    };
    let wide = folder.join(ARCHITECTURES);
    if !wide.is_file() {
        let (folder, wide) = (folder.display(), wide.display());
        return Err(UsageError(format!(
            "{folder} is no finished run of this version: there is no {wide} with a row an architecture"
        )));
    }
    if wide != file {
        tell!("reading {}", wide.display());
    }
    Ok(wide)
}

/// Where no column of clusters is named, that of a run's own table; `none` for no clusters.
pub fn find_cluster(arguments: &mut CorrelateArguments, table: &Table) {
    match &arguments.cluster {
        Some(name) if name == "none" && !table.has(name) => arguments.cluster = None,
        Some(_) => {}
        None => {
            let found = CLUSTERS.into_iter().find(|name| table.has(name));
            if let Some(name) = found {
                tell!("rows with the same `{name}` are drawn as one (--cluster none: each by itself)");
                arguments.cluster = Some(name.to_owned());
            }
        }
    }
}

/// Checks the options; `scores` are the columns of scores.
pub fn settings(arguments: &CorrelateArguments, scores: &[String]) -> Result<Statistics, UsageError> {
    for (position, score) in scores.iter().enumerate() {
        if scores[..position].contains(score) {
            return Err(UsageError(format!("--score names the column `{score}` twice")));
        }
    }
    let config = StatisticsConfig {
        common_subset: true,
        intervals: IntervalsConfig {
            method: Some(arguments.interval),
            level: Some(arguments.level),
            resamples: arguments.resamples,
            seed: Some(arguments.seed),
        },
        clusters: Some(if arguments.cluster.is_some() { Clusters::Column } else { Clusters::None }),
        comparisons: ComparisonsConfig {
            correction: Some(arguments.correction),
            against: arguments.against.clone(),
            ..arguments.tests.as_ref().map_or_else(ComparisonsConfig::default, |tests| ComparisonsConfig {
                tests: tests.iter().copied().flatten().collect(),
                ..ComparisonsConfig::default()
            })
        },
        top_k: arguments.top_k.clone(),
        bands: Some(arguments.bands),
        strata: Some("none".to_owned()),
        // Controls are columns of the table here, and stand in the input.
        partial: Some(Vec::new()),
        zero_scores: Some(arguments.zero_scores),
        missing_ranked: true,
        permutations: arguments.permutations,
    };
    config.check(scores, false).map_err(|(path, problem)| {
        let option = match path {
            ["intervals" | "comparisons", field] => field,
            path => path.first().copied().unwrap_or_default(),
        };
        UsageError(format!("--{}: {problem}", option.replace('_', "-")))
    })
}

/// The columns that were asked for.
pub struct Columns {
    proxies: Vec<ProxyColumn>,
    labels: Vec<LabelValues>,
    controls: Vec<Control>,
    clusters: Option<Vec<u64>>,
}

impl Columns {
    /// What may mislead a reader of what was found.
    pub fn warnings(&self, found: &Examined) -> Vec<Warning> {
        column_warnings(&self.proxies, &self.labels, &found.correlations, &found.details.ties, |_| false)
    }

    /// Those that are about this score or about the label.
    pub fn warnings_of(&self, found: &Examined, score: &str) -> Vec<Warning> {
        let proxies: Vec<ProxyColumn> =
            self.proxies.iter().filter(|column| column.name == score).cloned().collect();
        let correlations: Vec<Correlation> =
            found.correlations.iter().filter(|row| row.score == score).cloned().collect();
        let ties: Vec<TieRow> =
            found.details.ties.iter().filter(|row| row.is_label || row.column == score).cloned().collect();
        column_warnings(&proxies, &self.labels, &correlations, &ties, |_| false)
    }

    /// As the analysis takes them.
    pub fn for_analysis(&self, seed: u64) -> analysis::Columns<'_> {
        analysis::Columns {
            proxies: &self.proxies,
            labels: &self.labels,
            controls: &self.controls,
            strata: None,
            clusters: self.clusters.as_deref(),
            size: None,
            seed,
        }
    }
}

/// Reads the columns.
pub fn columns(arguments: &CorrelateArguments, table: &Table, scores: &[String]) -> anyhow::Result<Columns> {
    let values = finite(table.numbers(&arguments.label)?);
    if values.iter().all(|label| label.is_nan()) {
        return Err(data::DataError::Empty {
            path: arguments.file.clone(),
            what: "label",
            name: arguments.label.clone(),
            rows: table.height(),
        }
        .into());
    }
    let numbers = |names: &[String]| -> Result<Vec<Vec<f64>>, table::TableError> {
        names.iter().map(|name| Ok(finite(table.numbers(name)?))).collect()
    };
    let label = LabelValues {
        name: arguments.label.clone(),
        direction: arguments.direction.unwrap_or_default(),
        values,
        seeds: numbers(&named(&arguments.seeds, table))?,
    };
    let proxies = scores.iter().zip(numbers(scores)?).map(|(name, values)| {
        let outcomes = values.into_iter().map(|value| match value {
            value if value.is_nan() => (value, "not_in_table"),
            value => read_score(arguments.zero_scores, Some(Outcome::Scored(value))),
        });
        let (values, status) = outcomes.unzip();
        ProxyColumn { name: name.clone(), values, status }
    });
    let partial = named(&arguments.partial, table);
    let controls = partial.iter().zip(numbers(&partial)?);
    let clusters = arguments.cluster.as_ref().map(|name| table.text(name)).transpose()?;
    Ok(Columns {
        proxies: proxies.collect(),
        labels: vec![label],
        controls: controls.map(|(name, values)| Control { name: name.clone(), values }).collect(),
        // A row whose cluster is missing is a cluster of its own.
        clusters: clusters.map(|names| {
            number_clusters(
                names.into_iter().map(|name| Some(name).filter(|name| !files::is_missing(name))).collect(),
            )
        }),
    })
}

/// A number that is not finite is none, as in a study.
fn finite(values: Vec<f64>) -> Vec<f64> {
    values.into_iter().map(|value| if value.is_finite() { value } else { f64::NAN }).collect()
}
