use std::fmt;

use serde::{Deserialize, Serialize};

/// Red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Rgb(pub(crate) u8, pub(crate) u8, pub(crate) u8);

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// Ten evenly spaced colours of the viridis map (van der Walt and Smith, 2015); between them linear.
pub(crate) const VIRIDIS: [Rgb; 10] = [
    Rgb(68, 1, 84),
    Rgb(72, 40, 120),
    Rgb(62, 73, 137),
    Rgb(49, 104, 142),
    Rgb(38, 130, 142),
    Rgb(31, 158, 137),
    Rgb(53, 183, 121),
    Rgb(110, 206, 88),
    Rgb(181, 222, 43),
    Rgb(253, 231, 37),
];

/// Blue over white to red (ColorBrewer RdBu, reversed), for values with a meaningful zero.
const DIVERGING: [Rgb; 9] = [
    Rgb(33, 102, 172),
    Rgb(67, 147, 195),
    Rgb(146, 197, 222),
    Rgb(209, 229, 240),
    Rgb(247, 247, 247),
    Rgb(253, 219, 199),
    Rgb(244, 165, 130),
    Rgb(214, 96, 77),
    Rgb(178, 24, 43),
];

/// White paper, and the inks of everything that is not data.
pub(crate) const GROUND: Rgb = Rgb(255, 255, 255);
/// Titles and labels.
pub(crate) const INK: Rgb = Rgb(27, 31, 36);
/// Ticks and subtitles.
pub(crate) const MUTED: Rgb = Rgb(87, 96, 106);
pub(crate) const GRID: Rgb = Rgb(228, 231, 235);
/// Ground of strips and of empty cells.
pub(crate) const STRIP: Rgb = Rgb(243, 244, 247);

/// Hues for series and bars, from the schemes of P. Tol and of M. Okabe and K. Ito: of those, the twelve whose nearest
/// two are furthest apart (13 in CIELAB) for readers with and without each of the three kinds of colour blindness.
const SERIES: [Rgb; 12] = [
    Rgb(51, 34, 136),
    Rgb(213, 94, 0),
    Rgb(68, 170, 153),
    Rgb(170, 68, 153),
    Rgb(230, 159, 0),
    Rgb(102, 153, 204),
    Rgb(17, 119, 51),
    Rgb(136, 34, 85),
    Rgb(34, 34, 34),
    Rgb(238, 51, 119),
    Rgb(153, 153, 51),
    Rgb(102, 17, 0),
];

/// The shape of a mark, so that series differ in more than their colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Disc,
    Square,
    Triangle,
    Diamond,
    Wedge,
    Cross,
}

const MARKS: [Mark; 6] = [Mark::Disc, Mark::Square, Mark::Triangle, Mark::Diamond, Mark::Wedge, Mark::Cross];

/// The colour and the mark of a series. Where colours come again, the marks beside them are others.
pub(crate) fn series(index: usize) -> (Rgb, Mark) {
    let turn = index / SERIES.len();
    (SERIES[index % SERIES.len()], MARKS[(index + turn) % MARKS.len()])
}

/// How a heat map turns values into colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Palette {
    /// Dark violet to yellow (viridis) from the least to the greatest value.
    #[default]
    Sequential,
    /// Blue below zero, white at zero, red above, equally far on both sides.
    Diverging,
}

impl Palette {
    pub(crate) fn at(self, unit: f64) -> Rgb {
        match self {
            Self::Sequential => interpolate(&VIRIDIS, unit),
            Self::Diverging => interpolate(&DIVERGING, unit),
        }
    }
}

/// viridis at `unit` in 0..=1; what lies outside is clamped, NaN is the dark end.
pub(crate) fn viridis(unit: f64) -> Rgb {
    interpolate(&VIRIDIS, unit)
}

fn interpolate(anchors: &[Rgb], unit: f64) -> Rgb {
    let last = anchors.len() - 1;
    let at = unit.clamp(0.0, 1.0) * last as f64;
    let left = (at as usize).min(last.saturating_sub(1));
    let part = at - left as f64;
    let part = if part.is_nan() { 0.0 } else { part };
    let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
    let (a, b) = (anchors[left], anchors[left + 1]);
    Rgb(mix(a.0, b.0), mix(a.1, b.1), mix(a.2, b.2))
}

impl Rgb {
    /// Perceived lightness in 0..=1, to choose between dark and light text on top.
    pub(crate) fn lightness(self) -> f64 {
        (0.299 * f64::from(self.0) + 0.587 * f64::from(self.1) + 0.114 * f64::from(self.2)) / 255.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn viridis_hits_its_anchors_and_clamps() {
        assert_eq!(viridis(0.0), Rgb(68, 1, 84));
        assert_eq!(viridis(1.0), Rgb(253, 231, 37));
        assert_eq!(viridis(-3.0), viridis(0.0));
        assert_eq!(viridis(9.0), viridis(1.0));
        assert_eq!(viridis(f64::NAN), viridis(0.0));
        assert!(viridis(0.2).lightness() < viridis(0.8).lightness());
    }

    #[test]
    fn twelve_series_differ_in_colour_and_the_next_twelve_in_their_marks() {
        let twelve: std::collections::HashSet<Rgb> = (0..12).map(|i| series(i).0).collect();
        assert_eq!(twelve.len(), 12);
        assert!((0..12).all(|i| series(i).0 == series(i + 12).0 && series(i).1 != series(i + 12).1));
    }

    #[test]
    fn the_diverging_palette_is_lightest_in_the_middle() {
        assert_eq!(Palette::Diverging.at(0.5), Rgb(247, 247, 247));
    }
}
