//! `epsilon compare`.

use std::path::Path;

use batch::BatchKind;
use config::{
    BatchConfig, ColumnConfig, ComparisonsConfig, Config, ConfigText, EpsilonConfig, FiguresConfig,
    LabelConfig, LabelSource, Population, ProxyConfig, SpaceConfig, StatisticsConfig, spaces,
};
use epsilon::Precision;
use network::Property;
use study::{Options, Task};
use sweep::Completion;
use table::Table;

use super::results;
use crate::arguments::CompareArguments;
use crate::exit::{Exit, UsageError, of_options};
use crate::interrupt::Interrupt;
use crate::output::{note, tell};
use crate::progress::Progress;
use crate::shell::path;
use crate::threads;

/// The columns that may hold the architectures, in the order in which they are looked for.
const KEYS: [&str; 8] = ["arch", "architecture", "key", "arch_str", "cell", "hash", "index", "arch_index"];
/// A space of more architectures is too large to take whole beside a table of some of them.
const TAKEN_WHOLE: usize = 50_000;

/// Sets the scores of a table against trained accuracy, beside what costs nothing: without a config.
pub fn compare(arguments: &CompareArguments) -> anyhow::Result<Exit> {
    threads::set(arguments.threads)?;
    let config = config(arguments)?;
    let yaml = study::run_folder::config_text(&config)?;
    let task = Task::Run(config.check(&ConfigText::default()).map_err(of_options)?);
    results::doubts(task.study());
    let interrupt = Interrupt::new()?;
    let progress = Progress::until(&interrupt);
    let options = Options { out: arguments.out.as_deref(), fresh: arguments.fresh, ..Options::default() };
    let run = study::run(&task, options, &progress, &interrupt.stop);
    progress.finish();
    let run = run?;
    if let Completion::Interrupted { left } = run.completion {
        let (config, folder) = (path(&run.folder.join("config.yaml")), path(&run.folder));
        tell!(
            "interrupted with {left} functions left; continue with\n  epsilon run {config} --out {folder} --resume{}",
            if arguments.fresh { " --fresh" } else { "" }
        );
        return Ok(Exit::Interrupted);
    }
    let exit = results::show(&task, &run, arguments.open);
    note!("the same as `epsilon run` with this config:\n{}", yaml.trim_end());
    Ok(exit)
}

/// The study of a comparison, as its config.
///
/// # Errors
/// If the space is unknown, the table can't be read, or its columns of keys, scores or labels are not found.
pub fn config(arguments: &CompareArguments) -> anyhow::Result<Config> {
    let entry = spaces::find(&arguments.space).ok_or_else(|| {
        UsageError(format!("--space {}: there are {}", arguments.space, spaces::names().join(", ")))
    })?;
    let table = Table::read(&arguments.file)?;
    let key = match &arguments.key {
        Some(key) => key.clone(),
        None => key_of(&table, &arguments.file)?,
    };
    let scores = if arguments.score.is_empty() {
        numbers_of(&table, &[&key, &arguments.label])?
    } else {
        arguments.score.clone()
    };
    let whole = entry.size.is_some_and(|size| size <= TAKEN_WHOLE);
    let architectures = if whole {
        Population::All
    } else {
        Population::Table { file: arguments.file.clone(), key: key.clone() }
    };
    let column = |column: String| {
        let (file, key) = (arguments.file.clone(), Some(key.clone()));
        ProxyConfig::Column(ColumnConfig {
            column,
            file,
            dataset: None,
            key,
            aggregate: None,
            name: None,
            title: None,
        })
    };
    let mut proxies: Vec<ProxyConfig> = scores.into_iter().map(column).collect();
    proxies.extend([Property::LiveParams, Property::Params].map(ProxyConfig::Graph));
    if arguments.epsilon {
        for precision in [Precision::F32, Precision::F64] {
            let precision = Some(precision);
            proxies.push(ProxyConfig::Epsilon(EpsilonConfig { precision, ..EpsilonConfig::default() }));
        }
    }
    let kind = if entry.input == batch::InputKind::Text { BatchKind::Tokens } else { BatchKind::Grey };
    let batch = BatchConfig { kind, size: Some(256), ..BatchConfig::default() };
    Ok(Config {
        study: "compare".to_owned(),
        seed: 0,
        space: SpaceConfig {
            name: arguments.space.clone(),
            architectures: architectures.into(),
            ..SpaceConfig::default()
        },
        batch: arguments.epsilon.then_some(batch),
        proxies,
        labels: vec![label(arguments, &table, &key)?],
        statistics: StatisticsConfig {
            comparisons: ComparisonsConfig {
                against: Some(arguments.against.clone()),
                ..ComparisonsConfig::default()
            },
            ..StatisticsConfig::default()
        },
        figures: FiguresConfig::default(),
    })
}

/// The column of the architectures.
fn key_of(table: &Table, path: &Path) -> Result<String, UsageError> {
    let found = KEYS.into_iter().find(|key| table.has(key));
    found.map(str::to_owned).ok_or_else(|| {
        UsageError(format!(
            "{} has none of the columns {}: name the one that holds the architectures with --key",
            path.display(),
            KEYS.join(", ")
        ))
    })
}

/// The columns of numbers, but for these.
fn numbers_of(table: &Table, but: &[&String]) -> Result<Vec<String>, UsageError> {
    let numbers = |column: &&String| {
        let values = table.numbers(column).unwrap_or_default();
        !but.contains(column)
            && !KEYS.contains(&column.as_str())
            && values.iter().any(|value| !value.is_nan())
    };
    let found: Vec<String> = table.columns().iter().filter(numbers).cloned().collect();
    if found.is_empty() {
        return Err(UsageError(
            "the table has no column of numbers to compare: name one with --score".to_owned(),
        ));
    }
    Ok(found)
}

/// Where trained accuracy is from: a table that is named, the scores' own table, or what can be fetched.
fn label(arguments: &CompareArguments, table: &Table, key: &str) -> Result<LabelConfig, UsageError> {
    let direction = arguments.direction;
    let name = Some(arguments.label.clone());
    let of_table = |file: &Path, key: String| LabelConfig {
        name: name.clone(),
        source: LabelSource::Table,
        file: Some(file.to_owned()),
        key: Some(key),
        column: Some(arguments.label.clone()),
        direction,
        ..LabelConfig::default()
    };
    if let Some(file) = &arguments.labels {
        let labels = Table::read(file).map_err(|error| {
            UsageError(format!(
                "{error}; `epsilon data labels FILE --out labels.csv` makes a table of a benchmark's official file"
            ))
        })?;
        let key = if labels.has(key) { key.to_owned() } else { key_of(&labels, file)? };
        return Ok(of_table(file, key));
    }
    if table.has(&arguments.label) {
        return Ok(of_table(&arguments.file, key.to_owned()));
    }
    if arguments.space == "nasbench201" && arguments.label == "cifar10_test" {
        return Ok(LabelConfig {
            name,
            source: LabelSource::Analog,
            column: Some("baseline_accuracy".to_owned()),
            direction,
            ..LabelConfig::default()
        });
    }
    Err(UsageError(format!(
        "where are the labels `{}`? Name a table that has them with --labels FILE (for nasbench201, `--label cifar10_test` \
         alone takes what `epsilon data fetch analog-nasbench` brings; of a benchmark's official file, `epsilon data labels \
         FILE --out labels.csv` makes a table)",
        arguments.label
    )))
}
