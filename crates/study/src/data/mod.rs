//! What a study reads: architectures, batches, labels, other people's scores.

mod architectures;
mod batches;
mod columns;
mod labels;
mod load;

pub(crate) use architectures::{draw, drawn};
pub use architectures::{list_file as architectures, list_usable as usable_architectures};
pub use batches::Batch;
pub(crate) use batches::digest as batch_digest;
pub use load::Data;
