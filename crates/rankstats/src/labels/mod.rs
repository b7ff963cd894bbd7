//! Properties of the columns themselves: missing scores, ties, and the noise of the label.

mod missing;
mod seeds;
mod ties;

pub use missing::{MissingRanked, Missingness, RankedAs, missing_ranked, missingness};
pub use seeds::{SeedNoise, seed_noise};
pub use ties::{Ties, ties};
