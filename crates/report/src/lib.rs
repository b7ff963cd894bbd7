//! What a person looks at: terminal tables, plots, and one self-contained HTML page.
//!
//! This crate computes no statistics. Its input types are plain structs with public fields; whoever has
//! finished numbers fills them and gets text, SVG, PDF, PNG, CSV or HTML back. Everything is deterministic: the
//! same input gives the same bytes.
//!
//! - [`Table`] is the generic table; [`terminal()`], [`markdown()`], [`latex()`] and [`csv()`] write it down.
//! - [`CorrelationRow`] is one line of the correlation table; [`correlation_table`] makes a [`Table`] of many,
//!   [`findings`] says in sentences what they show.
//! - [`plot`] holds the figures: scatter (density above 4,000 points), heat map, band, bars, labelled points.
//! - [`Page`] gathers all of it; [`html::render`] turns it into one file that needs no network, [`StoredPage`] writes that and
//!   everything else, and reads it back to draw or write it again.
//! - [`Warning`] names what may mislead a reader, and what to do about it.
//!
//! ```
//! use report::{CorrelationRow, correlation_table, terminal};
//!
//! let rows = [CorrelationRow {
//!     proxy: "epsilon".into(),
//!     label: "cifar10_test".into(),
//!     precision: "f32".into(),
//!     scored: 9_226,
//!     asked: 15_625,
//!     spearman: 0.853,
//!     kendall_tau_b: 0.668,
//!     ..CorrelationRow::default()
//! }];
//! let text = terminal(&correlation_table("Rank correlation", &rows), Some(100));
//! assert!(text.contains("9,226 / 15,625 (59.0 %)") && text.contains("0.853"));
//! ```

mod correlation;
mod coverage;
mod figure;
pub mod html;
mod number;
mod output;
pub mod plot;
mod printable;
mod stem;
mod stored_page;
mod table;
mod text;
mod warning;

pub use crate::{
    correlation::{CorrelationRow, Difference, correlation_table, findings},
    coverage::{CoverageRow, coverage_table},
    figure::{Figure, Plot, WriteError},
    html::Page,
    number::thousands,
    output::{Format, Output},
    printable::printable,
    stem::Figures,
    stored_page::{StoredPage, StoredPageError},
    table::{Align, Best, Cell, Column, Table, csv, latex, markdown, terminal},
    warning::Warning,
};
