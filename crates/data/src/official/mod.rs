//! Official files as tables: one row an architecture, one column a label.
//!
//! A file is read once. What it holds is kept below `data/`, in a file that is a fraction of its size and that says of
//! what it was made; the next time columns come out of that.

mod cache;
mod identity;
mod read;
mod recognise;
mod table;

pub(crate) use cache::{Loaded, load};
pub(crate) use read::Wanted;
pub use recognise::recognise;
pub use table::{LabelTable, label_table};
