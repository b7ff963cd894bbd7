//! Selects one of the many labels, by the names of the official API.

use std::fmt;
use std::str::FromStr;

use super::UnknownName;

macro_rules! names {
    ($(#[$doc:meta])* $type:ident ($kind:literal) { $($(#[$variant_doc:meta])* $variant:ident = $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $type { $($(#[$variant_doc])* $variant,)* }

        impl $type {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The official API's names, in the order of [`ALL`](Self::ALL).
            pub const NAMES: &'static [&'static str] = &[$($name),*];

            /// The official API's name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $type {
            type Err = UnknownName;

            fn from_str(name: &str) -> Result<Self, UnknownName> {
                match name {
                    $($name => Ok(Self::$variant),)*
                    _ => Err(UnknownName { kind: $kind, found: name.to_owned(), allowed: Self::NAMES }),
                }
            }
        }
    };
}

names! {
    /// The data that the network was trained on.
    Dataset ("data set") {
        /// CIFAR-10's training set, halved: 25,000 images to train on, 25,000 to validate.
        Cifar10Valid = "cifar10-valid",
        /// CIFAR-10's whole training set.
        Cifar10 = "cifar10",
        /// CIFAR-100's training set.
        Cifar100 = "cifar100",
        /// ImageNet16-120's training set.
        ImageNet16120 = "ImageNet16-120",
    }
}

names! {
    /// The images that the trained network was evaluated on.
    Split ("split") {
        /// The images it was trained on, during training.
        Train = "train",
        /// The benchmark's validation set: half of CIFAR-10's training set, or half of the others' test set.
        XValid = "x-valid",
        /// The data set's own test set.
        OriTest = "ori-test",
        /// The benchmark's test set: the other half of the data set's own.
        XTest = "x-test",
    }
}

names! {
    /// Length of the training; the learning rate falls to zero within that time. The API calls it `hp`.
    Epochs ("number of epochs") {
        /// One epoch; size space only.
        One = "01",
        /// 12 epochs.
        Twelve = "12",
        /// 90 epochs, the paper's training of the size space.
        Ninety = "90",
        /// 200 epochs, the papers' training of the topology space.
        TwoHundred = "200",
    }
}

impl Epochs {
    /// The number of epochs.
    pub const fn number(self) -> u32 {
        match self {
            Self::One => 1,
            Self::Twelve => 12,
            Self::Ninety => 90,
            Self::TwoHundred => 200,
        }
    }
}

names! {
    /// The space of a release.
    Space ("space") {
        /// NAS-Bench-201's cells, which NATS-Bench calls the topology space.
        Topology = "tss",
        /// NATS-Bench's numbers of channels.
        Size = "sss",
    }
}

impl Space {
    /// The length of the papers' training.
    pub fn longest(self) -> Epochs {
        match self {
            Self::Topology => Epochs::TwoHundred,
            Self::Size => Epochs::Ninety,
        }
    }

    /// The lengths of training in its release, shortest first.
    pub fn epochs(self) -> &'static [Epochs] {
        match self {
            Self::Topology => &[Epochs::Twelve, Epochs::TwoHundred],
            Self::Size => &[Epochs::One, Epochs::Twelve, Epochs::Ninety],
        }
    }
}

names! {
    /// The measured quantity.
    Metric ("metric") {
        /// Percentage of images classified correctly.
        Accuracy = "accuracy",
        /// Mean cross-entropy.
        Loss = "loss",
        /// How long the training took in all, in seconds: of the split `train` only.
        Seconds = "seconds",
        /// Parameters in millions: of the split `train` only.
        Params = "params",
    }
}

impl Dataset {
    /// The splits on which networks trained on this data set were evaluated.
    pub fn splits(self) -> &'static [Split] {
        match self {
            Self::Cifar10Valid => &[Split::Train, Split::XValid, Split::OriTest],
            Self::Cifar10 => &[Split::Train, Split::OriTest],
            Self::Cifar100 | Self::ImageNet16120 => {
                &[Split::Train, Split::XValid, Split::OriTest, Split::XTest]
            }
        }
    }
}

/// The training runs to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Seed {
    /// The mean over all runs that exist, one to three: the API's `is_random=False`.
    Mean,
    /// The run with this seed (777, 888 or 999 in the release): the API's `is_random=seed`, or the run that
    /// `query_by_index(index, dataset, hp)[seed]` gives.
    One(i64),
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mean => f.write_str("mean"),
            Self::One(seed) => write!(f, "{seed}"),
        }
    }
}

impl FromStr for Seed {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        match name {
            "mean" => Ok(Self::Mean),
            _ => name.parse().map(Self::One).map_err(|_| UnknownName {
                kind: "seed",
                found: name.to_owned(),
                allowed: &["mean", "777", "888", "999"],
            }),
        }
    }
}

/// One label of every architecture.
///
/// Same as `api.query_meta_info_by_index(index, hp).get_metrics(dataset, split, None, is_random)`: the metric after the
/// last epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Query {
    /// The data that the network was trained on.
    pub dataset: Dataset,
    /// The images it was evaluated on. A split that is not among [`Dataset::splits`] has no values.
    pub split: Split,
    /// Length of the training.
    pub epochs: Epochs,
    /// The runs to use.
    pub seed: Seed,
    /// The measured quantity.
    pub metric: Metric,
}

impl Query {
    /// The seeds of the release.
    pub const SEEDS: [i64; 3] = [777, 888, 999];

    /// All that can be asked of a release of this space, with the mean of the runs and with each seed.
    pub fn all(space: Space) -> Vec<Self> {
        let mut queries = Vec::new();
        for &dataset in Dataset::ALL {
            for &split in dataset.splits() {
                for &epochs in space.epochs() {
                    for &metric in Metric::ALL {
                        let seeds = [Seed::Mean].into_iter().chain(Self::SEEDS.map(Seed::One));
                        let query = |seed| Self { dataset, split, epochs, seed, metric };
                        if split == Split::Train || matches!(metric, Metric::Accuracy | Metric::Loss) {
                            queries.extend(seeds.map(query));
                        }
                    }
                }
            }
        }
        queries
    }
}

/// The name of the column in a table of labels: `cifar10_ori-test_200_accuracy`, with the seed at the end where it is of
/// one run.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { dataset, split, epochs, seed, metric } = self;
        write!(f, "{dataset}_{split}_{}_{metric}", epochs.number())?;
        match seed {
            Seed::Mean => Ok(()),
            Seed::One(seed) => write!(f, "_{seed}"),
        }
    }
}
