//! What a study reads: architectures, batches, labels, other people's scores.

mod architectures;
mod batches;
mod columns;
mod labels;
mod load;

pub use architectures::list as architectures;
pub(crate) use architectures::{draw, drawn};
pub use batches::Batch;
pub(crate) use batches::digest as batch_digest;
pub use load::Data;
