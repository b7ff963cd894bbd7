//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::exit;

/// Scores neural architectures without training, over whole benchmarks, and shows how well that ranks them.
#[derive(Debug, Parser)]
#[command(name = "epsilon", version, after_help = exit::HELP, max_term_width = 110)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the study of a config: scores, correlations, plots, report.
    Run(RunArguments),
}

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// The YAML file of the study.
    pub config: PathBuf,
    /// Lay a setting over the config: a path such as batch.size or proxies.0.epsilon.precision, and a YAML value.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Check the config and estimate the time; data files that are missing are named, and nothing is written.
    #[arg(long)]
    pub dry_run: bool,
    /// Continue the latest run of the study (or the one in --out); what is stored is not computed again.
    #[arg(long)]
    pub resume: bool,
    /// Threads [default: one for each core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// The run's folder [default: results/STUDY/TIME].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}
