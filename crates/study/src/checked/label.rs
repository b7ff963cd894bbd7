use std::fmt::Write as _;

use std::path::{Path, PathBuf};

use benchmark::Direction;
use nasbench201::files::{Dataset, Epochs, Metric, Query, Seed, Split, analog};

use super::{Aggregate, NeededFile, SeedsSource};
use crate::config::{LabelConfig, suggest};
use crate::suite_zero::SuiteZero;

/// A checked label: where it comes from and which end of it is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelSource {
    /// Its name in tables and files.
    pub name: String,
    /// Whether larger is better.
    pub direction: Direction,
    /// The file.
    pub file: PathBuf,
    /// What kind of file that is.
    pub kind: LabelKind,
    /// What a damaged record of the file does.
    pub bad_records: BadRecords,
    /// The same label by single training seeds.
    pub seeds: Option<SeedsSource>,
}

/// What a damaged record of a file of labels does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadRecords {
    /// It stops the run.
    #[default]
    Stop,
    /// It is left out, counted and reported.
    Skip,
}

/// The kinds of label file. A new one is added here, in the check below, and where labels are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// A CSV or Parquet table.
    Table {
        /// The column of the architectures.
        key: String,
        /// The column of the labels.
        column: String,
        /// How several rows of one architecture become one.
        aggregate: Option<Aggregate>,
    },
    /// A `.json` file of NAS-Bench-Suite-Zero.
    SuiteZero {
        /// The data set; `None` for the only one of the file.
        dataset: Option<String>,
        /// The column of the labels.
        column: String,
        /// How several spellings of one architecture become one.
        aggregate: Option<Aggregate>,
    },
    /// The `analog-nasbench` package.
    Analog {
        /// One of the package's accuracies.
        column: String,
    },
    /// The official release of NAS-Bench-201 in any of its forms.
    NasBench201(Query),
    /// An official TFRecord file of NAS-Bench-101.
    NasBench101(nasbench101::Label),
    /// Training logs of NAS-Bench-NLP.
    NasBenchNlp {
        /// What of a run.
        label: nasbenchnlp::RunLabel,
        /// How several runs of one recipe become one.
        aggregate: Aggregate,
    },
}

/// The sources as a config names them.
const SOURCES: [&str; 5] =
    ["table", "analog-nasbench", "nasbench201-official", "nasbench101-tfrecord", "nasbenchnlp-logs"];

pub(super) const NO_KEY: &str = "a .json file of NAS-Bench-Suite-Zero has no column of keys: leave it out";
pub(super) const NO_DATASET: &str =
    "a table has no data sets, a .json file of NAS-Bench-Suite-Zero has: leave it out";

impl LabelSource {
    /// Checks a label; an error names the field.
    pub(crate) fn check(config: &LabelConfig) -> Result<Self, (&'static str, String)> {
        let source = config.source.as_str();
        let allowed: &[&str] = match source {
            "table" => &["file", "key", "column", "dataset", "aggregate"],
            "nasbenchnlp-logs" => &["file", "column", "aggregate", "bad_records"],
            "analog-nasbench" => &["file", "column"],
            "nasbench101-tfrecord" => &["file", "column", "bad_records"],
            "nasbench201-official" => &["file", "dataset", "split", "epochs", "seed", "metric"],
            _ => return Err(("source", suggest::unknown("a source of labels", source, &SOURCES))),
        };
        for (field, given) in [
            ("file", config.file.is_some()),
            ("key", config.key.is_some()),
            ("column", config.column.is_some()),
            ("aggregate", config.aggregate.is_some()),
            ("dataset", config.dataset.is_some()),
            ("split", config.split.is_some()),
            ("epochs", config.epochs.is_some()),
            ("seed", config.seed.is_some()),
            ("metric", config.metric.is_some()),
            ("bad_records", config.bad_records.is_some()),
        ] {
            if given && !allowed.contains(&field) {
                let problem =
                    format!("a label from {source} takes no {field}: it takes {}", allowed.join(", "));
                return Err((field, problem));
            }
        }
        let aggregate =
            Aggregate::check(config.aggregate.as_deref()).map_err(|problem| ("aggregate", problem))?;
        let (kind, name, fallback) = match source {
            "table" => {
                let column = required("column", config.column.as_ref(), source)?;
                let suite_zero = config.file.as_ref().is_some_and(|file| SuiteZero::is_named(file));
                match (suite_zero, &config.key, &config.dataset) {
                    (true, Some(_), _) => return Err(("key", NO_KEY.to_owned())),
                    (false, _, Some(_)) => return Err(("dataset", NO_DATASET.to_owned())),
                    _ => {}
                }
                if suite_zero {
                    let dataset = config.dataset.clone();
                    let kind = LabelKind::SuiteZero { dataset, column: column.clone(), aggregate };
                    return Self::finish(config, kind, column, Direction::Maximize);
                }
                let key = config.key.clone().unwrap_or_else(|| "arch".to_owned());
                (LabelKind::Table { key, column: column.clone(), aggregate }, column, Direction::Maximize)
            }
            "analog-nasbench" => {
                let column = config.column.clone().unwrap_or_else(|| analog::LABELS[0].to_owned());
                if !analog::LABELS.contains(&column.as_str()) {
                    return Err(("column", suggest::unknown("one of its labels", &column, &analog::LABELS)));
                }
                (LabelKind::Analog { column: column.clone() }, column, Direction::Maximize)
            }
            "nasbench101-tfrecord" => {
                let column = required("column", config.column.as_ref(), source)?;
                let label: nasbench101::Label =
                    column.parse().map_err(|error: nasbench101::LabelError| ("column", error.to_string()))?;
                (LabelKind::NasBench101(label), column, Direction::Maximize)
            }
            "nasbenchnlp-logs" => {
                let column = required("column", config.column.as_ref(), source)?;
                let label: nasbenchnlp::RunLabel = column
                    .parse()
                    .map_err(|error: nasbenchnlp::RunLabelError| ("column", error.to_string()))?;
                let aggregate = aggregate.unwrap_or(Aggregate::Mean);
                // More runs that came to an end are better; all other labels are losses.
                let direction = match aggregate {
                    Aggregate::Count => Direction::Maximize,
                    _ => nasbenchnlp::RunLabel::DIRECTION,
                };
                (LabelKind::NasBenchNlp { label, aggregate }, column, direction)
            }
            _ => official(config)?,
        };
        Self::finish(config, kind, name, fallback)
    }

    /// What all kinds have in common.
    fn finish(
        config: &LabelConfig,
        kind: LabelKind,
        name: String,
        fallback: Direction,
    ) -> Result<Self, (&'static str, String)> {
        let source = config.source.as_str();
        let file = match (&config.file, &kind) {
            (Some(file), _) => file.clone(),
            (None, LabelKind::Analog { .. }) => Path::new("data/analog-nasbench").join(analog::WHEEL),
            (None, _) => return Err(("file", format!("a label from {source} needs the file to read"))),
        };
        let direction = match config.direction.as_deref() {
            None => fallback,
            Some("maximize") => Direction::Maximize,
            Some("minimize") => Direction::Minimize,
            Some(other) => {
                return Err(("direction", suggest::unknown("a direction", other, &["maximize", "minimize"])));
            }
        };
        let bad_records = match config.bad_records.as_deref() {
            None | Some("stop") => BadRecords::Stop,
            Some("skip") => BadRecords::Skip,
            Some(other) => {
                return Err(("bad_records", suggest::unknown("a policy", other, &["stop", "skip"])));
            }
        };
        let table = if let LabelKind::Table { key, .. } = &kind { Some((&file, key)) } else { None };
        let seeds = config.seeds.as_ref().map(|seeds| SeedsSource::check(seeds, table)).transpose()?;
        Ok(Self { name: config.name.clone().unwrap_or(name), direction, file, kind, bad_records, seeds })
    }

    /// The label as a config, with nothing left to a default.
    pub(crate) fn resolved(&self) -> LabelConfig {
        let config = LabelConfig {
            name: Some(self.name.clone()),
            file: Some(self.file.clone()),
            direction: Some(self.direction.to_string()),
            bad_records: (self.bad_records == BadRecords::Skip).then(|| "skip".to_owned()),
            seeds: self.seeds.as_ref().map(SeedsSource::resolved),
            ..LabelConfig::default()
        };
        match &self.kind {
            LabelKind::Table { key, column, aggregate } => LabelConfig {
                source: SOURCES[0].to_owned(),
                key: Some(key.clone()),
                column: Some(column.clone()),
                aggregate: aggregate.map(|aggregate| aggregate.to_string()),
                ..config
            },
            LabelKind::SuiteZero { dataset, column, aggregate } => LabelConfig {
                source: SOURCES[0].to_owned(),
                dataset: dataset.clone(),
                aggregate: aggregate.map(|aggregate| aggregate.to_string()),
                column: Some(column.clone()),
                ..config
            },
            LabelKind::Analog { column } => {
                LabelConfig { source: SOURCES[1].to_owned(), column: Some(column.clone()), ..config }
            }
            LabelKind::NasBench101(label) => {
                LabelConfig { source: SOURCES[3].to_owned(), column: Some(label.to_string()), ..config }
            }
            LabelKind::NasBenchNlp { label, aggregate } => LabelConfig {
                source: SOURCES[4].to_owned(),
                column: Some(label.to_string()),
                aggregate: Some(aggregate.to_string()),
                ..config
            },
            LabelKind::NasBench201(query) => LabelConfig {
                source: SOURCES[2].to_owned(),
                dataset: Some(query.dataset.to_string()),
                split: Some(query.split.to_string()),
                epochs: Some(if query.epochs == Epochs::Twelve { 12 } else { 200 }),
                seed: match query.seed {
                    Seed::Mean => None,
                    Seed::One(seed) => Some(seed),
                },
                metric: Some(query.metric.to_string()),
                ..config
            },
        }
    }

    pub(crate) fn needed_file(&self) -> NeededFile {
        let what = match self.kind {
            LabelKind::Table { .. } => "a table of labels (.csv or .parquet; data/README.md says where from)",
            LabelKind::SuiteZero { .. } => {
                "a .json file of NAS-Bench-Suite-Zero (data/README.md says where from)"
            }
            LabelKind::Analog { .. } => "get it with `epsilon data fetch analog-nasbench`",
            LabelKind::NasBench101(_) => {
                "nasbench_only108.tfrecord or nasbench_full.tfrecord (https://github.com/google-research/nasbench)"
            }
            LabelKind::NasBenchNlp { .. } => {
                "a folder or a zip of log_stats_model_*.json (https://github.com/fmsnew/nas-bench-nlp-release)"
            }
            LabelKind::NasBench201(_) => {
                "NAS-Bench-201-v1_1-096897.pth (https://github.com/D-X-Y/NAS-Bench-201) or NATS-Bench's topology \
                 release (https://github.com/D-X-Y/NATS-Bench)"
            }
        };
        NeededFile::new(&self.file, what)
    }
}

fn required(
    field: &'static str,
    value: Option<&String>,
    source: &str,
) -> Result<String, (&'static str, String)> {
    value.cloned().ok_or_else(|| (field, format!("a label from {source} needs a {field}")))
}

fn official(config: &LabelConfig) -> Result<(LabelKind, String, Direction), (&'static str, String)> {
    let source = config.source.as_str();
    let dataset: Dataset = required("dataset", config.dataset.as_ref(), source)?
        .parse()
        .map_err(|error: nasbench201::files::UnknownName| ("dataset", error.to_string()))?;
    let split: Split = required("split", config.split.as_ref(), source)?
        .parse()
        .map_err(|error: nasbench201::files::UnknownName| ("split", error.to_string()))?;
    if !dataset.splits().contains(&split) {
        let splits: Vec<&str> = dataset.splits().iter().map(|split| split.name()).collect();
        return Err((
            "split",
            format!("the release has no {split} for {dataset}: use one of {}", splits.join(", ")),
        ));
    }
    let epochs = match config.epochs {
        Some(12) => Epochs::Twelve,
        None | Some(200) => Epochs::TwoHundred,
        Some(other) => {
            return Err(("epochs", format!("networks were trained for 12 or 200 epochs, not {other}")));
        }
    };
    let seed = config.seed.map_or(Seed::Mean, Seed::One);
    let metric = match config.metric.as_deref() {
        None => Metric::Accuracy,
        Some(name) => {
            name.parse().map_err(|error: nasbench201::files::UnknownName| ("metric", error.to_string()))?
        }
    };
    let direction = if metric == Metric::Loss { Direction::Minimize } else { Direction::Maximize };
    let mut name = format!("{dataset}_{split}");
    if metric == Metric::Loss {
        name.push_str("_loss");
    }
    if epochs == Epochs::Twelve {
        name.push_str("_12");
    }
    if let Seed::One(seed) = seed {
        let _ = write!(name, "_seed{seed}");
    }
    Ok((LabelKind::NasBench201(Query { dataset, split, epochs, seed, metric }), name, direction))
}
