//! From a graph of layers to a graph of maps.

mod channels;
mod maps;

pub(crate) use channels::{Collapse, collapse};
pub(crate) use maps::Map;
