//! The search spaces that a config can name. A new one is added here and nowhere else.

use std::path::Path;
use std::sync::Arc;

use benchmark::SearchSpace;
use nasbench101::NasBench101;
use nasbench201::NasBench201;

/// What a config has to know about a space.
pub struct SpaceEntry {
    /// Name in a config.
    pub name: &'static str,
    /// The paper's constants.
    pub weights: [f64; 2],
    /// Image sides that its networks can take; the first is the default.
    pub image_sizes: std::ops::RangeInclusive<usize>,
    /// The default image side.
    pub image_size: usize,
    /// Makes the space for images of one side.
    pub open: fn(image_size: usize) -> Arc<dyn SearchSpace>,
}

/// All spaces.
pub const SPACES: [SpaceEntry; 2] = [
    SpaceEntry {
        name: "nasbench101",
        weights: [1e-4, 10.0],
        image_sizes: 4..=512,
        image_size: 32,
        open: nasbench101,
    },
    SpaceEntry {
        name: "nasbench201",
        weights: [1e-7, 1.0],
        image_sizes: 4..=512,
        image_size: 32,
        open: |image_size| Arc::new(NasBench201::new(image_size)),
    },
];

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
