//! The search spaces that a config can name. A new one is added here and nowhere else.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use benchmark::SearchSpace;
use nasbench101::NasBench101;
use nasbench201::NasBench201;
use nasbenchnlp::NasBenchNlp;

use crate::checked::Input;

/// What a config has to know about a space.
pub struct SpaceEntry {
    /// Name in a config.
    pub name: &'static str,
    /// The paper's constants.
    pub weights: [f64; 2],
    /// What its networks read, images of the default size.
    pub input: Input,
    /// Classes of the trained networks by default; the vocabulary of language models.
    pub classes: usize,
    /// Whether its architectures are those of a file.
    pub from_file: bool,
    /// Makes the space.
    pub open: fn(SpaceOptions) -> Arc<dyn SearchSpace>,
}

/// What a space is made for.
pub struct SpaceOptions {
    /// What its networks read.
    pub input: Input,
    /// The file of its architectures, where it has none of its own.
    pub recipes: Option<PathBuf>,
    /// Whether bad records of that file are left out.
    pub skip: bool,
}

/// All spaces.
pub const SPACES: [SpaceEntry; 3] = [
    SpaceEntry {
        name: "nasbench101",
        weights: [1e-4, 10.0],
        input: CIFAR,
        classes: 10,
        from_file: false,
        open: |options| nasbench101(side(options.input)),
    },
    SpaceEntry {
        name: "nasbench201",
        weights: [1e-7, 1.0],
        input: CIFAR,
        classes: 10,
        from_file: false,
        open: |options| Arc::new(NasBench201::new(side(options.input))),
    },
    SpaceEntry {
        name: "nasbenchnlp",
        weights: [1e-5, 1e-3],
        input: Input::Text,
        classes: 10_000,
        from_file: true,
        open: |options| {
            Arc::new(match options.recipes {
                Some(path) => NasBenchNlp::with_recipes(path, options.skip),
                None => NasBenchNlp::new(),
            })
        },
    },
];

/// Images as both NAS-Bench-101 and NAS-Bench-201 were trained on.
const CIFAR: Input = Input::Images { size: 32 };

/// The side of the images; a space on images is never opened for text.
const fn side(input: Input) -> usize {
    match input {
        Input::Images { size } => size,
        Input::Text => 32,
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
