//! `epsilon score`.

use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use batch::{Batch, BatchSpec, InputKind};
use benchmark::Architecture;
use config::{
    ArchitecturesConfig, BackendKind, BadRecords, BatchConfig, Config, ConfigText, EpsilonConfig,
    FiguresConfig, Named, ProxyConfig, SpaceConfig, StatisticsConfig, Study,
};
use data::{list_file, list_usable};
use epsilon::{Initialisations, Precision, output_magnitude};
use network::{Network, Property};
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
    let epsilon = |precision| {
        ProxyConfig::Epsilon(EpsilonConfig {
            weights: arguments.weights.map(|weights| weights.pair().to_vec()),
            precision: Some(precision),
            backend: Some(backend),
            device: arguments.device,
            ..EpsilonConfig::default()
        })
    };
    let mut precisions = vec![arguments.precision];
    if arguments.explain && arguments.precision != Precision::F64 {
        precisions.push(Precision::F64);
    }
    let config = Config {
        study: "score".to_owned(),
        seed: 0,
        space: SpaceConfig {
            name: arguments.space.clone(),
            image_size,
            recipes: arguments.recipes.clone(),
            architectures: ArchitecturesConfig::default(),
            ..SpaceConfig::default()
        },
        batch: Some(BatchConfig::resolved(&spec)),
        proxies: precisions.iter().map(|precision| epsilon(*precision)).collect(),
        labels: Vec::new(),
        statistics: StatisticsConfig::default(),
        figures: FiguresConfig::default(),
    };
    let study = config.check(&ConfigText::default()).map_err(of_options)?;
    let space = study.space.as_ref();
    let architectures = match &arguments.archs {
        None => arguments.architectures.iter().map(|text| space.parse(text)).collect::<Result<_, _>>()?,
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
    let columns: Vec<_> = (0..precisions.len()).map(|setting| scores.column(setting)).collect();
    let mut text = "arch,epsilon,status".to_owned();
    text.push_str(if arguments.explain { ",shortest_chain,log10_output,epsilon_f64\n" } else { "\n" });
    for (row, one) in architectures.iter().enumerate() {
        let (value, status) = told(columns[0][row].as_ref());
        // The shortest text that reads back as the same number.
        let _ = write!(text, "{},{value:?},{status}", files::csv_cell(one.key()));
        if arguments.explain {
            let (chain, magnitude) = signal(&study, one.as_ref());
            let exact = columns.last().map_or(f64::NAN, |column| told(column[row].as_ref()).0);
            let _ = write!(text, ",{chain},{magnitude:.1},{exact:?}");
        }
        text.push('\n');
    }
    output::print(&text);
    if arguments.explain {
        tell!(
            "log10_output is an estimate from the graph. Numbers below 10^-45.2 are zero in f32, below 10^-323.6 in f64: where all \
             outputs are, there is no score."
        );
    }
    Ok(if scores.failed() > 0 { Exit::Failed } else { Exit::Ok })
}

/// A score and its status as they are printed: the number or NaN, and `ok` or the reason why there is none.
pub fn told(outcome: Option<&Outcome>) -> (f64, &'static str) {
    match outcome {
        Some(Outcome::Scored(score)) => (*score, "ok"),
        Some(other) => (f64::NAN, other.status()),
        None => (f64::NAN, "failed"),
    }
}

/// The fewest weighted layers on a path of the network, and log10 of its outputs with the smaller constant; NaN where there
/// is no such path, and for recurrent networks.
fn signal(study: &Study, architecture: &dyn Architecture) -> (f64, f64) {
    let network = architecture.network(study.classes).ok();
    let chain = network.as_ref().and_then(|network| Property::ShortestChain.of(network));
    let magnitude = match (network, study.settings().first().map(|(_, setting)| setting.initialisations)) {
        (Some(Network::Image(graph)), Some(Initialisations::Constants(weights))) => {
            let [first, second] = weights.pair().map(f64::abs);
            output_magnitude(&graph, first.min(second)).map(|bits| bits * std::f64::consts::LOG10_2)
        }
        _ => None,
    };
    (chain.map_or(f64::NAN, |chain| chain as f64), magnitude.unwrap_or(f64::NAN))
}

/// The side of the images of a file: the samples say which networks they are for. `None` for samples that are made, and
/// for text.
///
/// # Errors
/// If the file can't be read, or is not what its kind says.
pub fn image_size(spec: &BatchSpec) -> Result<Option<usize>, data::DataError> {
    if spec.source.file().is_none() || spec.source.is_text() {
        return Ok(None);
    }
    // The size given here is for batches without a file.
    Ok(match spec.load(InputKind::Images { size: 32 })? {
        Batch::Images(images) => Some(images.shape().height),
        Batch::Text(_) => None,
    })
}
