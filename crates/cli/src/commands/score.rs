//! `epsilon score`.

use std::fmt::Write as _;

use study::checked::{BatchSpec, Input};
use study::config::{
    ArchitecturesConfig, Config, EpsilonConfig, ProxyConfig, Source, SpaceConfig, StatisticsConfig,
};
use study::sweep::{Completion, Sweep};
use study::{Batch, Data, Scores, architectures, usable_architectures};

use crate::arguments::{BadRecords, ScoreArguments};
use crate::exit::{Exit, UsageError, of_options};
use crate::progress::Progress;
use crate::{interrupt, output, threads};

/// Prints `arch,epsilon` rows, in the order asked for.
pub fn score(arguments: &ScoreArguments) -> anyhow::Result<Exit> {
    threads::set(arguments.threads)?;
    let usage = |problem: String| UsageError(problem);
    let spec = BatchSpec::parse(&arguments.batch, arguments.batch_size, arguments.seed).map_err(usage)?;
    let image_size = match arguments.image_size {
        Some(size) => Some(size),
        None if spec.source.file().is_some() && !spec.source.is_text() => {
            // The samples say which networks they are for. The size given here is for batches without a file.
            match spec.load(Input::Images { size: 32 })? {
                Batch::Images(images) => Some(images.shape().height),
                Batch::Text(_) => None,
            }
        }
        None => None,
    };
    let config = Config {
        study: "score".to_owned(),
        seed: 0,
        space: SpaceConfig {
            name: arguments.space.clone(),
            image_size,
            recipes: arguments.recipes.clone(),
            architectures: ArchitecturesConfig::All,
            ..SpaceConfig::default()
        },
        batch: Some(spec.resolved()),
        proxies: vec![ProxyConfig::Epsilon(EpsilonConfig {
            weights: arguments.weights.map(|weights| weights.pair().to_vec()),
            precision: Some(arguments.precision.to_string()),
            backend: Some(arguments.backend.clone()),
            device: arguments.device.clone(),
            ..EpsilonConfig::default()
        })],
        labels: Vec::new(),
        statistics: StatisticsConfig::default(),
    };
    let study = config.check(&Source::default()).map_err(of_options)?;
    let space = study.space.as_ref();
    let architectures = match &arguments.archs {
        None => arguments.architectures.iter().map(|text| space.canonical(text)).collect::<Result<_, _>>()?,
        Some(path) if path.as_os_str() == "all" => architectures(space, &ArchitecturesConfig::All, 0)?,
        Some(path) if arguments.bad_records == BadRecords::Skip => {
            let (found, skipped) = usable_architectures(space, path)?;
            if skipped.count > 0 {
                let (path, first) = (path.display(), skipped.first.join("; "));
                eprintln!("warning: left out of {path}: {} lines, the first: {first}", skipped.count);
            }
            found
        }
        Some(path) => architectures(space, &ArchitecturesConfig::File(path.clone()), 0)?,
    };
    let batch = study.batch(&spec)?;
    let data = Data {
        architectures,
        labels: Vec::new(),
        seeds: Vec::new(),
        columns: Vec::new(),
        batches: vec![(spec, batch)],
        skipped: Vec::new(),
    };
    let sweep = Sweep::new(&study, &data)?;
    let mut scores = Scores::new(sweep.settings(), data.architectures.len());
    let stop = interrupt::flag()?;
    let progress = Progress::new();
    let completion = sweep.run(&mut scores, None, &progress, &stop);
    progress.finish();
    if let Completion::Interrupted { .. } = completion? {
        eprintln!("interrupted: nothing is printed; `epsilon run` keeps what is computed");
        return Ok(Exit::Interrupted);
    }
    let mut text = "arch,epsilon\n".to_owned();
    for (key, outcome) in data.architectures.iter().zip(scores.column(0)) {
        let value = outcome.map_or(f64::NAN, study::Outcome::value);
        // The shortest text that reads back as the same number.
        let _ = writeln!(text, "{},{value:?}", output::csv_cell(key));
    }
    output::print(&text);
    Ok(if scores.failed() > 0 { Exit::Failed } else { Exit::Ok })
}
