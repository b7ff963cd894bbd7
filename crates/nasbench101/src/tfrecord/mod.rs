//! The container of the official files: TFRecord framing, and the contents of a record.

mod checksum;
mod error;
mod frames;
mod json;
mod metrics;
mod record;
mod writer;

pub use error::{CorruptRecord, RecordError};
pub(crate) use frames::{Batch, FrameReader};
pub(crate) use record::{Decoder, Record};
pub use writer::RecordWriter;
