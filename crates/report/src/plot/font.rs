//! The embedded font, registered once for each process.

use std::sync::OnceLock;

use plotters::style::{FontStyle, register_font};

use super::PlotError;

/// Subset of DejaVu Sans; `assets/subset-font.sh` makes it.
static BYTES: &[u8] = include_bytes!("../../assets/plot-font.ttf");

/// The family that SVG text names too, so that a viewer takes its own sans-serif font.
pub(super) const FAMILY: &str = "sans-serif";

/// Must run before any text is measured or drawn; costs nothing after the first call.
pub(super) fn register() -> Result<(), PlotError> {
    static REGISTERED: OnceLock<bool> = OnceLock::new();
    let registered = REGISTERED.get_or_init(|| register_font(FAMILY, FontStyle::Normal, BYTES).is_ok());
    if *registered { Ok(()) } else { Err(PlotError::Font) }
}
