//! `epsilon weights`.

use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use config::spaces;
use config::{
    Ablation, AblationConfig, ArchitecturesConfig, BatchConfig, ConfigText, FiguresConfig, GridConfig,
    Population, SpaceConfig, WeightsGrid,
};
use epsilon::Weights;
use report::{Cell, Column, Table, csv, terminal};
use study::Task;
use study::ablation::{Measured, measure, widest_pair};
use sweep::{Scores, Sweep};

use super::score::image_size;
use crate::arguments::{TableFormat, WeightsArguments};
use crate::exit::{Exit, UsageError, of_options};
use crate::output::{self, tell};
use crate::progress::Progress;
use crate::threads;

/// Prints how many architectures every pair of constants scores, and the pair that the rule chooses.
pub fn weights(arguments: &WeightsArguments) -> anyhow::Result<Exit> {
    threads::set(arguments.threads)?;
    let ablation = ablation(arguments)?;
    let task = Task::Ablation(ablation.clone());
    let data = task.load(false)?;
    let sweep = Sweep::new(task.study(), task.settings(), &data.architectures)?;
    let mut scores = Scores::new(sweep.settings(), data.architectures.len());
    let progress = Progress::new();
    let swept = sweep.run(&mut scores, None, &progress, &AtomicBool::new(false));
    progress.finish();
    swept?;
    let measured = measure(&ablation, &data, &scores);
    let chosen = widest_pair(&measured, arguments.missing_below);
    let table = table(&measured, chosen);
    output::print(&match arguments.format {
        TableFormat::Table => terminal(&table, output::width()),
        TableFormat::Csv => csv(&table),
    });
    tell!("{}", remarks(arguments, &measured, chosen).trim_end());
    Ok(if scores.failed() > 0 { Exit::Failed } else { Exit::Ok })
}

fn ablation(arguments: &WeightsArguments) -> anyhow::Result<Ablation> {
    let usage = |problem: String| UsageError(problem);
    let spec = BatchConfig::parse(&arguments.batch, arguments.batch_size, arguments.seed).map_err(usage)?;
    let image_size = image_size(&spec)?;
    let architectures = match &arguments.archs {
        Some(path) if path.as_os_str() == "all" => Population::All.into(),
        Some(path) => Population::File(path.clone()).into(),
        None => ArchitecturesConfig { sample: Some(arguments.sample), ..ArchitecturesConfig::default() },
    };
    let config = AblationConfig {
        study: "weights".to_owned(),
        seed: arguments.seed.unwrap_or(0),
        space: SpaceConfig {
            name: arguments.space.clone(),
            image_size,
            architectures,
            ..SpaceConfig::default()
        },
        batch: Some(BatchConfig::resolved(&spec)),
        backend: None,
        device: None,
        grid: GridConfig {
            weights: Some(WeightsGrid::Constants(arguments.constants.clone())),
            precision: vec![arguments.precision],
            ..GridConfig::default()
        },
        repeats: None,
        zero_scores: None,
        labels: Vec::new(),
        figures: FiguresConfig::default(),
    };
    config.check(&ConfigText::default()).map_err(of_options)
}

fn table(measured: &[Measured], chosen: Option<usize>) -> Table {
    let rows = measured
        .iter()
        .enumerate()
        .filter_map(|(position, row)| {
            let [first, second] = row.row.weights.map(Weights::pair)?;
            Some(vec![
                Cell::Significant { value: first, digits: 6 },
                Cell::Significant { value: second, digits: 6 },
                Cell::Significant { value: second / first, digits: 6 },
                Cell::Coverage { scored: row.scored as u64, asked: row.asked as u64 },
                Cell::Percent { fraction: 1.0 - row.coverage(), decimals: 1 },
                Cell::from(if chosen == Some(position) { "yes" } else { "" }),
            ])
        })
        .collect();
    Table {
        caption: String::new(),
        columns: vec![
            Column::number("smaller"),
            Column::number("larger"),
            Column::number("ratio"),
            Column::number("scored / asked"),
            Column::number("missing"),
            Column::text("chosen"),
        ],
        rows,
        notes: Vec::new(),
    }
}

/// What is chosen, and how the published pair does here.
fn remarks(arguments: &WeightsArguments, measured: &[Measured], chosen: Option<usize>) -> String {
    let below = arguments.missing_below * 100.0;
    let mut text = match chosen.and_then(|position| measured[position].row.weights) {
        Some(weights) => format!("the widest pair with less than {below} % missing is {weights}\n"),
        None => format!("no pair has less than {below} % missing\n"),
    };
    let published = spaces::find(&arguments.space).map(|entry| entry.weights);
    let found = measured
        .iter()
        .enumerate()
        .find(|(_, row)| published.is_some() && row.row.weights.map(Weights::pair) == published);
    if let Some((position, row)) = found
        && let Some(weights) = row.row.weights
    {
        let missing = (1.0 - row.coverage()) * 100.0;
        let comes = if chosen == Some(position) {
            "which is the rule's choice"
        } else {
            "which is not the rule's choice"
        };
        let _ = writeln!(text, "the published pair is {weights} ({missing:.1} % missing here), {comes}");
    }
    text
}
