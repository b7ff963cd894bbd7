//! Scores, and what is known of architectures.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use config::BadRecords;
use epsilon::{Device, Precision, Weights};

use super::words::{TableFormat, word};

/// Arguments of `weights`.
#[derive(Debug, Args)]
pub struct WeightsArguments {
    /// The search space, such as nasbench201.
    #[arg(long, value_name = "SPACE")]
    pub space: String,
    /// The samples, as `epsilon score` takes them.
    #[arg(long, value_name = "SPEC")]
    pub batch: String,
    /// How many samples.
    #[arg(long, value_name = "N", default_value_t = 256)]
    pub batch_size: usize,
    /// Draw architectures and samples with this seed [default: 0, and the first samples of a file].
    #[arg(long)]
    pub seed: Option<u64>,
    /// Constants: every pair of two is tried.
    #[arg(
        long,
        value_name = "W,W[,W]",
        value_delimiter = ',',
        default_value = "1e-8,1e-7,1e-6,1e-5,1e-4,1e-3,1e-2,1e-1,1,10"
    )]
    pub constants: Vec<f64>,
    /// How many architectures of the space to draw.
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    pub sample: usize,
    /// A file with an architecture a line instead of a sample, or `all`.
    #[arg(long, value_name = "FILE", conflicts_with = "sample")]
    pub archs: Option<PathBuf>,
    /// The share without a score that a pair must stay below.
    #[arg(long, value_name = "SHARE", default_value_t = 0.1, value_parser = share)]
    pub missing_below: f64,
    /// f32 (as published) or f64 (exact): decides which architectures have a score at all.
    #[arg(long, default_value = "f32", value_parser = word::<Precision>())]
    pub precision: Precision,
    /// How to print the table.
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub format: TableFormat,
    /// Threads [default: one for each core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// Arguments of `score`.
#[derive(Debug, Args)]
pub struct ScoreArguments {
    /// The search space, such as nasbench201.
    #[arg(long, value_name = "SPACE")]
    pub space: String,
    /// The two constants [default: those of the paper for the space].
    #[arg(long, value_name = "W1,W2", allow_hyphen_values = true)]
    pub weights: Option<Weights>,
    /// f32 (as published) or f64 (exact): decides which architectures have a score at all.
    #[arg(long, default_value = "f32", value_parser = word::<Precision>())]
    pub precision: Precision,
    /// The samples: cifar10:FILE, cifar100:FILE, imagenet16:FILE, npy:FILE, grey, normal, uniform or constant:VALUE; for
    /// nasbenchnlp text:FILE (a text or a zip) or tokens.
    #[arg(long, value_name = "SPEC")]
    pub batch: String,
    /// How many samples.
    #[arg(long, value_name = "N", default_value_t = 256)]
    pub batch_size: usize,
    /// Draw the samples with this seed [default: the first ones of a file; 0 for normal and uniform].
    #[arg(long)]
    pub seed: Option<u64>,
    /// Side of the images where the batch does not say [default: that of the space].
    #[arg(long, value_name = "PIXELS")]
    pub image_size: Option<usize>,
    /// What runs the networks: collapse, or torch in a build with libtorch.
    #[arg(long, default_value = "collapse")]
    pub backend: String,
    /// Where torch runs them: cpu, or cuda:0 and so on [default: cpu].
    #[arg(long, value_name = "DEVICE")]
    pub device: Option<Device>,
    /// For nasbenchnlp: a file that lists recipes, so that architectures may be named by their numbers.
    #[arg(long, value_name = "FILE")]
    pub recipes: Option<PathBuf>,
    /// A file with an architecture a line, or `all`.
    #[arg(long, value_name = "FILE", conflicts_with = "architectures")]
    pub archs: Option<PathBuf>,
    /// What a line of that file does that is no architecture, or repeats one.
    #[arg(long, value_name = "POLICY", default_value = "stop", value_parser = word::<BadRecords>())]
    pub bad_records: BadRecords,
    /// Architectures.
    #[arg(value_name = "ARCH", required_unless_present = "archs")]
    pub architectures: Vec<String>,
    /// How to print the scores: there is one way, which scripts may name.
    #[arg(long, value_enum, default_value_t = ScoreFormat::Csv, hide = true)]
    pub format: ScoreFormat,
    /// Say why, in three columns more: `shortest_chain` (the fewest weighted layers on a path), `log10_output` (about how
    /// large the outputs are with the smaller constant, as a power of ten) and `epsilon_f64` (the score in double precision).
    #[arg(long)]
    pub explain: bool,
    /// Threads [default: one for each core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// Arguments of `arch`.
#[derive(Debug, Args)]
pub struct ArchArguments {
    /// The search space, such as nasbench201.
    #[arg(long, value_name = "SPACE")]
    pub space: String,
    /// For nasbenchnlp: a file that lists recipes, so that architectures may be named by their numbers.
    #[arg(long, value_name = "FILE")]
    pub recipes: Option<PathBuf>,
    /// A file with an architecture a line, or `all`.
    #[arg(long, value_name = "FILE", conflicts_with = "architectures")]
    pub archs: Option<PathBuf>,
    /// Architectures in any spelling: strings, official indices, tuples of NASLib, module hashes, ADJACENCY:OPS, numbers of
    /// recipes; or `all`.
    #[arg(value_name = "ARCH", required_unless_present = "archs")]
    pub architectures: Vec<String>,
    /// How to print them [default: card for one that is named, csv for several]. The numbers are those of the network as it
    /// was trained on CIFAR-10, and functions those on its images.
    #[arg(long, value_enum)]
    pub format: Option<ArchFormat>,
    /// Threads [default: one for each core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// How `arch` prints architectures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ArchFormat {
    /// For reading.
    Card,
    /// One row an architecture; what a space has not is empty.
    Csv,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// The YAML file of a study: its architectures, batches and constants [default: all spaces on noise].
    pub config: Option<PathBuf>,
    /// Lay a setting over the config: a path such as batch.size, and a YAML value.
    #[arg(long = "set", value_name = "KEY=VALUE", requires = "config")]
    pub set: Vec<String>,
    /// Search spaces [default: all].
    #[arg(long, value_name = "SPACE[,SPACE]", value_delimiter = ',', conflicts_with = "config")]
    pub space: Vec<String>,
    /// How many architectures of each space (or of the config) are compared.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub sample: u32,
    /// What the architectures, and the samples where they are made, are drawn with.
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
    /// A file with an architecture a line, to draw from [default: the whole space; for nasbenchnlp, recipes made for the
    /// purpose].
    #[arg(long, value_name = "FILE", conflicts_with = "config", requires = "space")]
    pub archs: Option<PathBuf>,
    /// The two constants [default: those of the paper for the space].
    #[arg(long, value_name = "W1,W2", allow_hyphen_values = true, conflicts_with = "config")]
    pub weights: Option<Weights>,
    /// The samples, as for score [default: normal, and tokens for nasbenchnlp].
    #[arg(long, value_name = "SPEC", conflicts_with = "config", requires = "space")]
    pub batch: Option<String>,
    /// How many samples.
    #[arg(long, value_name = "N", default_value_t = 16, conflicts_with = "config")]
    pub batch_size: usize,
    /// Side of the images [default: that of the space].
    #[arg(long, value_name = "PIXELS", conflicts_with = "config")]
    pub image_size: Option<usize>,
    /// The precisions.
    #[arg(long, value_name = "P[,P]", value_delimiter = ',', default_value = "f32,f64", value_parser = word::<Precision>())]
    pub precision: Vec<Precision>,
    /// Where the full network runs: cpu, or cuda:0 and so on.
    #[arg(long, value_name = "DEVICE", default_value = "cpu")]
    pub device: Device,
    /// Threads [default: one for each core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// How scores are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ScoreFormat {
    /// Rows of `arch,epsilon,status`; where there is no score, `NaN` and the reason.
    Csv,
}

/// A share of a whole.
fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| format!("`{text}` is not a number"))?;
    if (0.0..=1.0).contains(&share) {
        Ok(share)
    } else {
        Err(format!("{share} is not a share: give a number from 0 to 1, such as 0.1"))
    }
}
