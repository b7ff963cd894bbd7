//! The search spaces that a config can name. A new one is added here and nowhere else.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use batch::InputKind;
use benchmark::SearchSpace;
use nasbench101::NasBench101;
use nasbench201::NasBench201;
use nasbenchnlp::NasBenchNlp;
use natsbench::SizeSpace;

use crate::{ArchitecturesConfig, Population};

/// What a config has to know about a space.
pub struct SpaceEntry {
    /// Name in a config.
    pub name: &'static str,
    /// The paper's constants.
    pub weights: [f64; 2],
    /// What its networks read, images of the default size.
    pub input: InputKind,
    /// Classes of the trained networks by default; the vocabulary of language models.
    pub classes: usize,
    /// What the side of its images has to be a multiple of: how often its networks halve them, each time exactly.
    pub side: usize,
    /// Number of its architectures; `None` where they are those of a file.
    pub size: Option<usize>,
    /// What a starter config ranks against: elements of `labels`, with a comment.
    pub labels: &'static str,
    /// Makes the space.
    pub open: fn(SpaceOptions) -> Arc<dyn SearchSpace>,
}

impl SpaceEntry {
    /// The space on its own: for images of the default size, without a file of architectures.
    pub fn plain(&self) -> Arc<dyn SearchSpace> {
        (self.open)(SpaceOptions { input: self.input, recipes: None, skip: false })
    }

    /// How many architectures are asked for, where that is known before any file is read.
    pub(crate) fn count(&self, which: &ArchitecturesConfig) -> Option<usize> {
        which.sample.or_else(|| self.size.filter(|_| which.from == Population::All))
    }
}

/// What a space is made for.
pub struct SpaceOptions {
    /// What its networks read.
    pub input: InputKind,
    /// The file of its architectures, where it has none of its own.
    pub recipes: Option<PathBuf>,
    /// Whether bad records of that file are left out.
    pub skip: bool,
}

/// All spaces.
pub const SPACES: [SpaceEntry; 4] = [
    SpaceEntry {
        name: "nasbench101",
        weights: [1e-4, 10.0],
        input: CIFAR,
        classes: 10,
        side: 1,
        size: Some(423_624),
        labels: concat!(
            "  # Percent, 108 epochs, mean over three trials, of the official release (github.com/google-research/nasbench).\n",
            "  - {source: nasbench101-tfrecord, file: data/nasbench101/nasbench_only108.tfrecord, column: test_108}",
        ),
        open: |options| nasbench101(side(options.input)),
    },
    SpaceEntry {
        name: "nasbench201",
        weights: [1e-7, 1.0],
        input: CIFAR,
        classes: 10,
        side: 4,
        size: Some(15_625),
        labels: concat!(
            "  # CIFAR-10 test accuracy of an independent training: `epsilon data fetch analog-nasbench` brings it.\n",
            "  - {name: cifar10_test, source: analog-nasbench}",
        ),
        open: |options| Arc::new(NasBench201::new(side(options.input))),
    },
    SpaceEntry {
        name: "natsbench-sss",
        // The paper has none for this space; these are those of NAS-Bench-201, whose cell it is.
        weights: [1e-7, 1.0],
        input: CIFAR,
        classes: 10,
        side: 4,
        size: Some(32_768),
        labels: concat!(
            "  # Percent, 90 epochs, mean over the seeds, of the official release (github.com/D-X-Y/NATS-Bench), folder or tar.\n",
            "  - {source: natsbench-sss-official, file: data/natsbench_sss/NATS-sss-v1_0-50262-simple, dataset: cifar10, split: ori-test}",
        ),
        open: |options| Arc::new(SizeSpace::new(side(options.input))),
    },
    SpaceEntry {
        name: "nasbenchnlp",
        weights: [1e-5, 1e-3],
        input: InputKind::Text,
        classes: 10_000,
        side: 1,
        size: None,
        labels: concat!(
            "  # Nats a token, mean over the training runs, of the official logs (github.com/fmsnew/nas-bench-nlp-release).\n",
            "  - {source: nasbenchnlp-logs, file: data/nasbenchnlp/train_logs_multi_runs, column: final_test_loss}",
        ),
        open: |options| {
            Arc::new(match options.recipes {
                Some(path) => NasBenchNlp::with_recipes(path, options.skip),
                None => NasBenchNlp::new(),
            })
        },
    },
];

/// Images as the networks of all three were trained on.
const CIFAR: InputKind = InputKind::Images { size: 32 };

/// The side of the images; a space on images is never opened for text.
const fn side(input: InputKind) -> usize {
    match input {
        InputKind::Images { size } => size,
        InputKind::Text => 32,
    }
}

/// Where the enumeration of NAS-Bench-101 is kept, which takes some seconds to make.
const MODULES: &str = "data/nasbench101/modules.bin";

/// The space of this name.
pub fn find(name: &str) -> Option<&'static SpaceEntry> {
    SPACES.iter().find(|space| space.name == name)
}

/// The names of all spaces.
pub fn names() -> Vec<&'static str> {
    SPACES.iter().map(|space| space.name).collect()
}

/// Without its folder nothing is kept: a dry run leaves no trace.
fn nasbench101(image_size: usize) -> Arc<dyn SearchSpace> {
    let space = NasBench101::new(image_size);
    if Path::new(MODULES).parent().is_some_and(Path::is_dir) {
        Arc::new(space.with_cache(MODULES))
    } else {
        Arc::new(space)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An architecture of each space on images.
    const KEYS: [(&str, &str); 3] = [
        ("nasbench101", "100110100001001010101:02001"),
        ("nasbench201", "|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|nor_conv_1x1~2|"),
        ("natsbench-sss", "8:16:24:32:64"),
    ];

    #[test]
    fn sides_are_those_that_networks_can_be_built_for() {
        for entry in SPACES.iter().filter(|entry| entry.input != InputKind::Text) {
            let (_, key) = KEYS.into_iter().find(|(name, _)| *name == entry.name).unwrap();
            for size in 4..=70 {
                let options = SpaceOptions { input: InputKind::Images { size }, recipes: None, skip: false };
                let built = (entry.open)(options).parse(key).unwrap().network(1).is_ok();
                assert_eq!(built, size % entry.side == 0, "{} {size}", entry.name);
            }
        }
    }

    #[test]
    fn the_size_of_a_space_is_that_of_its_enumeration() {
        assert_eq!(find("nasbench201").unwrap().size, Some(nasbench201::Cell::all().len()));
        assert_eq!(find("natsbench-sss").unwrap().size, Some(natsbench::Widths::all().count()));
        assert_eq!(find("nasbench101").unwrap().size, Some(nasbench101::Space::enumerate().modules().len()));
    }
}
