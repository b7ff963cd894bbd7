//! Figures: each gives SVG, PDF, PNG and the CSV behind it, at any width and size of letters ([`Style`]).
//!
//! All of them share the look: white ground, thin grid, colours and marks that survive grey-scale printing and
//! colour blindness. A figure is drawn once, by plotters as SVG; PDF and PNG are made from that. Text is measured with an
//! embedded subset of DejaVu Sans, so that no font has to be installed: the SVG asks the viewer for this font or one like
//! it, PDF and PNG are set in it.

mod axis;
mod band;
mod bars;
mod colour;
mod density;
mod document;
mod error;
mod font;
mod frame;
mod heat_map;
mod labelled;
mod points;
mod range;
mod scatter;
mod style;
mod surface;
mod ticks;

pub use axis::{Axis, Scale};
pub use band::{Band, BandSeries};
pub use bars::{Bar, Bars};
pub use colour::Palette;
pub use error::PlotError;
pub use heat_map::HeatMap;
pub use labelled::{LabelledPoint, LabelledPoints};
pub use scatter::{Colour, DENSITY_ABOVE, Scatter, ScatterError};
pub use style::Style;

pub(crate) use colour::VIRIDIS;
pub(crate) use document::{Draw, PRINT, SCREEN, in_page, pdf, png, svg};
pub(crate) use range::Range;
