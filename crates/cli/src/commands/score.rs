//! `epsilon score`.

use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use batch::{Batch, BatchSpec, Input};
use config::{
    ArchitecturesConfig, BackendKind, BadRecords, BatchConfig, Config, EpsilonConfig, FiguresConfig, Named,
    ProxyConfig, Source, SpaceConfig, StatisticsConfig,
};
use data::{list_file, list_usable};
use sweep::{Outcome, Scores, Sweep};

use crate::arguments::ScoreArguments;
use crate::exit::{Exit, UsageError, of_option, of_options};
use crate::output::{self, tell};
use crate::progress::Progress;
use crate::threads;

/// Prints `arch,epsilon,status` rows, in the order asked for.
pub fn score(arguments: &ScoreArguments) -> anyhow::Result<Exit> {
    threads::set(arguments.threads)?;
    let usage = |problem: String| UsageError(problem);
    let spec = BatchConfig::parse(&arguments.batch, arguments.batch_size, arguments.seed).map_err(usage)?;
    let image_size = match arguments.image_size {
        Some(size) => Some(size),
        None => image_size(&spec)?,
    };
    let backend = BackendKind::read(&arguments.backend).map_err(|problem| of_option("backend", problem))?;
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
        batch: Some(BatchConfig::resolved(&spec)),
        proxies: vec![ProxyConfig::Epsilon(EpsilonConfig {
            weights: arguments.weights.map(|weights| weights.pair().to_vec()),
            precision: Some(arguments.precision),
            backend: Some(backend),
            device: arguments.device,
            ..EpsilonConfig::default()
        })],
        labels: Vec::new(),
        statistics: StatisticsConfig::default(),
        figures: FiguresConfig::default(),
    };
    let study = config.check(&Source::default()).map_err(of_options)?;
    let space = study.space.as_ref();
    let architectures = match &arguments.archs {
        None => arguments.architectures.iter().map(|text| space.canonical(text)).collect::<Result<_, _>>()?,
        Some(path) if path.as_os_str() == "all" => space.architectures()?,
        Some(path) if arguments.bad_records == BadRecords::Skip => {
            let (found, skipped) = list_usable(space, path)?;
            if skipped.count > 0 {
                let (path, first) = (path.display(), skipped.first.join("; "));
                tell!("warning: left out of {path}: {} lines, the first: {first}", skipped.count);
            }
            found
        }
        Some(path) => list_file(space, path)?,
    };
    for warning in space.warnings() {
        tell!("warning: {warning}");
    }
    let sweep = Sweep::new(&study, study.settings(), &architectures)?;
    let mut scores = Scores::new(sweep.settings(), architectures.len());
    let progress = Progress::new();
    let swept = sweep.run(&mut scores, None, &progress, &AtomicBool::new(false));
    progress.finish();
    swept?;
    let mut text = "arch,epsilon,status\n".to_owned();
    for (key, outcome) in architectures.iter().zip(scores.column(0)) {
        let (value, status) = match outcome {
            Some(Outcome::Scored(score)) => (*score, "ok"),
            Some(other) => (f64::NAN, other.status()),
            None => (f64::NAN, "failed"),
        };
        // The shortest text that reads back as the same number.
        let _ = writeln!(text, "{},{value:?},{status}", files::csv_cell(key));
    }
    output::print(&text);
    Ok(if scores.failed() > 0 { Exit::Failed } else { Exit::Ok })
}

/// The side of the images of a file: the samples say which networks they are for. `None` for samples that are made, and
/// for text.
pub fn image_size(spec: &BatchSpec) -> Result<Option<usize>, data::DataError> {
    if spec.source.file().is_none() || spec.source.is_text() {
        return Ok(None);
    }
    // The size given here is for batches without a file.
    Ok(match spec.load(Input::Images { size: 32 })? {
        Batch::Images(images) => Some(images.shape().height),
        Batch::Text(_) => None,
    })
}
