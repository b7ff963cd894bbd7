//! Figures: each gives SVG, PNG and the CSV behind it.
//!
//! All of them share the look: white ground, thin grid, a colour map that survives grey-scale printing. PNGs
//! have two pixels for each unit of the layout. Text is drawn with an embedded subset of DejaVu Sans, so
//! that no font has to be installed; SVG text asks the viewer for its sans-serif font.

mod axis;
mod band;
mod bars;
mod colour;
mod density;
mod error;
mod font;
mod frame;
mod heat_map;
mod labelled;
mod points;
mod raster;
mod scatter;
mod surface;
mod theme;

pub use axis::{Axis, Scale};
pub use band::{Band, BandSeries};
pub use bars::{Bar, Bars};
pub use colour::Palette;
pub use error::PlotError;
pub use heat_map::HeatMap;
pub use labelled::{LabelledPoint, LabelledPoints};
pub use scatter::{Colour, DENSITY_ABOVE, Scatter};
pub use theme::Theme;

pub(crate) use axis::Range;
pub(crate) use colour::VIRIDIS;
pub(crate) use surface::Draw;
