//! A study's analysis as the `report` crate takes it: rows, tables, figures, warnings, the page.

mod figures;
mod findings;
mod page;
mod rows;
mod tables;
mod titles;
mod warnings;

pub use figures::figures;
pub use findings::further_findings;
pub use page::page;
pub use rows::{correlation_row, correlation_tables, correlations, difference};
pub use tables::tables;
pub use warnings::{directions, of_columns as column_warnings, skipped, warnings};
