//! Recurrent networks on token sequences: a cell graph, stacked in layers.

mod cell;
mod error;
mod network;

pub use cell::{CellNode, CellOperation, CellValue, RecurrentCell};
pub use error::RecurrentError;
pub use network::{RecurrentConfig, RecurrentNetwork};
