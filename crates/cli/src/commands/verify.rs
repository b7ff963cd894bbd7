//! `epsilon verify`.

use batch::{BatchKind, InputKind};
use config::{
    BackendKind, BatchConfig, Config, ConfigText, EpsilonConfig, FiguresConfig, Named, Population,
    ProxyConfig, SpaceConfig, StatisticsConfig, Study,
    spaces::{self, SpaceEntry},
};
use report::terminal;
use verify::{Verification, cases, sample_of, sample_space, verification_table, verify as verify_study};

use crate::arguments::VerifyArguments;
use crate::exit::{BuildError, Exit, UsageError, of_options};
use crate::output::{self, tell};
use crate::progress::Progress;
use crate::threads;

/// Prints how the collapsed engine and the full network agree. All is well only if they do within tolerance.
pub fn verify(arguments: &VerifyArguments) -> anyhow::Result<Exit> {
    let usage = |problem: String| UsageError(problem);
    BackendKind::read("torch")
        .map_err(|problem| BuildError(format!("verify compares with the full network, but {problem}")))?;
    threads::set(arguments.threads)?;
    let studies = studies(arguments)?;
    let mut found: Vec<Verification> = Vec::new();
    for study in &studies {
        let cases = cases(study);
        if cases.is_empty() {
            return Err(
                usage(format!("{} has no epsilon between two constants to verify", study.name)).into()
            );
        }
        // The config's constants are sound in its own precisions, which need not be these.
        for case in &cases {
            for precision in &arguments.precision {
                case.weights.check(*precision)?;
            }
        }
        let count = arguments.sample as usize;
        let asked = if arguments.config.is_some() || arguments.archs.is_some() {
            sample_of(study, count, arguments.seed)?
        } else {
            sample_space(study, count, arguments.seed)?
        };
        let progress = Progress::new();
        let verified = verify_study(study, &asked, &arguments.precision, arguments.device, &progress);
        progress.finish();
        found.extend(verified?);
    }
    output::print(&terminal(&verification_table(&found), output::width()));
    let mut exit = Exit::Ok;
    for verification in &found {
        for failure in verification.failures() {
            exit = Exit::Bug;
            tell!("error: {} {}: {failure}", verification.space, verification.precision);
        }
    }
    Ok(exit)
}

/// What is verified: the config's study, or one a space.
fn studies(arguments: &VerifyArguments) -> anyhow::Result<Vec<Study>> {
    if let Some(path) = &arguments.config {
        let (config, source) = Config::read(path, &arguments.set)?;
        return Ok(vec![config.check(&source)?]);
    }
    let all: Vec<String> = spaces::names().iter().map(ToString::to_string).collect();
    let names = if arguments.space.is_empty() { &all } else { &arguments.space };
    names.iter().map(|name| space_study(arguments, name)).collect()
}

/// A study of one space on the samples that the command line names.
fn space_study(arguments: &VerifyArguments, name: &str) -> anyhow::Result<Study> {
    let input = spaces::find(name).map(|entry: &SpaceEntry| entry.input);
    let text = input == Some(InputKind::Text);
    let batch = match &arguments.batch {
        Some(batch) => {
            let seed =
                Some(arguments.seed).filter(|_| matches!(batch.as_str(), "normal" | "uniform" | "tokens"));
            BatchConfig::resolved(&BatchConfig::parse(batch, arguments.batch_size, seed).map_err(UsageError)?)
        }
        None => BatchConfig {
            kind: if text { BatchKind::Tokens } else { BatchKind::Normal },
            size: Some(arguments.batch_size),
            ..BatchConfig::default()
        },
    };
    let config = Config {
        study: "verify".to_owned(),
        seed: arguments.seed,
        space: SpaceConfig {
            name: name.to_owned(),
            image_size: arguments.image_size.filter(|_| !text),
            architectures: arguments.archs.clone().map_or(Population::All, Population::File).into(),
            ..SpaceConfig::default()
        },
        batch: Some(batch),
        proxies: vec![ProxyConfig::Epsilon(EpsilonConfig {
            weights: arguments.weights.map(|weights| weights.pair().to_vec()),
            ..EpsilonConfig::default()
        })],
        labels: Vec::new(),
        statistics: StatisticsConfig::default(),
        figures: FiguresConfig::default(),
    };
    // There is no file to name a line of: only the field and the problem are of use.
    config.check(&ConfigText::default()).map_err(of_options)
}
