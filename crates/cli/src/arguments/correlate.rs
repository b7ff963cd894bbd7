//! Scores against labels.

use std::path::PathBuf;

use analysis::{ComparisonTest, Correction, IntervalMethod};
use benchmark::Direction;
use clap::{Args, ValueEnum};
use config::{Named, ZeroScores};

use super::words::word;

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

/// A test between scores, or `none`.
fn test(word: &str) -> Result<Option<ComparisonTest>, String> {
    if word == "none" { Ok(None) } else { ComparisonTest::read(word).map(Some) }
}
