//! The report: one HTML file with everything in it.
//!
//! The page loads nothing: style, script, points and pictures are inside, and its content security policy
//! forbids any request. The templates escape all text; what they take as it is, is made by this crate. Without a script, tables, static
//! plots and text still show.

mod figures;
mod json;
mod names;
mod page;
mod points;
mod render;
mod side_by_side;
mod tables;

pub use page::Page;
pub use render::render;
pub use side_by_side::side_by_side;
