//! The generic table and the ways to write it down.

mod csv;
mod latex;
mod markdown;
mod model;
mod terminal;

pub use csv::csv;
pub(crate) use csv::{number as csv_number, quote as csv_quote};
pub use latex::latex;
pub use markdown::markdown;
pub(crate) use model::Place;
pub use model::{Align, Best, Cell, Column, Table};
pub use terminal::terminal;
