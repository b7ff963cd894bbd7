use super::colour::Rgb;

/// Colours of everything that is not data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on white: files and print.
    #[default]
    Light,
    /// Light ink on near-black: pages in dark mode.
    Dark,
}

impl Theme {
    pub(crate) fn background(self) -> Rgb {
        match self {
            Self::Light => Rgb(255, 255, 255),
            Self::Dark => Rgb(22, 24, 29),
        }
    }

    /// Titles and labels.
    pub(crate) fn ink(self) -> Rgb {
        match self {
            Self::Light => Rgb(27, 31, 36),
            Self::Dark => Rgb(230, 232, 236),
        }
    }

    /// Ticks and subtitles.
    pub(crate) fn muted(self) -> Rgb {
        match self {
            Self::Light => Rgb(87, 96, 106),
            Self::Dark => Rgb(155, 163, 174),
        }
    }

    pub(crate) fn grid(self) -> Rgb {
        match self {
            Self::Light => Rgb(228, 231, 235),
            Self::Dark => Rgb(46, 50, 58),
        }
    }

    /// Ground of the strip for missing values and of empty cells.
    pub(crate) fn strip(self) -> Rgb {
        match self {
            Self::Light => Rgb(244, 245, 247),
            Self::Dark => Rgb(32, 35, 42),
        }
    }
}
