/// How large a figure is, on paper and on screens.
#[derive(Clone, Copy, Debug, PartialEq)]
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

impl Style {
    /// Millimetres for each unit of the layout.
    pub(super) fn unit(&self) -> f64 {
        self.font_size.clamp(FONT_SIZES.0, FONT_SIZES.1) / LABEL / POINTS_PER_MILLIMETRE
    }

    /// The width in units of the layout; no plot fits into less than 20 letters.
    pub(super) fn units(&self) -> f64 {
        (self.width.clamp(WIDTHS.0, WIDTHS.1) / self.unit()).max(20.0 * LABEL)
    }
}
