use serde::{Deserialize, Serialize};

/// How large a figure is, on paper and on screens.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Style {
    /// Width in millimetres. A column of a two-column paper has about 84. By default, 200.
    pub width: f64,
    /// Size of labels in points; the title is a quarter larger, ticks are a little smaller. By default, 9.
    pub font_size: f64,
    /// Whether title and subtitle stand above the plot: a paper has a caption below it. By default, they do.
    pub title: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 200.0, font_size: 9.0, title: true }
    }
}

/// Labels are laid out at this size; the whole figure is scaled so that they have the size asked for.
pub(super) const LABEL: f64 = 12.0;
const POINTS_PER_MILLIMETRE: f64 = 72.0 / 25.4;
/// Bounds that keep every layout and every picture of it finite.
const WIDTHS: (f64, f64) = (20.0, 2_000.0);
const FONT_SIZES: (f64, f64) = (2.0, 100.0);
/// Narrower plots, in letters, have no room for their axes.
const LEAST_LETTERS: f64 = 20.0;

impl Style {
    /// Whether figures of this size can be drawn; what is drawn all the same takes the nearest one that can.
    ///
    /// # Errors
    /// If not: the field, `width` or `font_size`, and a sentence.
    pub fn check(&self) -> Result<(), (&'static str, String)> {
        for (field, value, (low, high), unit) in
            [("width", self.width, WIDTHS, "mm"), ("font_size", self.font_size, FONT_SIZES, "points")]
        {
            if !(low..=high).contains(&value) {
                return Err((field, format!("{value} is out of range: {low} to {high} {unit}")));
            }
        }
        let least = LEAST_LETTERS * self.font_size / POINTS_PER_MILLIMETRE;
        if self.width < least {
            let problem = format!(
                "{} mm have no room for letters of {} points: at least {least:.0} mm",
                self.width, self.font_size
            );
            return Err(("width", problem));
        }
        Ok(())
    }

    /// Millimetres for each unit of the layout.
    pub(super) fn unit(&self) -> f64 {
        self.font_size.clamp(FONT_SIZES.0, FONT_SIZES.1) / LABEL / POINTS_PER_MILLIMETRE
    }

    /// The width in units of the layout; no plot fits into less.
    pub(super) fn units(&self) -> f64 {
        (self.width.clamp(WIDTHS.0, WIDTHS.1) / self.unit()).max(LEAST_LETTERS * LABEL)
    }
}
