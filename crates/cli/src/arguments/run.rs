//! Commands with a config.

use std::path::PathBuf;

use clap::Args;
use study::Options;
use sweep::Shard;

/// Arguments of `run`, `ablate` and `search`.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// What every command with a config takes.
    #[command(flatten)]
    pub common: ConfigArguments,
    /// Score only the I-th of N parts, into shards/I-of-N in the run's folder (by default, results/STUDY/N-shards);
    /// `epsilon merge` puts the parts together. Parts share nothing, so they can run at the same time on several machines.
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
}

/// Arguments of commands that take a config.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct ConfigArguments {
    /// The YAML file.
    pub config: PathBuf,
    /// Lay a setting over the config: a path such as batch.size or proxies.0.epsilon.precision, and a YAML value.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Check the config and estimate the time; data files that are missing are named, and nothing is written.
    #[arg(long)]
    pub dry_run: bool,
    /// Fetch the data files that are missing first, as `epsilon data fetch` does.
    #[arg(long, conflicts_with = "dry_run")]
    pub fetch: bool,
    /// Continue the latest run of the study (or the one in --out); what is stored is not computed again.
    #[arg(long, conflicts_with = "dry_run")]
    pub resume: bool,
    /// Compute every score anew [default: those of the same settings in earlier runs under results/ are taken].
    #[arg(long)]
    pub fresh: bool,
    /// Threads [default: one for each core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// The run's folder [default: results/STUDY/TIME].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Show the report in the browser when it is done.
    #[arg(long, conflicts_with = "dry_run")]
    pub open: bool,
}

impl ConfigArguments {
    /// Where the run goes, and what of it.
    pub fn options(&self, shard: Option<Shard>) -> Options<'_> {
        Options {
            config: Some(&self.config),
            out: self.out.as_deref(),
            resume: self.resume,
            shard,
            fresh: self.fresh,
        }
    }
}

/// Arguments of `merge`.
#[derive(Debug, Args)]
pub struct MergeArguments {
    /// Folders of a run in shards, or of single shards; or the config of a study, which stands for its run in shards
    /// under results/ where no folder is given too.
    #[arg(value_name = "FOLDER|CONFIG", required = true)]
    pub paths: Vec<PathBuf>,
    /// Lay a setting over the config, as it was given to the shards.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Where the results go [default: the run's folder].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Threads [default: one for each core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// Arguments of `slurm`.
#[derive(Debug, Args)]
pub struct SlurmArguments {
    /// The YAML file of the study.
    pub config: PathBuf,
    /// How many shards: jobs of the array.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(Shard::MOST)))]
    pub shards: u32,
    /// Submit the jobs; without it they are only written.
    #[arg(long)]
    pub submit: bool,
    /// Time limit of each job as Slurm reads it, such as 30 (minutes) or 04:00:00 [default: the partition's]. A shard
    /// that needs longer goes back into the queue and continues.
    #[arg(long, value_name = "TIME")]
    pub time: Option<String>,
    /// CPUs, and threads, of each job.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub cpus: u16,
    /// At most so many shards at the same time [default: as many as the cluster lets].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub at_once: Option<u32>,
    /// Seconds before the time limit at which a shard is told to stop.
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    pub before: u32,
    /// One more option for sbatch, such as --sbatch=--partition=long. Can be given several times.
    #[arg(long, value_name = "OPTION", allow_hyphen_values = true)]
    pub sbatch: Vec<String>,
    /// Compute every score anew [default: those of the same settings in earlier runs under results/ are taken].
    #[arg(long)]
    pub fresh: bool,
    /// Lay a setting over the config: a path such as batch.size, and a YAML value.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// The run's folder; the scripts go into slurm/ in it [default: results/STUDY/N-shards].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}
